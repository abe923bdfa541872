package io.plimsoll.evm.tx;

import io.plimsoll.core.domain.keeper.SentTransaction;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.evm.tx.NonceLane.Plan;
import io.plimsoll.evm.tx.NonceLane.Planned;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request on its way under one nonce, with all transactions that are signed for it. Used by the thread that has the lane. */
final class Flight {
    private static final Logger LOG = LoggerFactory.getLogger(Flight.class);

    /** How often an offer is raised because the node wants more. */
    private static final int RAISES = 12;

    /** How many times as long as all its replacements take it is watched, while blocks that hold it come and go. */
    private static final long PATIENCE = 4;

    /** HyperEVM has a big block each minute. */
    private static final Duration BIG_BLOCK_INCLUSION = Duration.ofSeconds(90);

    private enum Step {
        UNDER_WAY,
        /** The nonce was used before anything could leave. */
        NONCE_USED,
        REFUSED
    }

    private final NonceLane lane;
    private final TransactionRequest request;
    private final TransactionRecorder recorder;
    private final long nonce;
    private final Set<Bytes32> own;
    private final boolean replacesForeign;
    private final List<SignedTransaction> signed = new ArrayList<>();
    private SendOutcome.@Nullable Refused refused;
    private Instant lastOffer;
    private boolean unsure;
    private boolean bigBlocks;

    /**
     * A request that has this nonce.
     *
     * @param own hashes of what was signed for it before
     * @param replacesForeign whether it may take the place of a stranger's transaction
     */
    Flight(
            NonceLane lane,
            TransactionRequest request,
            TransactionRecorder recorder,
            long nonce,
            Set<Bytes32> own,
            boolean replacesForeign) {
        this.lane = lane;
        this.request = request;
        this.recorder = recorder;
        this.nonce = nonce;
        this.own = new HashSet<>(own);
        this.replacesForeign = replacesForeign;
        this.lastOffer = lane.settings.clock().instant();
    }

    /** Sends the first transaction and sees to it. Empty if its nonce was used before it could leave. */
    Optional<SendOutcome> start(Plan plan) {
        Step step;
        try {
            step = offer(plan);
        } catch (InterruptedException e) {
            return Optional.of(interrupted());
        }
        return switch (step) {
            case NONCE_USED -> Optional.empty();
            case REFUSED -> Optional.ofNullable(refused);
            case UNDER_WAY -> Optional.of(watch());
        };
    }

    /** Sees to what was sent before, and waits no longer than it would have. */
    SendOutcome goOn() {
        List<SentTransaction> waiting = lane.book.waiting(nonce);
        if (!waiting.isEmpty()) {
            // a clock that was ahead when it was signed must not make this one wait for it
            Instant signedAt = waiting.get(waiting.size() - 1).time();
            lastOffer = signedAt.isBefore(lastOffer) ? signedAt : lastOffer;
        }
        return watch();
    }

    /** Signs, records and sends, with higher fees as long as the node wants more and the limit allows. */
    private Step offer(Plan plan) throws InterruptedException {
        bigBlocks = plan.space().big();
        Fees fees = plan.offer();
        for (int raise = 0; raise <= RAISES; raise++) {
            boolean alone = lane.book.waiting(nonce).isEmpty();
            SignedTransaction transaction = sign(plan, fees);
            SentTransaction sent = transaction.toSent(lane.settings.clock().instant());
            recorder.signed(sent);
            lane.book.add(sent);
            own.add(sent.hash());
            signed.add(transaction);
            lastOffer = lane.settings.clock().instant();

            Broadcast.Result result = lane.broadcast.send(transaction);
            unsure = !result.taken() && result.mayBeTaken();
            if (result.taken() || unsure) {
                log(sent, result);
                count(unsure ? "unanswered" : "sent");
                return Step.UNDER_WAY;
            }
            SendError error = result.error().orElse(SendError.UNKNOWN);
            if (error.certainlyRefused()) {
                lane.book.forget(sent);
                signed.remove(transaction);
                recorder.refused(sent, result.message());
                return alone ? refuse(NonceLane.refusal(error), result.message()) : Step.UNDER_WAY;
            }
            if (error == SendError.NONCE_TOO_LOW || error == SendError.NONCE_TOO_HIGH) {
                if (!alone) {
                    return Step.UNDER_WAY;
                }
                return nonceRefused(sent, error, result.message());
            }
            lane.book.doubt(sent);
            if (error == SendError.REPLACEMENT_UNDERPRICED && alone && raise == 0 && !replacesForeign) {
                recorder.refused(sent, result.message());
                return refuse(
                        Refusal.FOREIGN_TRANSACTION,
                        "a transaction of " + lane.account() + " waits with nonce " + nonce
                                + " that was not sent here: let it be mined, or cancel() it");
            }
            Fees floor = fees.raised(lane.settings.bumpPercent())
                    .max(new Fees(fees.maximum().add(BigInteger.ONE), fees.priority()));
            Fees higher = plan.ceiling().map(floor::limitedTo).orElse(floor);
            if (!higher.covers(floor) || raise == RAISES) {
                recorder.refused(sent, result.message());
                return alone ? refuse(Refusal.UNDERPRICED, result.message()) : Step.UNDER_WAY;
            }
            fees = higher;
        }
        throw new IllegalStateException("the last raise returns");
    }

