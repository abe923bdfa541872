package io.plimsoll.core.domain.keeper;

import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One liquidation on its way: a value for each step, each made of the one before by the method that is named after the step.
 * There is one for each {@link AttemptKey}, whoever runs; another try after a failure is a step of the same attempt. A step is
 * first recorded, then done.
 *
 * @param key what is being liquidated
 * @param state how far it has come
 * @param revision steps so far; 0 when it was planned
 * @param transactions all that were ever signed for it, oldest first
 * @param settlement the one that a block holds; there where the state is settled, and only there
 * @param plannedAt when it was first planned
 * @param updatedAt when the last step was made; both are whole microseconds, what is below is cut off
 * @param note why the last step was made, for people; may be empty
 */
public record Attempt(
        AttemptKey key,
        AttemptState state,
        int revision,
        List<SentTransaction> transactions,
        Optional<Settlement> settlement,
        Instant plannedAt,
        Instant updatedAt,
        String note) {

    /**
     * Where an attempt has ended.
     *
     * @param transaction hash of the one that was mined
     * @param block that holds it
     */
    public record Settlement(Bytes32 transaction, BlockRef block) {}

    public Attempt {
        transactions = List.copyOf(transactions);
        plannedAt = plannedAt.truncatedTo(ChronoUnit.MICROS);
        updatedAt = updatedAt.truncatedTo(ChronoUnit.MICROS);
        if (revision < 0) {
            throw new IllegalArgumentException("revision of attempt " + key + " must not be negative, got " + revision);
        }
        if (state.settled() != settlement.isPresent()) {
            throw new IllegalArgumentException("attempt " + key + " is " + state + ", "
                    + (state.settled() ? "must have a settlement" : "cannot have a settlement"));
        }
        if (transactions.isEmpty() && state != AttemptState.PLANNED && state != AttemptState.ABANDONED) {
            throw new IllegalArgumentException("attempt " + key + " is " + state + " without a transaction");
        }
        if (settlement.isPresent() && !knows(transactions, settlement.get().transaction())) {
            throw new IllegalArgumentException("attempt " + key + " cannot be settled by "
                    + settlement.get().transaction() + ", which is not one of its transactions");
        }
    }

    /** The first step. */
    public static Attempt planned(AttemptKey key, Instant time) {
        return new Attempt(key, AttemptState.PLANNED, 0, List.of(), Optional.empty(), time, time, "");
    }

    /**
     * A transaction was signed and is about to leave.
     *
     * @throws IllegalStateException if it is not planned
     */
    public Attempt sent(SentTransaction transaction) {
        require(state == AttemptState.PLANNED, AttemptState.SENT);
        return step(AttemptState.SENT, with(transaction), Optional.empty(), transaction.time(), "");
    }

    /**
     * Another transaction was signed that takes the place of the last one, and is about to leave.
     *
     * @throws IllegalStateException if none is under way
     * @throws IllegalArgumentException if it is not of the same sender and nonce
     */
    public Attempt replaced(SentTransaction transaction) {
        require(state.inFlight() && state != AttemptState.PLANNED, AttemptState.REPLACED);
        SentTransaction last = transactions.get(transactions.size() - 1);
        if (!transaction.takesThePlaceOf(last)) {
            throw new IllegalArgumentException("transaction " + transaction.hash() + " of " + transaction.sender()
                    + " with nonce " + transaction.nonce() + " cannot replace one of " + last.sender() + " with nonce "
                    + last.nonce());
        }
        return step(AttemptState.REPLACED, with(transaction), Optional.empty(), transaction.time(), "");
    }

    /**
     * A block holds one of the transactions, and it has liquidated.
     *
     * @throws IllegalStateException if it is settled already
     * @throws IllegalArgumentException if it is none of its transactions
     */
    public Attempt mined(Bytes32 transaction, BlockRef block, Instant time) {
        return step(AttemptState.MINED, transactions, Optional.of(new Settlement(transaction, block)), time, "");
    }

    /**
     * A block holds one of the transactions, and it has failed.
     *
     * @param reason of the failure, for people. What a contract says may be too long for a store, or hold what it refuses (NUL)
     * @throws IllegalStateException if it is settled already
     * @throws IllegalArgumentException if it is none of its transactions
     */
    public Attempt reverted(Bytes32 transaction, BlockRef block, Instant time, String reason) {
        return step(AttemptState.REVERTED, transactions, Optional.of(new Settlement(transaction, block)), time, reason);
    }

    /**
     * It is not pursued any further.
     *
     * @param reason for people
     * @throws IllegalStateException if it is over already
     */
    public Attempt abandoned(Instant time, String reason) {
        return step(AttemptState.ABANDONED, transactions, Optional.empty(), time, reason);
    }

    /**
     * The block that held its transaction is not of the chain any more: it may be mined again.
     *
     * @throws IllegalStateException if it is not settled
     */
    public Attempt unsettled(Instant time) {
        AttemptState before = tookAnothersPlace() ? AttemptState.REPLACED : AttemptState.SENT;
        require(state.settled(), before);
        return step(before, transactions, Optional.empty(), time, "its block is not of the chain any more");
    }

    /**
     * Another try, as nothing has touched the position since. What was sent before must be past being mined, its nonce used up;
     * where it is not, the next transaction must have the same nonce, or the position may be liquidated twice.
     *
     * @param reason for people
     * @throws IllegalStateException if it has not failed, or succeeded
     */
    public Attempt plannedAgain(Instant time, String reason) {
        return step(AttemptState.PLANNED, transactions, Optional.empty(), time, reason);
    }

    /** The transaction that was signed last. */
    public Optional<SentTransaction> latest() {
        return transactions.isEmpty() ? Optional.empty() : Optional.of(transactions.get(transactions.size() - 1));
    }

    /**
     * Whether this may be the step that follows {@code before}: the same attempt, one legal step on, nothing forgotten, and no
     * second transaction beside one that may be mined.
     */
    public boolean follows(Attempt before) {
        boolean signs = !before.state.settled() && (state == AttemptState.SENT || state == AttemptState.REPLACED);
        int known = before.transactions.size();
        return key.equals(before.key)
                && revision == before.revision + 1
                && before.state.mayBecome(state)
                && plannedAt.equals(before.plannedAt)
                && transactions.size() == known + (signs ? 1 : 0)
                && transactions.subList(0, known).equals(before.transactions)
                && (!signs
                        || state == AttemptState.SENT
                        || transactions.get(known).takesThePlaceOf(transactions.get(known - 1)));
    }

    private Attempt step(
            AttemptState next,
            List<SentTransaction> signed,
            Optional<Settlement> settled,
            Instant time,
            String reason) {
        require(state.mayBecome(next), next);
        return new Attempt(key, next, revision + 1, signed, settled, plannedAt, time, reason);
    }

    private void require(boolean legal, AttemptState next) {
        if (!legal) {
            throw new IllegalStateException("attempt " + key + " is " + state + " and cannot become " + next);
        }
    }

    private List<SentTransaction> with(SentTransaction transaction) {
        if (knows(transactions, transaction.hash())) {
            throw new IllegalArgumentException(
                    "attempt " + key + " has transaction " + transaction.hash() + " already");
        }
        List<SentTransaction> all = new ArrayList<>(transactions);
        all.add(transaction);
        return all;
    }

    /** Whether the last transaction has the nonce of an earlier one. */
    private boolean tookAnothersPlace() {
        return latest().stream()
                .anyMatch(last ->
                        transactions.stream().filter(last::takesThePlaceOf).count() > 1);
    }

    private static boolean knows(List<SentTransaction> transactions, Bytes32 hash) {
        return transactions.stream().anyMatch(transaction -> transaction.hash().equals(hash));
    }
}
