package io.plimsoll.evm.rpc;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.kit.resilience.Breaker;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import io.plimsoll.evm.rpc.RpcAnswers.Answer;
import java.io.Serial;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One endpoint of a pool: asks it, and keeps what is known of it. Thread-safe; no lock is held while it is asked, but for one that
 * lets only one thread at a time look at its head.
 */
final class PoolMember {
    private static final Logger LOG = LoggerFactory.getLogger(PoolMember.class);

    private static final TypeReference<String> TEXT = new TypeReference<>() {};
    private static final TypeReference<Head> HEAD = new TypeReference<>() {};

    /** What these say is true of the rest of their exchange only: who lags may answer the next one. */
    private static final Set<String> VOUCHING = Set.of("eth_getLogs", "eth_blockNumber");

    /** A status that does not change by itself: a wrong key, an unpaid bill, a wrong path. */
    private static final Set<Integer> LASTING = Set.of(401, 402, 403, 404, 405, 410);

    private static final Duration LASTING_REST = Duration.ofSeconds(60);
    private static final Duration FIRST_REST = Duration.ofSeconds(1);
    private static final Duration LONGEST_REST = Duration.ofSeconds(60);
    /** Who asks for more patience is asked again all the same: one careless header must not end an index. */
    static final Duration MOST_PATIENCE = Duration.ofMinutes(10);

    private static final Duration LEARNT_FOR = Duration.ofMinutes(10);
    private static final int MEMBER_RETRIES = 3;
    private static final int SIGHTINGS = 64;
    /** A header may come from a backend that is so many blocks behind the one that told the head. */
    private static final long BACKENDS_APART = 64;

    private static final double NEWEST_WEIGHS = 0.3;
    private static final double FORGETTING_SECONDS = 30;
    private static final double PENALTY_MILLIS = 1_000;
    private static final double LARGEST_PENALTY_MILLIS = 60_000;

    private record Head(String number, String timestamp) {}

    /** A head that it showed the header of. */
    private record Sighting(Instant at, long head) {}

    /** A limit that holds for a while. */
    private record Learnt(long limit, Instant until) {}

    /**
     * What came of asking: a value, or the error of a method, or answers that another endpoint may better.
     *
     * @param better whether others should be asked first
     */
    record Asked<T>(@Nullable T value, @Nullable JsonRpcException error, RpcAnswers answers, boolean better) {
        /** The value, or the error thrown. */
        @SuppressWarnings("NullAway") // a reading may make null if it says so
        T valueOrThrow() {
            if (error != null) {
                throw error;
            }
            return value;
        }
    }

    private final Endpoint endpoint;
    private final ChainId chainId;
    private final PoolSettings settings;
    private final HttpEndpoint http;
    private final Breaker breaker;
    private final ReentrantLock looking = new ReentrantLock();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Set<String> unknownMethods = ConcurrentHashMap.newKeySet();
    private final Map<RpcFault, LongAdder> faults = new EnumMap<>(RpcFault.class);

    private boolean confirmed;
    private @Nullable ChainId wrong;
    private long claimed = -1;
    private long proven = -1;
    private boolean distrusted;
    private Instant lookedAt = Instant.MIN;
    private Instant headTime = Instant.EPOCH;
    private final Deque<Sighting> sightings = new ArrayDeque<>();
    private Instant restingUntil = Instant.MIN;
    private int rests;
    private double latencyMillis;
    private Instant latencyAt = Instant.MIN;
    private double penaltyMillis;
    private Instant penaltyAt = Instant.MIN;
    private @Nullable Learnt batch;
    private @Nullable Learnt range;

    PoolMember(Endpoint endpoint, ChainId chainId, OkHttpClient client, PoolSettings settings) {
        this.endpoint = endpoint;
        this.chainId = chainId;
        this.settings = settings;
        this.http = new HttpEndpoint(endpoint.name(), endpoint.url(), client, settings.exchangeDeadline());
        this.breaker =
                new Breaker(endpoint.name(), settings.breakerFailures(), settings.breakerPause(), settings.clock());
        for (RpcFault fault : RpcFault.values()) {
            faults.put(fault, new LongAdder());
        }
        settings.metrics().gauge(MetricName.RPC_HEAD, endpoint.name(), () -> (double) head());
    }