    private Step nonceRefused(SentTransaction sent, SendError error, String message) throws InterruptedException {
        // another endpoint may have taken it before this one said no
        if (lane.certainFate(nonce, lane.book.hashes(nonce)) instanceof TransactionFate.Included) {
            return Step.UNDER_WAY;
        }
        lane.book.forget(sent);
        recorder.refused(sent, message);
        return error == SendError.NONCE_TOO_LOW ? Step.NONCE_USED : refuse(Refusal.NONCE_UNCLEAR, message);
    }

    private Step refuse(Refusal why, String message) {
        refused = new SendOutcome.Refused(why, message);
        return Step.REFUSED;
    }

    /** With other fees by a wei where the same transaction was signed before: a journal has each once. */
    private SignedTransaction sign(Plan plan, Fees fees) {
        Set<Bytes32> known = new HashSet<>(lane.book.hashes(nonce));
        recorder.earlier().forEach(sent -> known.add(sent.hash()));
        SignedTransaction transaction = sign(plan, fees, BigInteger.ZERO);
        BigInteger step = BigInteger.ONE;
        BigInteger change = BigInteger.ZERO;
        while (known.contains(transaction.hash())) {
            change = change.add(step);
            if (isAbove(plan.ceiling(), fees.maximum().add(change))) {
                step = BigInteger.ONE.negate();
                change = step;
            }
            transaction = sign(plan, fees, change);
        }
        return transaction;
    }

    private static boolean isAbove(Optional<BigInteger> ceiling, BigInteger offer) {
        return ceiling.isPresent() && offer.compareTo(ceiling.get()) > 0;
    }

    private SignedTransaction sign(Plan plan, Fees fees, BigInteger change) {
        BigInteger maximum = fees.maximum().add(change);
        Fees offered = new Fees(maximum, fees.priority().min(maximum));
        return new DynamicFeeTransaction(lane.chain, nonce, offered, plan.gasLimit(), request).sign(lane.signer);
    }

    /** Waits for a block, replaces, and in the end gives up. */
    private SendOutcome watch() {
        int bumps = 0;
        int overtaken = 0;
        Instant minedSince = null;
        Instant began = now();
        while (true) {
            Optional<TransactionFate> fate = look();
            if (fate.isPresent() && fate.get() instanceof TransactionFate.Included included) {
                if (included.confirmations() >= lane.settings.confirmations()) {
                    return settled(included.receipt());
                }
                overtaken = 0;
                minedSince = minedSince == null ? now() : minedSince;
            } else if (fate.isPresent() && fate.get() instanceof TransactionFate.Overtaken) {
                if (++overtaken >= NonceLane.LOOKS) {
                    lane.book.used(nonce);
                    lane.book.overtaken(nonce, true);
                    LOG.warn("account={} nonce={} was used by a stranger", lane.account(), nonce);
                    return new SendOutcome.Displaced(Optional.empty());
                }
            } else {
                overtaken = 0;
                if (fate.isPresent() && minedSince != null) {
                    LOG.warn("account={} nonce={} the block that held it is gone", lane.account(), nonce);
                    count("vanished");
                    minedSince = null;
                    unsure = true;
                    lastOffer = now();
                }
                boolean gap = fate.isPresent()
                        && fate.get() instanceof TransactionFate.Open open
                        && behindGap(open.nextNonce());
                if (unsure) {
                    sendAgain();
                }
                if (minedSince == null && passed(lastOffer, inclusion())) {
                    if (bumps >= lane.settings.bumps()) {
                        return unsettled(
                                gap
                                        ? "waits behind a lower nonce that is free: cancel() fills the gap"
                                        : "in no block, " + bumps + " replacements were due");
                    }
                    bumps++;
                    if (gap) {
                        // a higher offer would not help it
                        lastOffer = now();
                    } else {
                        replace();
                    }
                }
            }
            Duration patience = inclusion().multipliedBy(lane.settings.bumps() + 1L);
            if (minedSince != null && passed(minedSince, patience)) {
                return unsettled("seen in a block, and not under " + lane.settings.confirmations()
                        + " confirmations in the time since");
            }
            if (passed(began, patience.multipliedBy(PATIENCE))) {
                return unsettled("in a block and in none by turns");
            }
            try {
                lane.settings.pause().pause(lane.settings.poll());
            } catch (InterruptedException e) {
                return interrupted();
            }
        }
    }

