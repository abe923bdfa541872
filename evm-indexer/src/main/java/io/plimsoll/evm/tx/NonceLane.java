package io.plimsoll.evm.tx;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.domain.keeper.SentTransaction;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.crypto.Signer;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.foundation.metrics.Metrics;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.JsonRpcException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one that sends for an account on a chain. Transactions leave one after another: the next one is signed when the one before is
 * in a block, has certainly not left, or is given up, and then it takes its nonce. So no nonce is skipped, and no two transactions
 * are under way that could both be mined.
 *
 * <p>One lane per account and chain, among all processes: a second one with the same key is noticed ({@link
 * Refusal#FOREIGN_TRANSACTION}, {@link SendOutcome.Displaced}) and not prevented. A lane that starts anew learns from {@link #resume}
 * what was under way; what it was not told of is a stranger's to it.
 *
 * <p>A transaction that is in no block after {@link Builder#inclusion} is replaced by the same with higher fees, some times, and then
 * given up: never with an offer that costs more than the budget of the request. Where the answer to a send is lost, the transaction
 * counts as sent until a receipt or the nonce of the account proves otherwise, and the same bytes are sent again, which is harmless.
 *
 * <p>Thread-safe; callers wait for each other, in the order they came.
 */
public final class NonceLane {
    /** How a lane passes time; {@link Thread#sleep} unless a test does it otherwise. */
    @FunctionalInterface
    public interface Pause {
        /** Returns after {@code duration}. */
        void pause(Duration duration) throws InterruptedException;
    }

    /**
     * Looks that must agree before a nonce counts as used by somebody else: an endpoint may know it some seconds before it has the
     * receipt, and what is believed lost is sent again.
     */
    static final int LOOKS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(NonceLane.class);
    private static final int RESYNCS = 3;

    /** What a transaction will be: how much gas, what it offers, what it may offer at most. */
    record Plan(
            BlockSpace.Choice space, BigInteger gas, BigInteger gasLimit, Fees offer, Optional<BigInteger> ceiling) {}

    /** A plan, or why there is none. */
    record Planned(Optional<Plan> plan, Optional<SendOutcome.Refused> refused) {
        static Planned refused(Refusal why, String message) {
            return new Planned(Optional.empty(), Optional.of(new SendOutcome.Refused(why, message)));
        }
    }

    private final JsonRpc rpc;
    final ChainId chain;
    final Signer signer;
    final Settings settings;
    final ReceiptReader receipts;
    final Broadcast broadcast;
    final NonceBook book = new NonceBook();
    private final TransactionSimulator simulator;
    private final FeeReader fees;
    private final BlockSpace blockSpace;
    private final ReentrantLock lock = new ReentrantLock(true);
    private boolean chainConfirmed;

    record Settings(
            FeePolicy fees,
            Duration inclusion,
            int bumpPercent,
            int bumps,
            long confirmations,
            Duration poll,
            Clock clock,
            Pause pause,
            Metrics metrics) {}

    private NonceLane(Builder builder) {
        this.rpc = builder.rpc;
        this.chain = builder.chain;
        this.signer = builder.signer;
        this.settings = builder.settings();
        this.receipts = new ReceiptReader(rpc, chain);
        this.broadcast = new Broadcast(builder.endpoints);
        this.simulator = new TransactionSimulator(rpc);
        this.fees = new FeeReader(rpc, settings.fees());
        this.blockSpace = new BlockSpace(rpc, chain);
    }

    /**
     * A lane with the usual settings, to be changed.
     *
     * @param rpc what the chain is read from and, unless {@link Builder#broadcastTo} says otherwise, sent to
     * @param signer of the account
     */
    public static Builder builder(JsonRpc rpc, ChainId chain, Signer signer) {
        return new Builder(rpc, chain, signer);
    }

    /** The account that it sends for. */
    public Address account() {
        return signer.address();
    }

    /**
     * Tells the lane what was signed for its account before it was there and may still be mined, so that it does not send beside it.
     *
     * @throws IllegalArgumentException if one is of another sender
     */
    public void resume(Collection<SentTransaction> sent) {
        for (SentTransaction transaction : sent) {
            if (!transaction.sender().equals(account())) {
                throw new IllegalArgumentException("transaction " + transaction.hash() + " is of "
                        + transaction.sender() + ", the lane is that of " + account());
            }
        }
        lock.lock();
        try {
            sent.forEach(book::add);
        } finally {
            lock.unlock();
        }
    }

    /** Sends a transaction that nobody records: what is under way is forgotten with the process. */
    public SendOutcome send(TransactionRequest request) throws InterruptedException {
        return send(request, TransactionRecorder.NONE);
    }

    /**
     * Sends a transaction and waits for what comes of it. First what {@code recorder} knows from earlier is looked after: if a block
     * holds one of those, that is the outcome, and if one of them still waits, it is gone on with.
     *
     * @return when a block holds it under the wanted confirmations, when it was refused, displaced, or given up; also, as {@link
     *     SendOutcome.Unsettled}, when the thread is interrupted while it is under way
     * @throws InterruptedException if the thread is interrupted before anything was signed
     * @throws SourceException if no endpoint says what must be known to sign; nothing new has left
     * @throws RuntimeException what {@code recorder} throws; the transaction that it was given has not left
     */
    public SendOutcome send(TransactionRequest request, TransactionRecorder recorder) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            confirmChain();
            recorder.earlier().stream()
                    .filter(sent -> sent.sender().equals(account()))
                    .forEach(book::add);
            return counted(sendInTurn(request, recorder));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Frees the account's next nonce from whatever waits with it, of this lane or of somebody else: sends nothing to the account
     * itself in its place.
     *
     * @param budget the most that this may cost, in wei
     * @return {@link SendOutcome.Mined} if the place was taken, {@link SendOutcome.Displaced} if what waited was mined
     * @throws InterruptedException if the thread is interrupted before anything was signed
     * @throws SourceException if no endpoint says what must be known to sign
     */
    public SendOutcome cancel(BigInteger budget) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            confirmChain();
            return counted(free(receipts.nonces(account(), book.block()).next(), Optional.of(budget)));
        } finally {
            lock.unlock();
        }
    }

    /**
     * What has become of transactions of this account that share a nonce.
     *
     * @param sent all that were signed with that nonce
     * @throws IllegalArgumentException if there are none, or they differ in nonce or are of another sender
     * @throws SourceException if no endpoint says
     */
    public TransactionFate find(List<SentTransaction> sent) {
        Set<Long> nonces = sent.stream().map(SentTransaction::nonce).collect(Collectors.toSet());
        if (nonces.size() != 1
                || !sent.stream().allMatch(transaction -> transaction.sender().equals(account()))) {
            throw new IllegalArgumentException(
                    "transactions must be of " + account() + " and share one nonce, got " + nonces);
        }
        return receipts.find(
                account(),
                sent.get(0).nonce(),
                sent.stream().map(SentTransaction::hash).toList());
    }

    private SendOutcome sendInTurn(TransactionRequest request, TransactionRecorder recorder)
            throws InterruptedException {
        Optional<SendOutcome> earlier = earlier(request, recorder);
        for (int tries = 0; earlier.isEmpty() && tries < RESYNCS; tries++) {
            earlier = sendAnew(request, recorder);
        }
        return earlier.orElseGet(() -> new SendOutcome.Refused(
                Refusal.NONCE_UNCLEAR,
                "nonce of " + account() + " is used up as soon as it is read: somebody else uses the key, or "
                        + "endpoints disagree"));
    }

    /** What comes of those that were signed for the same purpose before; empty if none of them can be mined any more. */
    private Optional<SendOutcome> earlier(TransactionRequest request, TransactionRecorder recorder)
            throws InterruptedException {
        List<SentTransaction> signed = recorder.earlier().stream()
                .filter(sent -> sent.sender().equals(account()))
                .toList();
        Optional<Long> mined = Optional.empty();
        List<Long> waiting = new ArrayList<>();
        for (long nonce :
                new TreeSet<>(signed.stream().map(SentTransaction::nonce).toList())) {
            Set<Bytes32> own = withNonce(signed, nonce);
            Set<Bytes32> all = new LinkedHashSet<>(own);
            all.addAll(book.hashes(nonce));
            TransactionFate fate = certainFate(nonce, all);
            if (fate instanceof TransactionFate.Included included
                    && own.contains(included.receipt().transaction())
                    && !(recorder.triesAgain() && failedForGood(included))) {
                mined = Optional.of(nonce);
            } else if (!(fate instanceof TransactionFate.Open)) {
                book.used(nonce);
            } else if (!book.waiting(nonce).isEmpty()) {
                waiting.add(nonce);
            }
        }
        if (waiting.size() > (mined.isPresent() ? 0 : 1)) {
            // a block that had used one of the nonces is gone: now two could be mined that were never meant to be
            // together
            SendOutcome freed = free(waiting.get(0), request.budget());
            LOG.warn("account={} nonce={} freed, as another did the same: {}", account(), waiting.get(0), freed);
            if (mined.isEmpty() || waiting.size() > 1 || !isOver(freed)) {
                return Optional.of(new SendOutcome.Unsettled(
                        signed.stream()
                                .filter(sent -> waiting.contains(sent.nonce()))
                                .toList(),
                        "it waits with nonces " + waiting
                                + mined.map(nonce -> ", although it was mined with " + nonce)
                                        .orElse("") + "; to free " + waiting.get(0) + " ended in "
                                + freed.getClass().getSimpleName()));
            }
        }
        return mined.or(() -> waiting.stream().findFirst())
                .map(nonce -> new Flight(this, request, recorder, nonce, withNonce(signed, nonce), false).goOn());
    }

    private boolean failedForGood(TransactionFate.Included included) {
        return !included.receipt().succeeded() && included.confirmations() >= settings.confirmations();
    }

    private static boolean isOver(SendOutcome outcome) {
        return outcome instanceof SendOutcome.Mined || outcome instanceof SendOutcome.Displaced;
    }

    private static Set<Bytes32> withNonce(List<SentTransaction> signed, long nonce) {
        return signed.stream()
                .filter(sent -> sent.nonce() == nonce)
                .map(SentTransaction::hash)
                .collect(Collectors.toSet());
    }

    /** Sends nothing to the account itself with this nonce, in the place of whatever waits with it. */
    private SendOutcome free(long nonce, Optional<BigInteger> budget) {
        TransactionRequest nothing =
                new TransactionRequest(Optional.of(account()), BigInteger.ZERO, new byte[0], budget);
        Planned planned = plan(nothing, nonce);
        if (planned.plan().isEmpty()) {
            return planned.refused().orElseThrow();
        }
        return new Flight(this, nothing, TransactionRecorder.NONE, nonce, Set.of(), true)
                .start(planned.plan().get())
                .orElseGet(() -> new SendOutcome.Refused(Refusal.NONCE_UNCLEAR, "nonce " + nonce + " is used already"));
    }

    /** Empty if the nonce turned out to be used before anything could leave. */
    private Optional<SendOutcome> sendAnew(TransactionRequest request, TransactionRecorder recorder)
            throws InterruptedException {
        ReceiptReader.Nonces nonces = receipts.nonces(account(), book.block());
        while (book.first().orElse(Long.MAX_VALUE) < nonces.next()) {
            long nonce = book.first().orElseThrow();
            if (certainFate(nonce, book.hashes(nonce)) instanceof TransactionFate.Open) {
                return refused(Refusal.NONCE_UNCLEAR, "endpoints disagree on whether nonce " + nonce + " is used");
            }
            book.used(nonce);
        }
        if (nonces.next() < book.next()) {
            List<SignedTransaction> vanished = book.minedFrom(nonces.next());
            vanished.forEach(broadcast::send);
            LOG.warn(
                    "account={} nonce={} is below {}: a block is gone or the endpoint lags; sent again: {}",
                    account(),
                    nonces.next(),
                    book.next(),
                    vanished.size());
            return refused(
                    Refusal.EARLIER_UNSETTLED,
                    "the chain has nonce " + nonces.next() + " for " + account() + ", " + book.next()
                            + " was seen: a block is gone, or the endpoint lags; where it stays so, cancel() frees the nonce");
        }
        long first = book.first().orElse(nonces.next());
        if (first > nonces.next()) {
            return refused(
                    Refusal.NONCE_UNCLEAR,
                    "a transaction of " + account() + " waits with nonce " + first + ", nothing is known of nonce "
                            + nonces.next() + ": cancel() fills the gap");
        }
        if (book.hashes(first).isEmpty() && nonces.free() > nonces.next()) {
            return refused(
                    Refusal.FOREIGN_TRANSACTION,
                    "transactions of " + account() + " with nonces " + nonces.next() + " to " + (nonces.free() - 1)
                            + " wait that were not sent here: let them be mined, or cancel() them");
        }
        Planned planned = plan(request, first);
        if (planned.plan().isEmpty()) {
            return planned.refused().map(SendOutcome.class::cast);
        }
        return new Flight(this, request, recorder, first, Set.of(), false)
                .start(planned.plan().get());
    }

    /** Simulates and prices. An offer with this nonce must outbid those of ours that wait with it. */
    Planned plan(TransactionRequest request, long nonce) {
        Simulation simulation = simulator.simulate(account(), request);
        if (simulation instanceof Simulation.Reverted reverted) {
            return Planned.refused(Refusal.WOULD_REVERT, "it would fail: " + reverted.reason());
        }
        if (simulation instanceof Simulation.Refused refused) {
            return Planned.refused(
                    refusal(refused.error()),
                    refused.message() + (refused.error() == SendError.GAS_ABOVE_LIMIT ? hint() : ""));
        }
        BigInteger gas = ((Simulation.Succeeded) simulation).gas();
        BlockSpace.Choice space = blockSpace.of(account());
        if (gas.compareTo(space.gasLimit()) > 0) {
            return Planned.refused(
                    Refusal.GAS_ABOVE_BLOCK,
                    "it takes " + gas + " gas, a block has " + space.gasLimit() + (space.big() ? "" : hint()));
        }
        FeeReader.Quote quote = fees.fetch(space.big());
        Optional<BigInteger> budget = request.budget().map(wei -> wei.divide(gas));
        Optional<BigInteger> cap = settings.fees().cap();
        Optional<BigInteger> ceiling =
                budget.isPresent() && cap.isPresent() ? Optional.of(budget.get().min(cap.get())) : budget.or(() -> cap);
        Fees floor = book.highest(nonce)
                .map(highest -> highest.raised(settings.bumpPercent()))
                .orElse(new Fees(BigInteger.ZERO, BigInteger.ZERO));
        Fees wanted = quote.offer().max(floor);
        Fees offer = ceiling.map(wanted::limitedTo).orElse(wanted);
        if (!offer.covers(floor) || offer.maximum().compareTo(quote.baseFee()) < 0) {
            boolean byBudget = budget.isPresent() && ceiling.equals(budget);
            return Planned.refused(
                    byBudget ? Refusal.OVER_BUDGET : Refusal.ABOVE_FEE_CAP,
                    "it takes " + gas + " gas at " + quote.baseFee().max(floor.maximum()) + " wei at least, "
                            + (byBudget ? "the budget" : "the cap") + " allows "
                            + ceiling.orElseThrow() + " wei per gas");
        }
        // refunds come at the end of a transaction, so its peak may be twice what it is charged for
        BigInteger gasLimit = gas.shiftLeft(1).min(space.gasLimit());
        return new Planned(Optional.of(new Plan(space, gas, gasLimit, offer, ceiling)), Optional.empty());
    }

    private String hint() {
        return FeePolicy.isHyperEvm(chain)
                ? "; big blocks have more: switch " + account() + " to them (action evmUserModify on HyperCore)"
                : "";
    }

    /** What a node's refusal is to the one who wanted to send. */
    static Refusal refusal(SendError error) {
        return switch (error) {
            case REVERTED -> Refusal.WOULD_REVERT;
            case INSUFFICIENT_FUNDS -> Refusal.INSUFFICIENT_FUNDS;
            case GAS_ABOVE_LIMIT -> Refusal.GAS_ABOVE_BLOCK;
            case FEE_ABOVE_CAP -> Refusal.ABOVE_FEE_CAP;
            case UNDERPRICED, REPLACEMENT_UNDERPRICED -> Refusal.UNDERPRICED;
            case GAS_TOO_LOW, INVALID -> Refusal.INVALID;
            case ALREADY_KNOWN, NONCE_TOO_LOW, NONCE_TOO_HIGH, BUSY, UNKNOWN -> Refusal.NONCE_UNCLEAR;
        };
    }

    /** Looks several times before it believes that somebody else has used a nonce. */
    TransactionFate certainFate(long nonce, Collection<Bytes32> hashes) throws InterruptedException {
        TransactionFate fate = receipts.find(account(), nonce, hashes);
        int looks = book.isOvertaken(nonce) ? 1 : LOOKS;
        for (int look = 1; look < looks && fate instanceof TransactionFate.Overtaken; look++) {
            settings.pause().pause(settings.poll());
            fate = receipts.find(account(), nonce, hashes);
        }
        book.overtaken(nonce, fate instanceof TransactionFate.Overtaken);
        return fate;
    }

    /** Why a mined transaction failed, as far as the newest state shows it. */
    String reasonOfRevert(TransactionRequest request) {
        try {
            return simulator.simulate(account(), request) instanceof Simulation.Reverted reverted
                    ? reverted.reason()
                    : "";
        } catch (SourceException e) {
            LOG.debug("account={} no reason for a revert: {}", account(), e.getMessage());
            return "";
        }
    }

    private void confirmChain() {
        if (chainConfirmed) {
            return;
        }
        String answer;
        try {
            answer = rpc.call("eth_chainId", List.of(), new TypeReference<String>() {});
        } catch (JsonRpcException e) {
            throw e.toSourceException();
        }
        if (!Quantity.parse(rpc.source(), answer).equals(BigInteger.valueOf(chain.value()))) {
            throw new Unusable(
                    rpc.source(), "is an endpoint of chain " + answer + ", the lane sends on chain " + chain);
        }
        // who must not be asked for receipts, such as a pool of unlike endpoints, must not be sent to either
        if (receipts.find(Bytes32.of(new byte[32])).isPresent()) {
            throw new Unusable(rpc.source(), "has a receipt of a transaction that nobody can have sent");
        }
        chainConfirmed = true;
    }

    private static Optional<SendOutcome> refused(Refusal why, String message) {
        return Optional.of(new SendOutcome.Refused(why, message));
    }

    private SendOutcome counted(SendOutcome outcome) {
        settings.metrics()
                .count(
                        MetricName.TRANSACTIONS,
                        outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        return outcome;
    }

    /** What a lane may do otherwise than usual. Not thread-safe. */
    public static final class Builder {
        private final JsonRpc rpc;
        private final ChainId chain;
        private final Signer signer;
        private List<JsonRpc> endpoints;
        private FeePolicy fees;
        private Duration inclusion = Duration.ofSeconds(30);
        private int bumpPercent = 25;
        private int bumps = 2;
        private long confirmations;
        private Duration poll = Duration.ofSeconds(1);
        private Clock clock = Clock.systemUTC();
        private Pause pause = duration -> Thread.sleep(duration.toMillis());
        private Metrics metrics = Metrics.NONE;

        private Builder(JsonRpc rpc, ChainId chain, Signer signer) {
            this.rpc = rpc;
            this.chain = chain;
            this.signer = signer;
            this.endpoints = List.of(rpc);
            this.fees = FeePolicy.of(chain);
            this.confirmations = FeePolicy.isHyperEvm(chain) ? 1 : 2;
        }

        /** Sends every transaction to all of these, one after another. */
        public Builder broadcastTo(List<JsonRpc> endpoints) {
            if (endpoints.isEmpty()) {
                throw new IllegalArgumentException("endpoints to broadcast to must not be empty");
            }
            this.endpoints = List.copyOf(endpoints);
            return this;
        }

        /** How fees are chosen; {@link FeePolicy#of} the chain unless said. */
        public Builder fees(FeePolicy fees) {
            this.fees = fees;
            return this;
        }

        /** How long a transaction has until it is replaced; 30 s unless said, and at least 90 s for HyperEVM's big blocks. */
        public Builder inclusion(Duration inclusion) {
            this.inclusion = positive("inclusion", inclusion);
            return this;
        }

        /**
         * How a transaction is replaced; 25 % twice unless said.
         *
         * @param percent that each component of the fees grows by; at least 10, as nodes refuse less
         * @param times that it is replaced before it is given up; not negative
         */
        public Builder bumps(int percent, int times) {
            if (percent < 10 || times < 0) {
                throw new IllegalArgumentException(
                        "bumps must be of 10 percent at least and not negative in number, got " + percent + " percent, "
                                + times + " times");
            }
            this.bumpPercent = percent;
            this.bumps = times;
            return this;
        }

        /** Blocks that must hold a transaction or follow on it, itself counted; 1 on HyperEVM and 2 elsewhere unless said. */
        public Builder confirmations(long confirmations) {
            if (confirmations < 1) {
                throw new IllegalArgumentException("confirmations must be at least 1, got " + confirmations);
            }
            this.confirmations = confirmations;
            return this;
        }

        /** How often the chain is asked for a transaction that is under way; each second unless said. */
        public Builder poll(Duration poll) {
            this.poll = positive("poll", poll);
            return this;
        }

        /** The clock, and what passes the time. */
        public Builder time(Clock clock, Pause pause) {
            this.clock = clock;
            this.pause = pause;
            return this;
        }

        /** Where outcomes, sends, lost answers, replacements and blocks that vanished are counted. */
        public Builder metrics(Metrics metrics) {
            this.metrics = metrics;
            return this;
        }

        /** The lane. */
        public NonceLane build() {
            return new NonceLane(this);
        }

        private Settings settings() {
            return new Settings(fees, inclusion, bumpPercent, bumps, confirmations, poll, clock, pause, metrics);
        }

        private static Duration positive(String what, Duration value) {
            if (value.isZero() || value.isNegative()) {
                throw new IllegalArgumentException(what + " must be positive, got " + value);
            }
            return value;
        }
    }
}
