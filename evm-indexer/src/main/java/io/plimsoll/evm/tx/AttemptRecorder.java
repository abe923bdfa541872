package io.plimsoll.evm.tx;

import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.keeper.AttemptState;
import io.plimsoll.core.domain.keeper.SentTransaction;
import io.plimsoll.core.domain.repository.keeper.AttemptJournal;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.RepositoryException;
import java.time.Clock;
import java.util.List;

/**
 * Writes the steps of an attempt to the journal as it is sent. Used by one thread at a time, as its attempt is.
 *
 * <p>Every transaction is in the journal before it leaves. Where the journal says that somebody else has made a step, nothing
 * leaves: {@link RepositoryException} STALE_WRITER reaches the caller of {@link NonceLane#send}.
 */
public final class AttemptRecorder implements TransactionRecorder {
    private static final int NOTE = 500;

    private final AttemptJournal journal;
    private final Clock clock;
    private Attempt attempt;

    /**
     * Continues an attempt.
     *
     * @param attempt as the journal has it
     */
    public AttemptRecorder(AttemptJournal journal, Attempt attempt, Clock clock) {
        this.journal = journal;
        this.clock = clock;
        this.attempt = attempt;
    }

    /** The attempt as of its last step. */
    public Attempt attempt() {
        return attempt;
    }

    @Override
    public List<SentTransaction> earlier() {
        return attempt.transactions();
    }

    /** What has failed was planned again since. */
    @Override
    public boolean triesAgain() {
        return attempt.state() == AttemptState.PLANNED;
    }

    @Override
    public void signed(SentTransaction transaction) {
        if (attempt.state() == AttemptState.MINED
                || attempt.settlement()
                        .filter(settled -> nonceOf(settled.transaction()) == transaction.nonce())
                        .isPresent()) {
            // the nonce is free again, or nobody would sign for it
            save(attempt.unsettled(clock.instant()));
        }
        boolean sameNonce = attempt.latest()
                .filter(last ->
                        last.nonce() == transaction.nonce() && last.sender().equals(transaction.sender()))
                .isPresent();
        if (attempt.state().inFlight() && attempt.state() != AttemptState.PLANNED) {
            if (sameNonce) {
                save(attempt.replaced(transaction));
                return;
            }
            save(attempt.abandoned(clock.instant(), "its nonce was used by another transaction"));
        }
        if (attempt.state() != AttemptState.PLANNED) {
            save(attempt.plannedAgain(clock.instant(), "sent again"));
        }
        save(attempt.sent(transaction));
    }

    /** Nothing of it is under way only if it was the only one with its nonce. */
    @Override
    public void refused(SentTransaction transaction, String reason) {
        boolean alone = attempt.transactions().stream()
                .noneMatch(other -> other.nonce() == transaction.nonce() && !other.equals(transaction));
        if (alone && attempt.state().inFlight()) {
            save(attempt.abandoned(clock.instant(), forStores(reason)));
        }
    }

    /**
     * Writes down how it ended. What is not settled stays as it is: in flight.
     *
     * @param outcome of {@link NonceLane#send} with this recorder
     */
    public void record(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Mined mined) {
            if (isAnew(AttemptState.MINED, mined.receipt())) {
                save(attempt.mined(
                        mined.receipt().transaction(), mined.receipt().block(), clock.instant()));
            }
        } else if (outcome instanceof SendOutcome.Reverted reverted) {
            if (!isAnew(AttemptState.REVERTED, reverted.receipt())) {
                return;
            }
            save(attempt.reverted(
                    reverted.receipt().transaction(),
                    reverted.receipt().block(),
                    clock.instant(),
                    forStores(reverted.reason())));
        } else if (outcome instanceof SendOutcome.Displaced && attempt.state().inFlight()) {
            save(attempt.abandoned(clock.instant(), "its nonce was used by another transaction"));
        } else if (outcome instanceof SendOutcome.Refused refused
                && attempt.state().inFlight()) {
            save(attempt.abandoned(clock.instant(), forStores(refused.message())));
        }
    }

    /** Whether the journal does not have it so already; where it has another block, that one is gone. */
    private boolean isAnew(AttemptState state, TransactionReceipt receipt) {
        boolean known = attempt.state() == state
                && attempt.settlement()
                        .filter(new Attempt.Settlement(receipt.transaction(), receipt.block())::equals)
                        .isPresent();
        if (!known && attempt.state().settled()) {
            save(attempt.unsettled(clock.instant()));
        }
        return !known;
    }

    private long nonceOf(Bytes32 hash) {
        return attempt.transactions().stream()
                .filter(transaction -> transaction.hash().equals(hash))
                .findFirst()
                .orElseThrow()
                .nonce();
    }

    /** A contract may say anything at any length. */
    private static String forStores(String words) {
        String printable = words.replaceAll("\\p{Cntrl}", " ");
        return printable.length() <= NOTE ? printable : printable.substring(0, NOTE);
    }

    private void save(Attempt next) {
        journal.save(next);
        attempt = next;
    }
}
