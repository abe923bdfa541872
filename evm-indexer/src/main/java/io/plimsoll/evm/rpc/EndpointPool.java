package io.plimsoll.evm.rpc;

import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Unavailable;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.core.foundation.health.HealthCheck;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.foundation.metrics.Metrics;
import io.plimsoll.core.kit.resilience.Breaker;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import io.plimsoll.evm.rpc.PoolMember.Asked;
import io.plimsoll.evm.rpc.PoolMember.NoRoom;
import io.plimsoll.evm.rpc.PoolMember.Taken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several endpoints of one chain that stand in for each other. Thread-safe; share it. Needs no closing: the threads that look at
 * heads now and then end by themselves when nothing is asked any more.
 *
 * <ul>
 *   <li><b>Who is asked.</b> An endpoint is first asked which chain it is of; one of another chain is never asked again. Of those that
 *       have what is {@link RpcNeeds needed}, the one that is thought to answer first, by late latency, faults and what is under way;
 *       one whose {@link RequestBudget} is spent only if all are. One that is down is left alone by a {@link Breaker}.
 *   <li><b>Heads.</b> They are learnt from answers to {@code eth_blockNumber} and from {@link BlockHeader}s. While the pool is in use,
 *       each endpoint is also asked for its newest header now and then, if there is another to compare it with or a {@link
 *       Builder#maxHeadAge}. One whose head stands still while others go on answers nothing that depends on the head. Where needs name
 *       a head and {@code eth_blockNumber} in the same exchange says less, the answers are not used.
 *   <li><b>Failures.</b> When an endpoint fails, or what it says does not pass the reading, others are asked the same, each once. One
 *       that wants patience is asked again after it, as long as the deadline allows. Requests that do something and cannot be told apart
 *       from their own repetition, such as {@code eth_sendTransaction}, are repeated only if they certainly had no effect. A signed
 *       transaction is the same however often it is sent; but where one endpoint may have taken it and did not say so, that
 *       another refuses it proves nothing: the failure of the first is told, the refusal is {@linkplain
 *       Throwable#getSuppressed suppressed} in it.
 *   <li><b>Errors of methods.</b> A revert or a range too wide is an answer: it goes to the caller, and says nothing against the
 *       endpoint. A method that it does not know, or a block or state that it has lost, is asked of the others first.
 *   <li><b>Batches.</b> One that is larger than an endpoint takes goes to it in parts. Only members that were refused for its limits are
 *       asked again; a batch with {@code eth_getLogs} or {@code eth_blockNumber} is asked again whole, as its members vouch for
 *       each other, and these two are in its first part.
 * </ul>
 */
public final class EndpointPool implements JsonRpc {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointPool.class);

    /** Methods that may be asked any number of times. */
    private static final Pattern REPEATABLE = Pattern.compile(
            "eth_(?!getFilterChanges|getWork)"
                    + "(get|call|estimate|fee|gas|max|block|chain|syncing|usingBig|big|createAccessList|simulate|sendRawTransaction|protocol).*|(net|web3|trace|txpool|rpc)_.*|debug_(trace|get).*");

    /** Methods whose answers differ where blocks have system transactions. */
    private static final Set<String> LOG_METHODS =
            Set.of("eth_getLogs", "eth_getBlockReceipts", "eth_getTransactionReceipt");

    private static final int RANGE_TOO_WIDE = -32_602;

    /** A head that was looked at so lately is not looked at again. */
    private static final Duration FRESH = Duration.ofMillis(500);

    /** After so many intervals without a look the pool has not been in use. */
    private static final int UNWATCHED = 3;

    private final ChainId chainId;
    private final boolean mixed;
    private final PoolSettings settings;
    private final List<PoolMember> members;
    private final AtomicReference<Instant> lastLooks = new AtomicReference<>(Instant.MIN);
    private final Set<PoolMember> stale = Collections.synchronizedSet(new HashSet<>());

    private EndpointPool(Builder builder) {
        this.chainId = builder.chainId;
        this.mixed = builder.mixed;
        this.settings = builder.settings();
        this.members = builder.endpoints.stream()
                .map(endpoint -> new PoolMember(endpoint, chainId, builder.client, settings))
                .toList();
        members.forEach(member -> settings.metrics()
                .gauge(
                        MetricName.RPC_USABLE,
                        member.name(),
                        () -> status(member).usable() ? 1 : 0));
    }

    /**
     * A pool to be built.
     *
     * @param chainId that every endpoint must confirm
     */
    public static Builder builder(ChainId chainId) {
        return new Builder(chainId);
    }

    /** A pool of these endpoints with all settings as they are unless said otherwise. */
    public static EndpointPool of(ChainId chainId, List<Endpoint> endpoints) {
        return builder(chainId).endpoints(endpoints).build();
    }

    /** The chain; each endpoint has confirmed it before anything else is asked of it. */
    public ChainId chainId() {
        return chainId;
    }

    @Override
    public String source() {
        return settings.name();
    }

    /** How each endpoint is doing now, in the order in which they were given. */
    public List<EndpointStatus> endpoints() {
        return members.stream().map(this::status).toList();
    }

    /**
     * One check for the pool, which fails when no endpoint can be asked, and one for each endpoint that can be done without.
     *
     * @param critical whether without the chain nothing works
     */
    public List<HealthCheck> healthChecks(boolean critical) {
        List<HealthCheck> checks = new ArrayList<>();
        checks.add(new HealthCheck(settings.name(), critical, () -> {
            List<EndpointStatus> all = endpoints();
            long usable = all.stream().filter(EndpointStatus::usable).count();
            if (usable == 0) {
                throw new IllegalStateException("none of " + all.size() + " endpoints can be asked");
            }
            return usable + " of " + all.size() + " endpoints can be asked";
        }));
        for (PoolMember member : members) {
            checks.add(HealthCheck.nonCritical(settings.name() + " " + member.name(), () -> {
                EndpointStatus status = status(member);
                if (!status.usable()) {
                    throw new IllegalStateException(
                            status.wrongChain()
                                    ? "of another chain"
                                    : status.stale()
                                            ? "head stands still or is too old"
                                            : "breaker " + status.breaker() + ", left alone for "
                                                    + status.resting().toMillis() + " ms");
                }
                return status.head().isPresent() ? "at block " + status.head().getAsLong() : "not asked yet";
            }));
        }
        return checks;
    }

    @Override
    public long maxLogRange() {
        return members.stream()
                .filter(member -> member.wrongChain().isEmpty())
                .mapToLong(PoolMember::maxLogRange)
                .max()
                .orElse(Long.MAX_VALUE);
    }

    @Override
    public long maxLogRangeWithout(String source) {
        return members.stream()
                .filter(member ->
                        member.wrongChain().isEmpty() && !member.name().equals(source))
                .mapToLong(PoolMember::maxLogRange)
                .max()
                .orElse(0);
    }

    @Override
    public void tightenLogRange(String source, long blocks) {
        if (blocks < 1) {
            throw new IllegalArgumentException("blocks must be at least 1, got " + blocks);
        }
        members.stream()
                .filter(member -> member.name().equals(source))
                .forEach(member -> member.tightenLogRange(blocks));
    }

    /**
     * Sends requests to one endpoint after the other until one gives answers that {@code reading} takes.
     *
     * @throws WrongChain if every endpoint is of another chain
     * @throws RateLimited if those that could be asked want more patience than there is
     * @throws Unavailable if those that could be asked are down and given time to recover
     * @throws JsonRpcException also if more blocks of logs are needed than any endpoint takes
     */
    @Override
    public <T> T ask(RpcNeeds needs, List<? extends RpcRequest<?>> requests, Function<RpcAnswers, T> reading) {
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("an exchange has at least one request");
        }
        if (mixed && requests.stream().map(RpcRequest::method).anyMatch(LOG_METHODS::contains)) {
            throw new IllegalArgumentException("logs and receipts must not be asked of " + settings.name()
                    + ", whose endpoints number them differently");
        }
        try {
            return new Ask<>(needs, List.copyOf(requests), reading).run();
        } finally {
            lookAround();
        }
    }

    /** One question, until somebody has answered it or nobody will. */
    private final class Ask<T> {
        private final RpcNeeds needs;
        private final List<RpcRequest<?>> requests;
        private final Function<RpcAnswers, T> reading;
        private final Lane lane;
        private final boolean repeatable;
        private final boolean sends;
        private final long until =
                settings.nanos().getAsLong() + settings.deadline().toNanos();
        private final Set<PoolMember> tried = new HashSet<>();

        private @Nullable SourceException failure;
        /** After this, of a transaction, nobody knows whether it was taken: no answer came, or only that something went wrong. */
        private @Nullable SourceException unanswered;

        private @Nullable SourceException troubled;
        private @Nullable Asked<T> better;
        private long widest;
        /** Of this round: the shortest rest that somebody takes, and who has no room in its budget and for how long. */
        private @Nullable Duration soonest;

        private @Nullable PoolMember full;
        private @Nullable Duration room;

        Ask(RpcNeeds needs, List<RpcRequest<?>> requests, Function<RpcAnswers, T> reading) {
            this.needs = needs;
            this.requests = requests;
            this.reading = reading;
            this.repeatable = requests.stream()
                    .allMatch(request -> REPEATABLE.matcher(request.method()).matches());
            this.sends = requests.stream().anyMatch(request -> request.method().startsWith("eth_send"));
            this.lane = sends ? Lane.URGENT : Lane.NORMAL;
        }

        T run() {
            while (true) {
                soonest = null;
                full = null;
                room = null;
                Optional<Asked<T>> answered = round();
                if (answered.isPresent()) {
                    SourceException before = unanswered != null ? unanswered : troubled;
                    return unlessUnclear(before, answered.get()::valueOrThrow);
                }
                if (better != null) {
                    // nobody had more than this
                    RpcAnswers answers = better.answers();
                    return unlessUnclear(unanswered, () -> reading.apply(answers));
                }
                if (!waited()) {
                    throw giveUp();
                }
            }
        }

        /** What one endpoint refuses, another may have taken before. */
        private T unlessUnclear(@Nullable SourceException before, Supplier<T> value) {
            try {
                return value.get();
            } catch (JsonRpcException refusal) {
                if (before == null) {
                    throw refusal;
                }
                before.addSuppressed(refusal);
                throw before;
            }
        }

        private Optional<Asked<T>> round() {
            for (PoolMember member : inOrder()) {
                if (left().isZero()) {
                    break;
                }
                if (!tried.contains(member) && ready(member)) {
                    Optional<Taken> taken = tryTake(member);
                    Optional<Asked<T>> answered = taken.flatMap(requested -> call(member, requested));
                    if (answered.isPresent()) {
                        return answered;
                    }
                }
            }
            if (full != null
                    && room != null
                    && room.compareTo(left()) <= 0
                    && (soonest == null || room.compareTo(soonest) <= 0)) {
                // in the limiter's queue, so that who has waited longest goes first
                try {
                    return call(full, full.take(requests.size(), lane, left()));
                } catch (NoRoom noRoom) {
                    throw rateLimited(noRoom);
                }
            }
            return Optional.empty();
        }

        private Optional<Taken> tryTake(PoolMember member) {
            try {
                return Optional.of(member.take(requests.size(), lane, Duration.ZERO));
            } catch (NoRoom noRoom) {
                if (room == null || noRoom.roomAfter().compareTo(room) < 0) {
                    room = noRoom.roomAfter();
                    full = member;
                }
                return Optional.empty();
            }
        }

        private RateLimited rateLimited(NoRoom noRoom) {
            return new RateLimited(
                    settings.name(),
                    Optional.of(noRoom.roomAfter()),
                    "the budget of " + noRoom.source() + " has no room in time");
        }

        private List<PoolMember> inOrder() {
            if (members.size() == 1) {
                return members;
            }
            Map<PoolMember, Double> cost = new HashMap<>();
            for (PoolMember member : members) {
                double demotion = isStale(member) ? 1e9 : 0;
                double unknown = needs.head() > member.head() ? 1e6 : 0;
                double down = member.breakerState() == Breaker.State.CLOSED ? 0 : 1e7;
                double mute = member.knows(requests) ? 0 : 1e8;
                cost.put(member, member.expectedMillis() + demotion + unknown + down + mute);
            }
            List<PoolMember> ordered = new ArrayList<>(members);
            ordered.sort(Comparator.comparing(cost::get));
            return ordered;
        }

        private Duration left() {
            return Duration.ofNanos(Math.max(0, until - settings.nanos().getAsLong()));
        }

        /** Whether it may be asked now; what keeps it from that is noted. */
        private boolean ready(PoolMember member) {
            if (needs.except().contains(member.name())) {
                return false;
            }
            Optional<WrongChain> wrong = member.wrongChain();
            if (wrong.isPresent()) {
                failure = failure == null ? wrong.get() : failure;
                tried.add(member);
                return false;
            }
            if (needs.archive() && !member.endpoint().archive()) {
                return false;
            }
            if (needs.logRange() > member.maxLogRange()) {
                widest = Math.max(widest, member.maxLogRange());
                return false;
            }
            Duration rest = member.restLeft();
            if (!rest.isZero()) {
                soonest = soonest == null || rest.compareTo(soonest) < 0 ? rest : soonest;
                return false;
            }
            Duration pause = member.breakerPause();
            if (!pause.isZero()) {
                // before anything is taken out of its budget
                note(member, new Unavailable(member.name(), pause));
                return false;
            }
            return hasHead(member);
        }

        private boolean hasHead(PoolMember member) {
            try {
                if (!member.confirmed()) {
                    look(member);
                }
                Optional<Unusable> lack = needs.head() > 0 ? withoutBlock(member) : withoutFreshHead(member);
                if (lack.isPresent()) {
                    tried.add(member);
                    failure = lack.get();
                    return false;
                }
                return true;
            } catch (SourceException e) {
                note(member, e);
                return false;
            }
        }

        /** One whose budget is spent keeps nobody from asking the others. */
        private void look(PoolMember member) {
            member.look(lane, until, members.size() == 1 ? left() : Duration.ZERO);
        }

        /** Requests that ask for the head themselves need no look before, if it is believed what it says. */
        private Optional<Unusable> withoutBlock(PoolMember member) {
            boolean asksItself = !member.distrusted()
                    && requests.stream().anyMatch(request -> request.method().equals("eth_blockNumber"));
            boolean seenLately = member.lookAge().compareTo(FRESH) <= 0;
            if (needs.head() <= member.head() || (asksItself && !seenLately)) {
                return Optional.empty();
            }
            if (!seenLately) {
                look(member);
            }
            if (needs.head() <= member.head()) {
                return Optional.empty();
            }
            member.found(RpcFault.BEHIND);
            return Optional.of(new PoolMember.Behind(member.name(), member.head(), needs.head()));
        }

        /** What was seen of it long ago says nothing, neither for it nor against it. */
        private Optional<Unusable> withoutFreshHead(PoolMember member) {
            Duration age = member.lookAge();
            boolean unwatched = settings.maxHeadAge().isPresent()
                    && age.compareTo(settings.headPoll().multipliedBy(UNWATCHED)) > 0;
            if (unwatched || (isStale(member) && age.compareTo(settings.headPoll()) > 0)) {
                look(member);
            }
            return isStale(member)
                    ? Optional.of(new Unusable(
                            member.name(),
                            "head stands still or is too old at block " + member.proven() + " of " + member.headTime()))
                    : Optional.empty();
        }

        private Optional<Asked<T>> call(PoolMember member, Taken taken) {
            try {
                Asked<T> asked = member.call(needs, requests, lane, until, taken, reading);
                if (!asked.better()) {
                    return Optional.of(asked);
                }
                if (!repeatable) {
                    return Optional.of(new Asked<>(reading.apply(asked.answers()), null, asked.answers(), false));
                }
                tried.add(member);
                better = better == null ? asked : better;
                if (sends) {
                    requests.stream()
                            .flatMap(request -> asked.answers().error(request).stream())
                            .filter(error -> ErrorKind.of(error) == ErrorKind.TROUBLE)
                            .findFirst()
                            .ifPresent(error -> troubled = error.toSourceException());
                }
                return Optional.empty();
            } catch (NoRoom laterPart) {
                if (!repeatable) {
                    throw rateLimited(laterPart);
                }
                note(member, laterPart);
                return Optional.empty();
            } catch (SourceException e) {
                if (sends && !(e instanceof RateLimited) && !(e instanceof Unavailable)) {
                    unanswered = e;
                }
                if (e instanceof MalformedResponse || e instanceof Unusable) {
                    member.distrustAbove(needs.head());
                }
                note(member, e);
                if (Thread.currentThread().isInterrupted()) {
                    // whoever interrupts wants no more answers
                    throw e;
                }
                boolean partlyDone = requests.size() > 1;
                if (!repeatable && (partlyDone || !(e instanceof RateLimited)) && !(e instanceof Unavailable)) {
                    throw e;
                }
                return Optional.empty();
            }
        }

        private void note(PoolMember member, SourceException e) {
            if (e instanceof NoRoom noRoom) {
                Duration wait = noRoom.roomAfter();
                soonest = soonest == null || wait.compareTo(soonest) < 0 ? wait : soonest;
                return;
            }
            if (!(e instanceof Unavailable)) {
                member.failed(e);
                failure = e;
            } else if (failure == null) {
                failure = e;
            }
            if (e instanceof RateLimited) {
                Duration rest = member.restLeft();
                soonest = soonest == null || rest.compareTo(soonest) < 0 ? rest : soonest;
            } else {
                tried.add(member);
            }
        }

        /** Waits for the first that comes back within the deadline. */
        private boolean waited() {
            Duration wait = soonest;
            if (room != null && (wait == null || room.compareTo(wait) < 0)) {
                wait = room;
            }
            if (wait == null || wait.compareTo(left()) >= 0) {
                return false;
            }
            settings.sleeper().sleep(settings.name(), wait.plusMillis(1));
            return true;
        }

        private RuntimeException giveUp() {
            if (soonest != null || room != null) {
                Duration wait = soonest == null ? room : soonest;
                boolean saidSo = failure instanceof RateLimited limited
                        && limited.retryAfter().orElse(Duration.ZERO).compareTo(PoolMember.MOST_PATIENCE) <= 0;
                return saidSo && failure != null
                        ? failure
                        : new RateLimited(settings.name(), Optional.ofNullable(wait), "no endpoint has room in time");
            }
            if (failure != null) {
                return failure;
            }
            if (widest > 0) {
                return new JsonRpcException(
                        settings.name(),
                        "eth_getLogs",
                        RANGE_TOO_WIDE,
                        "query exceeds max block range " + widest,
                        Optional.empty());
            }
            if (needs.archive()) {
                return new Unusable(settings.name(), "no endpoint has the states of old blocks");
            }
            return new Unusable(settings.name(), "no endpoint could be asked for " + requests + " in time");
        }
    }

    private EndpointStatus status(PoolMember member) {
        return member.status(isStale(member));
    }

    /**
     * Whether its head, when it was looked at last, was below what another had shown a while before, or too old. Only headers that
     * were shown count, so that nobody makes the others look stale by words alone.
     */
    private boolean isStale(PoolMember member) {
        boolean now = member.proven() >= 0 && (isTooOld(member) || isOvertaken(member));
        if (now ? stale.add(member) : stale.remove(member)) {
            if (now) {
                member.found(RpcFault.STALE_HEAD);
            }
            LOG.warn(
                    "endpoint={} state={} head={} headTime={}",
                    member.name(),
                    now ? "stale" : "fresh",
                    member.proven(),
                    member.headTime());
        }
        return now;
    }

    private boolean isTooOld(PoolMember member) {
        return settings.maxHeadAge()
                .filter(limit -> member.headTime().plus(limit).isBefore(member.lookedAt()))
                .isPresent();
    }

    private boolean isOvertaken(PoolMember member) {
        Instant before = member.lookedAt().minus(settings.staleAfter());
        return members.stream()
                .anyMatch(other ->
                        other != member && other.wrongChain().isEmpty() && other.provenBy(before) > member.proven());
    }

    /** Looks at the heads that were not seen for a while, on threads of its own. */
    private void lookAround() {
        if (members.size() == 1 && settings.maxHeadAge().isEmpty()) {
            return;
        }
        Instant now = settings.clock().instant();
        Instant last = Objects.requireNonNull(lastLooks.get());
        if ((!last.equals(Instant.MIN) && Duration.between(last, now).compareTo(settings.headPoll()) < 0)
                || !lastLooks.compareAndSet(last, now)) {
            return;
        }
        for (PoolMember member : members) {
            if (member.wrongChain().isEmpty()
                    && member.restLeft().isZero()
                    && member.lookAge().compareTo(settings.headPoll()) >= 0) {
                try {
                    settings.looks().execute(() -> look(member));
                } catch (RejectedExecutionException busy) {
                    LOG.debug("endpoint={} state=not-looked-at", member.name());
                }
            }
        }
    }

    private void look(PoolMember member) {
        try {
            member.look(
                    Lane.BACKGROUND,
                    settings.nanos().getAsLong() + settings.exchangeDeadline().toNanos(),
                    Duration.ZERO);
        } catch (NoRoom | Unavailable notAsked) {
            LOG.trace("endpoint={} state=not-looked-at", member.name(), notAsked);
        } catch (SourceException e) {
            member.failed(e);
        }
    }

    @Override
    public String toString() {
        return settings.name() + members.stream().map(PoolMember::name).toList();
    }

    /** Collects what a pool is made of. Not thread-safe. */
    public static final class Builder {
        private final ChainId chainId;
        private final List<Endpoint> endpoints = new ArrayList<>();
        private Optional<String> name = Optional.empty();
        private boolean mixed;
        private OkHttpClient client = new OkHttpClient();
        private Duration deadline = Duration.ofSeconds(30);
        private Duration exchangeDeadline = Duration.ofSeconds(10);
        private int breakerFailures = 3;
        private Duration breakerPause = Duration.ofSeconds(10);
        private Duration headPoll = Duration.ofSeconds(5);
        private Duration staleAfter = Duration.ofSeconds(15);
        private Optional<Duration> maxHeadAge = Optional.empty();
        private Metrics metrics = Metrics.NONE;
        private Clock clock = Clock.systemUTC();
        private LongSupplier nanos = System::nanoTime;
        private PoolSettings.Sleeper sleeper = PoolSettings.Sleeper.THREAD;
        private @Nullable Executor looks;

        private Builder(ChainId chainId) {
            this.chainId = chainId;
        }

        /** One more endpoint. */
        public Builder endpoint(Endpoint endpoint) {
            endpoints.add(endpoint);
            return this;
        }

        /** More endpoints. */
        public Builder endpoints(List<Endpoint> more) {
            endpoints.addAll(more);
            return this;
        }

        /** For errors, logs and checks of health; {@code chain <id>} if not given. */
        public Builder name(String name) {
            this.name = Optional.of(name);
            return this;
        }

        /**
         * Allows endpoints with and without {@link Endpoint#systemTransactions} in one pool. It then refuses to ask for logs and
         * receipts: two such endpoints number them differently, so that an index of both would lose some and double others.
         */
        public Builder mixedSystemTransactions() {
            mixed = true;
            return this;
        }

        /** Whose connections are used; new ones if not given. */
        public Builder client(OkHttpClient shared) {
            client = shared;
            return this;
        }

        /** For one question, waits and all endpoints included; 30 s if not given. */
        public Builder deadline(Duration limit) {
            deadline = positive("deadline", limit);
            return this;
        }

        /** For one exchange with one endpoint, from first byte sent to last byte decoded; 10 s if not given. */
        public Builder exchangeDeadline(Duration limit) {
            exchangeDeadline = positive("exchangeDeadline", limit);
            return this;
        }

        /**
         * When an endpoint is left alone: 3 failures in a row, for 10 s, if not given. Then one question shows whether it is back.
         *
         * @param failures in a row, at least 1
         * @param pause before it is asked again
         */
        public Builder breaker(int failures, Duration pause) {
            if (failures < 1) {
                throw new IllegalArgumentException("failures must be at least 1, got " + failures);
            }
            breakerFailures = failures;
            breakerPause = positive("pause", pause);
            return this;
        }

        /** How often each head is looked at while the pool is in use and there is something to compare it with; 5 s if not given. */
        public Builder headPoll(Duration interval) {
            headPoll = positive("headPoll", interval);
            return this;
        }

        /** A head is stale when another endpoint had a higher one so long before; 15 s if not given. */
        public Builder staleAfter(Duration lag) {
            staleAfter = positive("staleAfter", lag);
            return this;
        }

        /** A head is stale when the time of its block is so long ago, by this machine's clock. No limit if not given. */
        public Builder maxHeadAge(Duration limit) {
            maxHeadAge = Optional.of(positive("maxHeadAge", limit));
            return this;
        }

        /** Where numbers go; nowhere if not given. */
        public Builder metrics(Metrics port) {
            metrics = port;
            return this;
        }

        /** What ages, rests and pauses are measured with; the system's UTC clock if not given. */
        public Builder clock(Clock source) {
            clock = source;
            return this;
        }

        /** Runs the looks at heads; threads of the pool's own if not given. */
        public Builder looks(Executor executor) {
            looks = executor;
            return this;
        }

        Builder timing(LongSupplier nanoseconds, PoolSettings.Sleeper waiting) {
            nanos = nanoseconds;
            sleeper = waiting;
            return this;
        }

        /**
         * The pool. Nobody is asked yet.
         *
         * @throws IllegalArgumentException without endpoints, with two of one name, or with some that have system transactions and
         *     some that do not
         */
        public EndpointPool build() {
            if (endpoints.isEmpty()) {
                throw new IllegalArgumentException("a pool has at least one endpoint");
            }
            Map<String, Endpoint> names = new HashMap<>();
            Set<Boolean> kinds = new HashSet<>();
            for (Endpoint endpoint : endpoints) {
                if (names.put(endpoint.name(), endpoint) != null) {
                    throw new IllegalArgumentException("two endpoints are called " + endpoint.name());
                }
                kinds.add(endpoint.systemTransactions());
            }
            if (kinds.size() > 1 && !mixed) {
                throw new IllegalArgumentException("endpoints with and without system transactions in one pool: "
                        + endpoints + "; their logs are numbered differently, see mixedSystemTransactions()");
            }
            return new EndpointPool(this);
        }

        private PoolSettings settings() {
            return new PoolSettings(
                    name.orElse("chain " + chainId),
                    deadline,
                    exchangeDeadline,
                    breakerFailures,
                    breakerPause,
                    headPoll,
                    staleAfter,
                    maxHeadAge,
                    metrics,
                    clock,
                    nanos,
                    sleeper,
                    looks == null ? threads(chainId, endpoints.size()) : looks);
        }

        /** Daemons that end after some seconds without work. */
        private static Executor threads(ChainId chainId, int count) {
            ThreadPoolExecutor executor = new ThreadPoolExecutor(
                    count, count, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(count), task -> {
                        Thread thread = new Thread(task, "chain " + chainId + " heads");
                        thread.setDaemon(true);
                        return thread;
                    });
            executor.allowCoreThreadTimeOut(true);
            return executor;
        }

        private static Duration positive(String parameter, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(parameter + " must be positive, got " + value);
            }
            return value;
        }
    }
}