    Endpoint endpoint() {
        return endpoint;
    }

    String name() {
        return endpoint.name();
    }

    Breaker.State breakerState() {
        return breaker.state();
    }

    /** How long it is given time to recover; zero if it may be asked. */
    Duration breakerPause() {
        return breaker.pauseLeft();
    }

    synchronized boolean confirmed() {
        return confirmed;
    }

    synchronized Optional<WrongChain> wrongChain() {
        return Optional.ofNullable(wrong).map(found -> new WrongChain(name(), chainId, found));
    }

    boolean knows(List<? extends RpcRequest<?>> requests) {
        return unknownMethods.isEmpty()
                || requests.stream().map(RpcRequest::method).noneMatch(unknownMethods::contains);
    }

    /** The newest block that it claimed; -1 if none is known. */
    synchronized long head() {
        return distrusted ? proven : Math.max(claimed, proven);
    }

    /** Whether only headers count of what it says about its head. */
    synchronized boolean distrusted() {
        return distrusted;
    }

    synchronized Duration lookAge() {
        return lookedAt.equals(Instant.MIN)
                ? Duration.ofDays(1)
                : Duration.between(lookedAt, settings.clock().instant());
    }

    synchronized Instant lookedAt() {
        return lookedAt;
    }

    /** The newest block that it showed the header of; -1 for none. */
    synchronized long proven() {
        return proven;
    }

    /** Time of the newest block that it showed; the epoch if none. */
    synchronized Instant headTime() {
        return headTime;
    }

    /** The newest block that it had shown by then; -1 for none. */
    synchronized long provenBy(Instant time) {
        long head = -1;
        for (Sighting sighting : sightings) {
            if (!sighting.at.isAfter(time)) {
                head = Math.max(head, sighting.head);
            }
        }
        return head;
    }

    synchronized Duration restLeft() {
        Instant now = settings.clock().instant();
        return restingUntil.isAfter(now) ? Duration.between(now, restingUntil) : Duration.ZERO;
    }

    synchronized int maxBatch() {
        int declared = Math.min(
                endpoint.maxBatch(),
                endpoint.budget().map(RequestBudget::largestBatch).orElse(Integer.MAX_VALUE));
        return (int) Math.min(declared, stillLearnt(batch));
    }

    synchronized long maxLogRange() {
        return Math.min(endpoint.maxLogRange(), stillLearnt(range));
    }

    private long stillLearnt(@Nullable Learnt learnt) {
        return learnt == null || learnt.until.isBefore(settings.clock().instant()) ? Long.MAX_VALUE : learnt.limit;
    }

    synchronized void tightenLogRange(long blocks) {
        if (blocks < maxLogRange()) {
            range = new Learnt(blocks, settings.clock().instant().plus(LEARNT_FOR));
            LOG.info("endpoint={} maxLogRange={}", name(), blocks);
        }
    }

    private synchronized void tightenBatch(int requests) {
        if (requests < maxBatch()) {
            batch = new Learnt(requests, settings.clock().instant().plus(LEARNT_FOR));
            LOG.info("endpoint={} maxBatch={}", name(), requests);
        }
    }

    /** How long the next exchange is thought to take, faults of late weighing in. Who was not asked for long is tried again. */
    synchronized double expectedMillis() {
        Instant now = settings.clock().instant();
        return Math.max(1, faded(latencyMillis, latencyAt, now)) * (1 + inFlight.get())
                + faded(penaltyMillis, penaltyAt, now);
    }

    private static double faded(double value, Instant since, Instant now) {
        return value == 0
                ? 0
                : value * Math.pow(0.5, Duration.between(since, now).toMillis() / 1000.0 / FORGETTING_SECONDS);
    }