    /** Sends again what was mined before and is gone with its block, as what follows cannot be mined without it. */
    private boolean behindGap(long next) {
        if (next >= nonce) {
            return false;
        }
        lane.book.minedFrom(next).forEach(lane.broadcast::send);
        return true;
    }

    private SendOutcome interrupted() {
        Thread.currentThread().interrupt();
        return unsettled("the wait for it was interrupted");
    }

    private Optional<TransactionFate> look() {
        Set<Bytes32> hashes = new HashSet<>(lane.book.hashes(nonce));
        hashes.addAll(own);
        try {
            return Optional.of(lane.receipts.find(lane.account(), nonce, hashes));
        } catch (SourceException e) {
            // whether it was mined is asked again with the next look; nothing is concluded from silence
            LOG.debug("account={} nonce={} not known: {}", lane.account(), nonce, e.getMessage());
            return Optional.empty();
        }
    }

    /** The same bytes once more: who has them does not take them twice. */
    private void sendAgain() {
        if (signed.isEmpty()) {
            unsure = false;
            return;
        }
        Broadcast.Result result = lane.broadcast.send(signed.get(signed.size() - 1));
        unsure = !result.taken() && result.mayBeTaken();
    }

    /** With higher fees, if it would still go through and the limit allows; else what was sent is sent again. */
    private void replace() {
        lastOffer = now();
        try {
            Planned planned = lane.plan(request, nonce);
            if (planned.plan().isPresent()) {
                count("replaced");
                offer(planned.plan().get());
                return;
            }
            LOG.info(
                    "account={} nonce={} not replaced: {}",
                    lane.account(),
                    nonce,
                    planned.refused().map(SendOutcome.Refused::message).orElse(""));
        } catch (SourceException e) {
            LOG.info("account={} nonce={} not replaced: {}", lane.account(), nonce, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sendAgain();
    }

    private SendOutcome settled(TransactionReceipt receipt) {
        lane.book.used(nonce);
        lane.book.usedIn(receipt.block());
        signed.stream()
                .filter(transaction -> transaction.hash().equals(receipt.transaction()))
                .forEach(lane.book::remember);
        if (!own.contains(receipt.transaction())) {
            LOG.info("account={} nonce={} was used by {}", lane.account(), nonce, receipt.transaction());
            return new SendOutcome.Displaced(Optional.of(receipt));
        }
        return receipt.succeeded()
                ? new SendOutcome.Mined(receipt)
                : new SendOutcome.Reverted(receipt, lane.reasonOfRevert(request));
    }

    private SendOutcome unsettled(String message) {
        LOG.warn("account={} nonce={} given up: {}", lane.account(), nonce, message);
        List<SentTransaction> sent = lane.book.all(nonce).stream()
                .filter(transaction -> own.contains(transaction.hash()))
                .toList();
        return new SendOutcome.Unsettled(sent, message);
    }

    private void log(SentTransaction sent, Broadcast.Result result) {
        LOG.info(
                "account={} nonce={} transaction={} maximumFee={} {}",
                lane.account(),
                nonce,
                sent.hash(),
                sent.maximumFee(),
                result.taken() ? "sent" : "perhaps sent: " + result.message());
    }

    private Duration inclusion() {
        Duration usual = lane.settings.inclusion();
        return bigBlocks && usual.compareTo(BIG_BLOCK_INCLUSION) < 0 ? BIG_BLOCK_INCLUSION : usual;
    }

    private void count(String what) {
        lane.settings.metrics().count(MetricName.TRANSACTIONS, what);
    }

    private Instant now() {
        return lane.settings.clock().instant();
    }

    private boolean passed(Instant since, Duration time) {
        return !now().isBefore(since.plus(time));
    }
}