    private synchronized void tookMillis(double millis) {
        latencyMillis = latencyMillis == 0 ? millis : latencyMillis + NEWEST_WEIGHS * (millis - latencyMillis);
        latencyAt = settings.clock().instant();
    }

    /** Counts a fault. */
    void found(RpcFault fault) {
        Objects.requireNonNull(faults.get(fault)).increment();
        settings.metrics().count(MetricName.RPC_FAULTS, fault.tag());
        settings.metrics().count(MetricName.RPC_ENDPOINT_FAULTS, name());
        if (fault != RpcFault.UNKNOWN_METHOD && fault != RpcFault.BATCH_REFUSED && fault != RpcFault.BEHIND) {
            synchronized (this) {
                Instant now = settings.clock().instant();
                penaltyMillis =
                        Math.min(LARGEST_PENALTY_MILLIS, 2 * faded(penaltyMillis, penaltyAt, now) + PENALTY_MILLIS);
                penaltyAt = now;
            }
        }
    }

    /** Counts a failure, and leaves it alone where that is called for. */
    void failed(SourceException failure) {
        settings.metrics().count(MetricName.REQUEST_FAILURES, failure.getClass().getSimpleName());
        if (failure instanceof RateLimited limited) {
            rest(limited.retryAfter());
        } else if (failure instanceof SourceException.NotFound
                || (failure instanceof Rejected refused && LASTING.contains(refused.status()))) {
            synchronized (this) {
                restingUntil = settings.clock().instant().plus(LASTING_REST);
            }
            LOG.warn("endpoint={} state=refused rest={} error={}", name(), LASTING_REST, failure.getMessage());
        }
        if (!(failure instanceof WrongChain) && !(failure instanceof Behind)) {
            found(faultOf(failure));
        }
    }

    private static RpcFault faultOf(SourceException failure) {
        if (failure instanceof RateLimited) {
            return RpcFault.RATE_LIMITED;
        }
        if (failure instanceof Rejected || failure instanceof SourceException.NotFound) {
            return RpcFault.REFUSED;
        }
        if (failure instanceof MalformedResponse || failure instanceof SourceException.Unverified) {
            return RpcFault.MALFORMED;
        }
        return failure instanceof Unusable ? RpcFault.UNUSABLE : RpcFault.NO_ANSWER;
    }

    private synchronized void rest(Optional<Duration> wanted) {
        Duration own = FIRST_REST.multipliedBy(1L << Math.min(rests, 6));
        Duration rest = shorter(wanted.orElse(shorter(own, LONGEST_REST)), MOST_PATIENCE);
        rests++;
        Instant until = settings.clock().instant().plus(rest);
        if (until.isAfter(restingUntil)) {
            restingUntil = until;
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** It failed on something about a block that it said to have: from now on only headers count. */
    void distrustAbove(long block) {
        synchronized (this) {
            if (block <= proven || block > claimed || distrusted) {
                return;
            }
            distrusted = true;
            LOG.warn("endpoint={} state=head-distrusted claimed={} shown={}", name(), claimed, proven);
        }
        found(RpcFault.LYING_HEAD);
    }

    /** Whether it lacks a block that was needed, by its own answer in the same exchange. */
    static final class Behind extends Unusable {
        @Serial
        private static final long serialVersionUID = 1L;

        Behind(String source, long head, long needed) {
            super(source, "is at block " + head + ", needed is " + needed);
        }
    }

    /** Its own budget has no room: it was not asked, and nothing is wrong with it. */
    static final class NoRoom extends Unusable {
        @Serial
        private static final long serialVersionUID = 1L;

        private final Duration wait;

        NoRoom(String source, Duration wait) {
            super(source, "has no room in its budget for " + wait.toMillis() + " ms");
            this.wait = wait;
        }

        Duration roomAfter() {
            return wait;
        }
    }

    /** Requests that were taken out of a budget. */
    @FunctionalInterface
    interface Taken {
        /** They were answered, or will not be sent: they count from now. Once is enough. */
        void settle();
    }

    /**
     * Takes requests out of its budget, waiting for room.
     *
     * @param requests that the exchange has; the first part of it is what must fit
     * @throws NoRoom if there is no room in that time
     */
    Taken take(int requests, Lane lane, Duration patience) {
        if (endpoint.budget().isEmpty()) {
            return () -> {};
        }
        RequestBudget budget = endpoint.budget().get();
        try {
            return budget.take(Math.min(requests, maxBatch()), lane, patience)::settle;
        } catch (RateLimited noRoom) {
            throw new NoRoom(name(), noRoom.retryAfter().orElse(budget.window()));
        }
    }

    /**
     * Asks which chain it is of, unless that is known, and for the header of its newest block.
     *
     * @param until in nanoseconds of the pool's clock
     * @param patience how long to wait for room in its budget
     * @throws WrongChain now and for ever, if it is of another chain
     * @throws NoRoom if its budget has no room in that time
     */
    void look(Lane lane, long until, Duration patience) {
        Instant wanted = settings.clock().instant();
        if (!mayLook(until)) {
            throw new Unusable(name(), "did not tell its chain and head in time");
        }
        try {
            if (confirmed() && !lookedAt().isBefore(wanted)) {
                // somebody else did meanwhile
                return;
            }
            boolean chainToo = !confirmed() || breaker.state() != Breaker.State.CLOSED;
            List<RpcRequest<?>> requests = new ArrayList<>();
            RpcRequest<String> chain = RpcRequest.of("eth_chainId", List.of(), TEXT);
            RpcRequest<Head> latest = RpcRequest.of("eth_getBlockByNumber", List.of("latest", false), HEAD);
            if (chainToo) {
                requests.add(chain);
            }
            requests.add(latest);
            Taken taken = take(requests.size(), lane, patience);
            Asked<Boolean> seen = call(RpcNeeds.NONE, requests, lane, until, taken, answers -> {
                if (chainToo) {
                    checkChain(new ChainId(quantity(answers.of(chain))));
                }
                Head head = answers.of(latest);
                sighted(quantity(head.number), Instant.ofEpochSecond(quantity(head.timestamp)));
                return true;
            });
            if (seen.better) {
                throw new Unusable(name(), "does not tell its chain and head");
            }
            seen.valueOrThrow();
        } catch (JsonRpcException e) {
            throw new Unusable(name(), "does not tell its chain and head: " + e.getMessage());
        } finally {
            looking.unlock();
        }
    }

    private boolean mayLook(long until) {
        try {
            return looking.tryLock(left(until).toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Transport(name(), "interrupted while another thread asks for its chain and head", e);
        }
    }

    private Duration left(long until) {
        return Duration.ofNanos(Math.max(0, until - settings.nanos().getAsLong()));
    }

    private void checkChain(ChainId found) {
        if (found.equals(chainId)) {
            synchronized (this) {
                confirmed = true;
            }
            return;
        }
        synchronized (this) {
            wrong = found;
        }
        found(RpcFault.WRONG_CHAIN);
        LOG.error("endpoint={} state=wrong-chain wanted={} found={}", name(), chainId, found);
        throw new WrongChain(name(), chainId, found);
    }

    private void sighted(long head, Instant time) {
        boolean lied;
        synchronized (this) {
            Instant now = settings.clock().instant();
            lied = claimed > head + BACKENDS_APART;
            distrusted |= lied;
            proven = head;
            claimed = head;
            headTime = time;
            lookedAt = now;
            sightings.addLast(new Sighting(now, head));
            if (sightings.size() > SIGHTINGS) {
                sightings.removeFirst();
            }
        }
        if (lied) {
            found(RpcFault.LYING_HEAD);
        }
    }

    private static long quantity(String hex) {
        try {
            if (hex.startsWith("0x")) {
                return new BigInteger(hex.substring(2), 16).longValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new MalformedResponse("chain", "not a quantity: " + hex, e);
        }
        throw new MalformedResponse("chain", "not a quantity: " + hex, null);
    }

    /**
     * Asks.
     *
     * @param taken the first part, out of the budget
     * @throws SourceException what kept it from answering, or what {@code reading} threw
     */
    <T> Asked<T> call(
            RpcNeeds needs,
            List<? extends RpcRequest<?>> requests,
            Lane lane,
            long until,
            Taken taken,
            Function<RpcAnswers, T> reading) {
        inFlight.incrementAndGet();
        try {
            Asked<T> asked = breaker.call(() -> {
                RpcAnswers answers = exchange(requests, lane, until, taken);
                observe(needs, requests, answers);
                boolean better = others(needs, requests, answers);
                if (better) {
                    return new Asked<>(null, null, answers, true);
                }
                try {
                    return new Asked<>(reading.apply(answers), null, answers, false);
                } catch (JsonRpcException e) {
                    return new Asked<>(null, e, answers, false);
                }
            });
            synchronized (this) {
                rests = 0;
            }
            return asked;
        } finally {
            taken.settle();
            inFlight.decrementAndGet();
        }
    }

    /** Whether another endpoint may have what this one lacks. */
    private boolean others(RpcNeeds needs, List<? extends RpcRequest<?>> requests, RpcAnswers answers) {
        boolean better = false;
        for (RpcRequest<?> request : requests) {
            Optional<ErrorKind> kind = answers.error(request).map(ErrorKind::of);
            if (kind.isPresent() && kind.get() == ErrorKind.BEHIND) {
                found(RpcFault.BEHIND);
                distrustAbove(needs.head());
                better = true;
            } else if (kind.isPresent() && kind.get() == ErrorKind.TROUBLE) {
                found(RpcFault.TROUBLE);
                better = true;
            } else if (kind.isPresent() && kind.get() == ErrorKind.UNKNOWN_METHOD) {
                found(RpcFault.UNKNOWN_METHOD);
                unknownMethods.add(request.method());
                better = true;
            }
        }
        return better;
    }

    /** Learns the head from answers, however they were decoded. */
    private void observe(RpcNeeds needs, List<? extends RpcRequest<?>> requests, RpcAnswers answers) {
        long shown = -1;
        for (RpcRequest<?> request : requests) {
            Answer answer = answers.answer(request);
            if (answer.result() instanceof HeaderResult block) {
                shown = Math.max(shown, block.header().block().number());
            } else if (answer.result() != null
                    && request.method().equals("eth_getBlockByNumber")
                    && request.params().get(0) instanceof String number
                    && number.startsWith("0x")) {
                shown = Math.max(shown, quantity(number));
            } else if (!answer.told().isEmpty()) {
                long told = quantity(answer.told());
                claim(told);
                if (told < needs.head()) {
                    found(RpcFault.BEHIND);
                    throw new Behind(name(), told, needs.head());
                }
            }
        }
        synchronized (this) {
            proven = Math.max(proven, shown);
        }
    }

    private synchronized void claim(long head) {
        claimed = head;
        proven = Math.min(proven, head);
    }

    private RpcAnswers exchange(List<? extends RpcRequest<?>> requests, Lane lane, long until, Taken first) {
        boolean together =
                requests.size() > 1 && requests.stream().map(RpcRequest::method).anyMatch(VOUCHING::contains);
        List<RpcRequest<?>> open = new ArrayList<>(requests);
        if (together) {
            open.sort(Comparator.comparing(request -> !VOUCHING.contains(request.method())));
        }
        Map<RpcRequest<?>, Answer> all = new HashMap<>();
        @Nullable Taken taken = first;
        int retries = 0;
        while (!open.isEmpty()) {
            List<RpcRequest<?>> part = List.copyOf(open.subList(0, Math.min(open.size(), maxBatch())));
            Optional<RpcAnswers> answers =
                    send(part, until, taken == null ? take(part.size(), lane, left(until)) : taken);
            taken = null;
            if (answers.isEmpty()) {
                continue;
            }
            List<RpcRequest<?>> limited = new ArrayList<>();
            for (RpcRequest<?> request : part) {
                Optional<JsonRpcException> error = answers.get().error(request);
                if (error.isPresent() && ErrorKind.of(error.get()) == ErrorKind.RATE_LIMITED) {
                    limited.add(request);
                } else {
                    all.put(request, answers.get().answer(request));
                }
            }
            open.subList(0, part.size()).clear();
            if (!limited.isEmpty()) {
                String words = answers.get().error(limited.get(0)).orElseThrow().words();
                Duration pause = FIRST_REST.multipliedBy(1L << retries);
                if (together
                        || limited.size() == part.size()
                        || retries == MEMBER_RETRIES
                        || pause.compareTo(left(until)) > 0) {
                    throw new RateLimited(name(), Optional.empty(), words);
                }
                found(RpcFault.RATE_LIMITED);
                retries++;
                settings.sleeper().sleep(name(), pause);
                open.addAll(0, limited);
            }
        }
        return new RpcAnswers(name(), all);
    }

    /** One exchange; empty if the batch was refused, so that smaller ones must be sent. */
    private Optional<RpcAnswers> send(List<RpcRequest<?>> part, long until, Taken taken) {
        long start = settings.nanos().getAsLong();
        Duration limit = left(until);
        settings.metrics().count(MetricName.REQUESTS, name());
        try {
            RpcAnswers answers = http.exchange(part, limit.isZero() ? Duration.ofMillis(1) : limit);
            Duration took = Duration.ofNanos(settings.nanos().getAsLong() - start);
            settings.metrics().time(MetricName.REQUEST_TIME, name(), took);
            tookMillis(took.toNanos() / 1e6);
            return part.size() > 1 && refused(part, answers) ? Optional.empty() : Optional.of(answers);
        } catch (Rejected refusal) {
            String words = String.valueOf(refusal.getMessage());
            if (part.size() > 1 && ErrorKind.of("", 0, words) == ErrorKind.BATCH_REFUSED) {
                refuse(words.substring(words.indexOf("HTTP") + "HTTP 400".length()), part.size());
                return Optional.empty();
            }
            throw refusal;
        } finally {
            taken.settle();
        }
    }

    private boolean refused(List<RpcRequest<?>> part, RpcAnswers answers) {
        List<JsonRpcException> errors =
                part.stream().map(answers::error).flatMap(Optional::stream).toList();
        Optional<JsonRpcException> named = errors.stream()
                .filter(error -> ErrorKind.of(error) == ErrorKind.BATCH_REFUSED || ErrorKind.isCutBatch(error))
                .findFirst();
        if (named.isPresent()) {
            refuse(named.get().words() + " " + named.get().data().orElse(""), part.size());
            return true;
        }
        // a server that knows no batches cannot read one
        boolean unread = errors.size() == part.size()
                && errors.stream().allMatch(error -> error.code() == -32_600 || error.code() == -32_700);
        if (unread) {
            refuse("1", part.size());
        }
        return unread;
    }

    private void refuse(String words, int sent) {
        found(RpcFault.BATCH_REFUSED);
        tightenBatch(ErrorKind.batchAfter(words, sent));
    }

    EndpointStatus status(boolean stale) {
        Map<RpcFault, Long> counts = new EnumMap<>(RpcFault.class);
        faults.forEach((fault, count) -> {
            if (count.sum() > 0) {
                counts.put(fault, count.sum());
            }
        });
        synchronized (this) {
            Breaker.State state = breaker.state();
            Duration rest = restLeft();
            return new EndpointStatus(
                    name(),
                    wrong == null && !stale && rest.isZero() && state != Breaker.State.OPEN,
                    confirmed,
                    wrong != null,
                    stale,
                    state,
                    head() < 0 ? OptionalLong.empty() : OptionalLong.of(head()),
                    latencyMillis == 0
                            ? Optional.empty()
                            : Optional.of(Duration.ofNanos((long) (latencyMillis * 1_000_000))),
                    rest,
                    maxBatch(),
                    maxLogRange(),
                    counts);
        }
    }
}
