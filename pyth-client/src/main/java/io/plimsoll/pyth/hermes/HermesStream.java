package io.plimsoll.pyth.hermes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.kit.http.JsonMapping;
import io.plimsoll.core.kit.runtime.Service;
import io.plimsoll.core.kit.stream.ReconnectPolicy;
import io.plimsoll.core.kit.stream.StreamEvent;
import io.plimsoll.core.kit.stream.StreamEvent.Gap;
import io.plimsoll.core.kit.stream.StreamEvent.Message;
import io.plimsoll.core.kit.stream.StreamSession;
import io.plimsoll.pyth.hermes.FeedTrack.Verdict;
import io.plimsoll.pyth.hermes.HermesEvent.Closed;
import io.plimsoll.pyth.hermes.HermesEvent.ConnectFailed;
import io.plimsoll.pyth.hermes.HermesEvent.Interrupted;
import io.plimsoll.pyth.hermes.HermesEvent.Notice;
import io.plimsoll.pyth.hermes.HermesEvent.Opened;
import io.plimsoll.pyth.hermes.HermesEvent.Refused;
import io.plimsoll.pyth.hermes.HermesEvent.Undecodable;
import io.plimsoll.pyth.update.UpdateMessage;
import io.plimsoll.pyth.update.UpdateVerifier;
import io.plimsoll.pyth.update.VerificationResult;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prices of any number of feeds as Hermes pushes them, each out of a signed update that was verified here, kept complete
 * across whatever happens to the connections. Thread-safe.
 *
 * <ul>
 *   <li><b>Trust.</b> Every blob of every frame goes through an {@link UpdateVerifier}. What does not verify is told as {@link
 *       Refused} and nothing of it is given out. What Hermes prints beside the signed bytes is not asked for, and not read.
 *   <li><b>Once and in order.</b> Hermes sends all feeds of a connection with every slot, changed or not. A price is delivered
 *       once: known ones, and the same price in another slot, are not told. For each feed, live ticks rise by publish time
 *       and, within a second, by slot; what comes later than that and was delivered is dropped.
 *   <li><b>No second missed.</b> Each price names the publish time before it, so that a missing one shows, whether a
 *       connection was lost, a frame was refused or slots were skipped. Missing seconds are read from the service's history
 *       in the background and delivered as {@linkplain PriceTick#restored restored}; live prices do not wait for them. What
 *       cannot be had is told as {@link HermesEvent.Gap}. This begins with the first price of a feed: seconds before are not
 *       missed. It takes the service's word, which is signed, for what came before a price. Seconds that were missed just
 *       before a feed ended for good cannot be seen.
 *   <li><b>Loss.</b> A connection that breaks, or on which no frame comes for the silence allowed (the comments that keep it
 *       open do not count), is replaced, for as long as it takes. When Hermes says that it ends a session, after 24 hours or
 *       because the reader was slow, the next one is opened at once. Before 24 hours are over, each session is replaced by one
 *       that was opened beside it.
 *   <li><b>Key.</b> Asked for at each connect, sent as a header, never shown. Without a valid one, connects fail with what the
 *       service says, and go on at the slowest pace of the reconnect policy. Hermes refuses a whole connection for one feed that
 *       the key does not cover; such feeds are told by name and asked for on a connection of their own, at that pace, which opens
 *       when the key covers all of them.
 *   <li><b>Transport.</b> Server-sent events, or the {@linkplain Builder#webSocket websocket}; to one host at a time, or to
 *       {@linkplain Builder#everyHost all of them}.
 *   <li><b>Many feeds.</b> Those that do not fit one address line go over several connections, which open as fast as the
 *       {@linkplain Builder#limits limits} allow. {@link #subscribe} and {@link
 *       #unsubscribe} open a session with the new list beside the old one, which delivers until the new one does.
 *   <li><b>Back-pressure.</b> Nothing is dropped: a slow listener holds up the sockets, Hermes then ends the session, and what
 *       was missed is filled in. With {@link Builder#conflate} a listener that is behind gets the newest price of each feed
 *       instead, and nothing is filled in.
 * </ul>
 *
 * <p>Threads, all daemons: those of a {@link StreamSession} for each connection, two for filling in and housekeeping, and one
 * that calls the listener if conflation was chosen.
 */
public final class HermesStream implements Service, AutoCloseable {
    /** The name of the service in errors. */
    static final String SOURCE = HermesClient.SOURCE;

    private static final Logger LOG = LoggerFactory.getLogger(HermesStream.class);
    private static final ObjectMapper FRAMES = JsonMapping.newMapper();
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final String DAY_IS_OVER = "Connection timeout reached";
    private static final String TOO_SLOW = "Slow consumer";
    private static final int WORKERS = 2;

    private enum Life {
        NEW,
        RUNNING,
        STOPPED
    }

    private final StreamSettings settings;
    private final Outlet outlet;
    private final ScheduledThreadPoolExecutor workers;
    private final Set<Thread> workerThreads = ConcurrentHashMap.newKeySet();
    private final GapFiller filler;
    private final Map<Bytes32, LatestPrice> latest = new ConcurrentHashMap<>();
    private final AtomicLong frames = new AtomicLong();
    private final AtomicLong undecodable = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    // changed under the lock; read without it by who stops, as a listener may hold it for ever
    private final AtomicReference<Life> life = new AtomicReference<>(Life.NEW);
    /** The connections of a group ask for the same feeds. */
    private final List<List<FeedLine>> groups = new CopyOnWriteArrayList<>();

    private final List<FeedLine> leaving = new CopyOnWriteArrayList<>();
    /** Feeds that the key does not cover, as the service said when it was last asked for them. */
    private final Set<Bytes32> uncovered = new HashSet<>();

    /** Held while state changes and while the listener is called. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<Bytes32, FeedTrack> tracks = new LinkedHashMap<>();
    private volatile Set<Bytes32> subscribed = Set.of(); // those of the tracks, for who does not wait for the lock
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private long lost;
    private int lineNumbers;
    private boolean closedTold;

    private HermesStream(StreamSettings settings, Collection<Bytes32> feeds) {
        this.settings = settings;
        AtomicInteger number = new AtomicInteger();
        workers = new ScheduledThreadPoolExecutor(WORKERS, task -> {
            Thread thread = new Thread(task, settings.name() + "-worker-" + number.incrementAndGet());
            thread.setDaemon(true);
            workerThreads.add(thread);
            return thread;
        });
        workers.setRemoveOnCancelPolicy(true);
        outlet = settings.conflate()
                ? new ConflatingOutlet(settings.name(), settings.listener())
                : new Outlet(settings.name(), settings.listener());
        filler = new GapFiller(this, settings, workers);
        subscribe(feeds);
    }

    /**
     * A stream to be built; it starts with {@link #start}.
     *
     * @param base of the service, without {@code /v2}
     * @param history where seconds that were missed are read: a {@link HermesClient} of the same service, best in the
     *     background lane
     * @param verifier decides what is believed
     * @param listener of all feeds
     */
    public static Builder builder(
            HttpUrl base, UpdateHistory history, UpdateVerifier verifier, HermesListener listener) {
        return new Builder(base, history, verifier, listener);
    }

    @Override
    public String name() {
        return settings.name();
    }

    /** Starts, and returns at once: the connections open in the background. Starting twice does no harm. */
    @Override
    public void start() {
        lock.lock();
        try {
            refuseStopped();
            if (life.compareAndSet(Life.NEW, Life.RUNNING)) {
                outlet.start();
                Instant now = settings.clock().instant();
                tracks.values().forEach(track -> track.watchFrom(now));
                open(lines());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Adds feeds; those that are there already stay as they are. Their prices begin when a session has them, in a moment. */
    public void subscribe(Collection<Bytes32> feeds) {
        lock.lock();
        try {
            refuseStopped();
            Set<Bytes32> added = new LinkedHashSet<>(feeds);
            added.removeAll(tracks.keySet());
            Instant now = settings.clock().instant();
            added.forEach(feed -> tracks.put(feed, new FeedTrack(feed, settings.fill(), !settings.conflate(), now)));
            subscribed = Set.copyOf(tracks.keySet());
            Set<FeedLine> grown = new LinkedHashSet<>();
            for (Bytes32 feed : added) {
                grown.addAll(place(feed));
            }
            if (life.get() == Life.RUNNING) {
                open(grown);
            }
        } finally {
            lock.unlock();
        }
    }

    private void open(Collection<FeedLine> some) {
        for (FeedLine line : some) {
            line.open();
            if (life.get() == Life.STOPPED) { // meanwhile, by somebody who may not have seen it
                line.stop(Duration.ZERO);
            }
        }
    }

    /** The connections that get the feed: the first with room, or one to each host. */
    private List<FeedLine> place(Bytes32 feed) {
        List<FeedLine> group = groups.stream()
                .filter(lines -> lines.get(0).feeds().size() < settings.feedsPerConnection())
                .filter(lines -> uncovered.containsAll(lines.get(0).feeds()) == uncovered.contains(feed))
                .findFirst()
                .orElseGet(this::newGroup);
        group.forEach(line -> line.add(feed));
        return group;
    }

    private List<FeedLine> newGroup() {
        List<FeedLine> group = new ArrayList<>();
        int hosts = settings.everyHost() ? settings.hosts().size() : 1;
        for (int host = 0; host < hosts; host++) {
            group.add(new FeedLine(++lineNumbers, host, settings, this::onEvent, this::connectFailed));
        }
        groups.add(group);
        return group;
    }

    private List<FeedLine> lines() {
        return groups.stream().flatMap(List::stream).toList();
    }

    /** Leaves feeds out from now on: nothing more is told of them. */
    public void unsubscribe(Collection<Bytes32> feeds) {
        lock.lock();
        try {
            refuseStopped();
            Set<Bytes32> gone = new HashSet<>(feeds);
            tracks.keySet().removeAll(gone);
            subscribed = Set.copyOf(tracks.keySet());
            latest.keySet().removeAll(gone);
            uncovered.removeAll(gone);
            outlet.forget(gone);
            for (FeedLine line : lines()) {
                if (line.remove(gone)) {
                    if (line.feeds().isEmpty()) {
                        leaving.add(line);
                        work(() -> end(line));
                    } else if (life.get() == Life.RUNNING) {
                        line.session().renew();
                    }
                }
            }
            groups.removeIf(group -> group.get(0).feeds().isEmpty());
        } finally {
            lock.unlock();
        }
    }

    private void end(FeedLine line) {
        line.stop(CLOSE_LIMIT);
        leaving.remove(line);
    }

    private void refuseStopped() {
        if (life.get() == Life.STOPPED) {
            throw new IllegalStateException(settings.name() + " was stopped; build a new stream");
        }
    }

    /** The feeds that are subscribed to. Does not wait, not even for the listener. */
    public Set<Bytes32> feeds() {
        return subscribed;
    }

    /**
     * The newest verified price of a feed, for callers that look when they need one. Does not wait, not even for the listener.
     *
     * @return empty before the first one, and for feeds that are not subscribed to
     */
    public Optional<LatestPrice> latest(Bytes32 feed) {
        return Optional.ofNullable(latest.get(feed));
    }

    /** How it is doing now. Waits while the listener is called. */
    public HermesStreamStatus status() {
        lock.lock();
        try {
            return new HermesStreamStatus(
                    lines().stream().map(line -> line.session().status()).toList(),
                    tracks.size(),
                    frames.get(),
                    count(Verdict.NEW),
                    count(Verdict.RESTORED),
                    count(Verdict.REPEATED),
                    count(Verdict.LATE),
                    refused.get(),
                    undecodable.get(),
                    tracks.values().stream().mapToLong(FeedTrack::missing).sum(),
                    lost,
                    filler.requests(),
                    outlet.failures());
        } finally {
            lock.unlock();
        }
    }

    private long count(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0L);
    }

    /**
     * Ends the connections, lets the listener have what was received, then {@link Closed}, and returns when no thread of the
     * stream runs any more or {@code limit} has passed. What was still being filled in is not told; a request for it that is
     * under way ends within its own deadline. A listener that is still busy at three quarters of the limit is interrupted. Stopping
     * twice does no harm. Called by the listener it does not wait.
     */
    @Override
    public void stop(Duration limit) {
        Life before = life.getAndSet(Life.STOPPED);
        List<FeedLine> all = new ArrayList<>(lines());
        all.addAll(leaving);
        if (lock.isHeldByCurrentThread() || outlet.isDelivering() || workerThreads.contains(Thread.currentThread())) {
            Thread waiting = new Thread(() -> end(all, before, limit), settings.name() + "-stop");
            waiting.setDaemon(true);
            waiting.start();
        } else {
            end(all, before, limit);
        }
    }

    private void end(List<FeedLine> all, Life before, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        for (int n = 0; n < all.size(); n++) {
            all.get(n).stop(left(deadline).dividedBy(all.size() - n));
        }
        workers.shutdownNow();
        if (before == Life.RUNNING) {
            tellClosed(deadline);
        }
        outlet.stop(left(deadline));
        try {
            for (Thread worker : workerThreads) {
                worker.join(Math.max(1, left(deadline).toMillis()));
            }
            if (workerThreads.stream().anyMatch(Thread::isAlive)) {
                LOG.warn("stream={} state=still-filling limit={}", settings.name(), limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellClosed(long deadline) {
        try {
            if (lock.tryLock(left(deadline).toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    outlet.tell(new Closed(settings.clock().instant()));
                    closedTold = true;
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** Stops within five seconds. */
    @Override
    public void close() {
        stop(CLOSE_LIMIT);
    }

    // ---- events of a connection, one at a time for each of them

    private void onEvent(FeedLine line, StreamEvent event) {
        if (event instanceof Message message) {
            if (message.name().filter("error"::equals).isPresent()) {
                told(line, message.text().strip(), message.receivedAt());
            } else {
                frame(line, message);
            }
            frames.incrementAndGet();
        } else if (event instanceof StreamEvent.Opened opened) {
            opened(line, opened);
        } else if (event instanceof Gap gap) {
            tell(new Interrupted(line.number(), gap.from(), gap.to(), gap.cause(), gap.detail()));
        }
    }

    private void opened(FeedLine line, StreamEvent.Opened opened) {
        List<Bytes32> feeds = line.opened(opened.session());
        lock.lock();
        try {
            for (Bytes32 feed : feeds) {
                Optional.ofNullable(tracks.get(feed)).ifPresent(track -> track.watchFrom(opened.at()));
            }
            feeds.forEach(uncovered::remove);
            tell(new Opened(line.number(), opened.session(), Set.copyOf(feeds), opened.at()));
        } finally {
            lock.unlock();
        }
    }

    /** The service tells of an error: that the session ends, that it takes no such subscription, or of one of its own. */
    private void told(FeedLine line, String said, Instant at) {
        String text = line.shown(said);
        LOG.warn("stream={} state=told connection={} error={}", settings.name(), line.number(), oneLine(text));
        if (text.startsWith(DAY_IS_OVER) || text.startsWith(TOO_SLOW)) {
            line.renewAtOnce();
        }
        tell(new Notice(text, at));
    }

    static String oneLine(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200);
    }

    private void frame(FeedLine line, Message message) {
        List<byte[]> blobs;
        try {
            blobs = settings.webSocket()
                    ? socketBlobs(line, message)
                    : read(message.text(), PriceUpdate.class).blobs();
        } catch (MalformedResponse error) {
            undecodable.incrementAndGet();
            tell(new Undecodable(
                    line.repeatsKey(message.text())
                            ? new MalformedResponse(SOURCE, "frame is not what was expected and repeats the key", null)
                            : error,
                    message.receivedAt()));
            return;
        }
        List<PriceTick> proven = new ArrayList<>();
        List<HermesEvent> refusals = new ArrayList<>();
        for (byte[] blob : blobs) {
            proven.addAll(prove(blob, message.receivedAt(), refusals));
        }
        proven.sort(Comparator.<PriceTick>comparingLong(tick -> tick.price().publishTime())
                .thenComparing(PriceTick::slot, Long::compareUnsigned));
        lock.lock();
        try {
            refusals.forEach(this::tell);
            Told told = new Told();
            for (PriceTick tick : proven) {
                FeedTrack track = tracks.get(tick.feed());
                if (track != null) {
                    note(track.live(tick, told));
                    track.latest().ifPresent(price -> latest.put(tick.feed(), price));
                }
            }
            for (Bytes32 feed : line.served()) {
                FeedTrack track = tracks.get(feed);
                if (track != null) {
                    track.check(message.receivedAt(), settings.silentAfter(), told);
                }
            }
            tell(told);
            filler.wake();
        } finally {
            lock.unlock();
        }
    }

    private List<byte[]> socketBlobs(FeedLine line, Message message) {
        SocketMessage read = read(message.text(), SocketMessage.class);
        String problem = read.problem();
        if (problem != null) {
            told(line, problem, message.receivedAt());
        }
        return read.blobs();
    }

    private static <T> T read(String text, Class<T> type) {
        try {
            T read = FRAMES.readValue(text, type);
            if (read == null) {
                throw new MalformedResponse(SOURCE, "frame is null", null);
            }
            return read;
        } catch (JsonProcessingException e) {
            throw JsonMapping.malformed(SOURCE, "frame", e, oneLine(text));
        }
    }

    /** The prices of a blob, none if it does not verify. */
    List<PriceTick> prove(byte[] blob, Instant receivedAt, List<HermesEvent> refusals) {
        VerificationResult result = settings.verifier().verify(blob);
        if (result instanceof VerificationResult.Refused no) {
            refused.incrementAndGet();
            refusals.add(new Refused(no.reason(), no.detail(), receivedAt));
            return List.of();
        }
        Verified yes = (Verified) result;
        SignedUpdate update = new SignedUpdate(blob, yes.attestation(), yes.slot());
        return yes.messages().stream()
                .filter(UpdateMessage.Price.class::isInstance)
                .map(message -> new PriceTick((UpdateMessage.Price) message, update, receivedAt, false))
                .toList();
    }

    // ---- telling

    private void connectFailed(FeedLine line, SourceException failure) {
        ConnectFailed event =
                new ConnectFailed(line.number(), failure, settings.clock().instant());
        work(
                () -> { // the thread that connects must not wait for the listener
                    tell(event);
                    if (failure instanceof NotEntitled refusal) {
                        refusal.feed().ifPresent(feed -> setApart(line, feed));
                    }
                });
    }

    /** The service refuses a whole connection for one feed. Asked for on another, with its like, it costs the others nothing. */
    private void setApart(FeedLine line, Bytes32 feed) {
        lock.lock();
        try {
            Optional<List<FeedLine>> group =
                    groups.stream().filter(lines -> lines.contains(line)).findFirst();
            if (life.get() != Life.RUNNING
                    || group.isEmpty()
                    || line.feeds().size() < 2
                    || !line.feeds().contains(feed)
                    || !uncovered.add(feed)) {
                return;
            }
            group.get().forEach(covered -> covered.remove(Set.of(feed)));
            open(place(feed));
            open(group.get());
        } finally {
            lock.unlock();
        }
    }

    private void work(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException stopping) {
            LOG.trace("not done, as the stream is being stopped", stopping);
        }
    }

    private void note(Verdict verdict) {
        verdicts.merge(verdict, 1L, Long::sum);
    }

    private void tell(Told told) {
        lost += told.lost();
        told.tell(this::tell);
    }

    private void tell(HermesEvent event) {
        lock.lock();
        try {
            if (!closedTold) {
                outlet.tell(event);
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- for the filler

    /** What is missing and due: the oldest such second, and the feeds that miss it, as many as fit a request. */
    Optional<GapFiller.Ask> nextAsk(long nowNanos) {
        lock.lock();
        try {
            return tracks.values().stream()
                    .flatMap(track -> track.oldestDue(nowNanos).stream())
                    .min(Long::compare)
                    .map(this::askFor);
        } finally {
            lock.unlock();
        }
    }

    private GapFiller.Ask askFor(long second) {
        List<Bytes32> feeds = new ArrayList<>();
        long last = second;
        for (Map.Entry<Bytes32, FeedTrack> entry : tracks.entrySet()) {
            if (feeds.size() < settings.feedsPerConnection() && entry.getValue().misses(second)) {
                feeds.add(entry.getKey());
                last = Math.max(last, entry.getValue().lastOfStretch(second));
            }
        }
        return new GapFiller.Ask(second, last, feeds);
    }

    /** The same without the feeds that no longer miss the second. */
    GapFiller.Ask stillMissing(GapFiller.Ask ask) {
        lock.lock();
        try {
            return ask.of(ask.feeds().stream()
                    .filter(feed -> tracks.containsKey(feed) && tracks.get(feed).misses(ask.second()))
                    .toList());
        } finally {
            lock.unlock();
        }
    }

    /** When something that is missing will be due. */
    Optional<Long> nextDueNanos() {
        lock.lock();
        try {
            return tracks.values().stream()
                    .flatMap(track -> track.nextDueNanos().stream())
                    .min((one, other) -> Long.signum(one - other));
        } finally {
            lock.unlock();
        }
    }

    /** What came of asking for a second. */
    void answered(GapFiller.Ask ask, List<PriceTick> proven, List<HermesEvent> refusals) {
        lock.lock();
        try {
            refusals.forEach(this::tell);
            Told told = new Told();
            Set<Bytes32> without = new LinkedHashSet<>(ask.feeds());
            Map<Bytes32, Long> nextKnown = new LinkedHashMap<>();
            for (PriceTick tick : proven) {
                FeedTrack track = tracks.get(tick.feed());
                UpdateMessage.Price price = tick.price();
                if (track != null && price.prevPublishTime() < ask.second() && ask.second() <= price.publishTime()) {
                    without.remove(tick.feed());
                    if (track.fill(tick, told)) {
                        note(Verdict.RESTORED);
                    }
                } else if (price.prevPublishTime() >= ask.second()) {
                    nextKnown.merge(tick.feed(), price.prevPublishTime(), Math::min);
                }
            }
            String why = refusals.isEmpty() ? "the service has no update of this time" : "its update does not verify";
            for (Bytes32 feed : without) {
                FeedTrack track = tracks.get(feed);
                if (track != null) {
                    track.missed(ask.second(), nextKnown.getOrDefault(feed, ask.second()), why, told);
                }
            }
            tell(told);
        } finally {
            lock.unlock();
        }
    }

    /** Updates of whatever missing seconds. */
    void restored(List<PriceTick> proven, List<HermesEvent> refusals) {
        lock.lock();
        try {
            refusals.forEach(this::tell);
            Told told = new Told();
            for (PriceTick tick : proven) {
                FeedTrack track = tracks.get(tick.feed());
                if (track != null && track.fill(tick, told)) {
                    note(Verdict.RESTORED);
                }
            }
            tell(told);
        } finally {
            lock.unlock();
        }
    }

    /** Everything that is due of these feeds is missing for good. */
    void giveUp(Collection<Bytes32> feeds, long nowNanos, String why) {
        lock.lock();
        try {
            Told told = new Told();
            for (Bytes32 feed : feeds) {
                FeedTrack track = tracks.get(feed);
                if (track != null) {
                    track.giveUp(nowNanos, why, told);
                }
            }
            tell(told);
        } finally {
            lock.unlock();
        }
    }

    /** Collects what a stream is made of. Not thread-safe. */
    public static final class Builder {
        private final List<HttpUrl> hosts = new ArrayList<>();
        private final UpdateHistory history;
        private final UpdateVerifier verifier;
        private final HermesListener listener;
        private String name = "pyth-hermes-stream";
        private Supplier<Optional<String>> key = Optional::empty;
        private boolean strict;
        private boolean unordered;
        private boolean uniqueOnly;
        private boolean conflate;
        private boolean webSocket;
        private boolean everyHost;
        private FillPolicy fill = FillPolicy.standard();
        private HermesLimits limits = HermesLimits.none();
        private Optional<BenchmarksClient> archive = Optional.empty();
        private ReconnectPolicy reconnect = ReconnectPolicy.standard();
        private Duration silence = Duration.ofSeconds(30);
        private Duration silentAfter = Duration.ofMinutes(1);
        private Duration renewAfter = Duration.ofHours(23);
        private Duration connectTimeout = Duration.ofSeconds(10);
        private int queueCapacity = 256;
        private int feedsPerConnection = 100;
        private OkHttpClient http = new OkHttpClient();
        private InstantSource clock = Clock.systemUTC();

        private Builder(HttpUrl base, UpdateHistory history, UpdateVerifier verifier, HermesListener listener) {
            hosts.add(base);
            this.history = history;
            this.verifier = verifier;
            this.listener = listener;
        }

        /** For threads and logs; {@code pyth-hermes-stream} if not given. */
        public Builder name(String text) {
            name = text;
            return this;
        }

        /** Other addresses of the same service, tried in turn after a connect that failed. */
        public Builder alternatives(HttpUrl... others) {
            hosts.addAll(List.of(others));
            return this;
        }

        /**
         * Connects to the address and all its {@link #alternatives} at the same time, each connection to its own: whichever is
         * first with a price counts, and the loss of one costs nothing. The key must allow as many connections.
         */
        public Builder everyHost() {
            everyHost = true;
            return this;
        }

        /**
         * Uses the websocket of Hermes instead of its server-sent events: the older of the two, which its makers keep. Every slot
         * brings a message for each feed. It knows no {@link #uniqueOnly}.
         */
        public Builder webSocket() {
            webSocket = true;
            return this;
        }

        /** Sent as bearer token with each connect; none if not given. */
        public Builder key(String token) {
            key = () -> Optional.of(token);
            return this;
        }

        /**
         * As {@link #key(String)}, for keys that are renewed.
         *
         * @param supplier asked at each connect, on a thread of the network; empty for no key
         */
        public Builder key(Supplier<Optional<String>> supplier) {
            key = supplier;
            return this;
        }

        /**
         * Lets Hermes refuse a connection that asks for a feed it does not know, with the ids of those in the error. If not
         * given it leaves them out, so that a feed that is removed some day does not keep the others from coming back after
         * a loss; {@link HermesEvent.Silent} tells of it. A websocket stays open, with a {@link HermesEvent.Notice}, and delivers
         * nothing until such feeds are unsubscribed.
         */
        public Builder refuseUnknownFeeds() {
            strict = true;
            return this;
        }

        /** Asks for slots also when they come after later ones. What is older than what was delivered then still only fills holes. */
        public Builder allowUnordered() {
            unordered = true;
            return this;
        }

        /**
         * Asks for the unique update of each second only, the first one: less than half of the frames. While all feeds of a
         * connection stand still no frame comes, which counts as {@linkplain #silence silence}.
         */
        public Builder uniqueOnly() {
            uniqueOnly = true;
            return this;
        }

        /**
         * A listener that is behind gets the newest price of each feed, not each price, and the sockets are never held up. What
         * was missed is not filled in, and no gaps are told. All other events come as without, of those that wait the newest 1024.
         */
        public Builder conflate() {
            conflate = true;
            return this;
        }

        /** How hard to try to fill in what was missed; {@link FillPolicy#standard} if not given. Conflation fills nothing in. */
        public Builder fill(FillPolicy policy) {
            fill = policy;
            return this;
        }

        /**
         * Where longer stretches that were missed are read first, up to 60 seconds with one request instead of one for each
         * second.
         */
        public Builder archive(BenchmarksClient benchmarks) {
            archive = Optional.of(benchmarks);
            return this;
        }

        /**
         * Limits that connects keep to and count in, in the urgent lane, and that are shut when one is answered with 429; best those
         * of the history's client. A connect for which there is no room is told as {@link ConnectFailed} and waits. {@link HermesLimits#none} if not
         * given.
         */
        public Builder limits(HermesLimits shared) {
            limits = shared;
            return this;
        }

        /** How long to wait before a new connection; {@link ReconnectPolicy#standard} if not given. */
        public Builder reconnect(ReconnectPolicy policy) {
            reconnect = policy;
            return this;
        }

        /** A connection without a frame for this long is lost. 30 s if not given; Hermes sends two to twenty in a second. */
        public Builder silence(Duration allowed) {
            silence = allowed;
            return this;
        }

        /** A feed without a new price for this long, by the clock, is told as {@link HermesEvent.Silent}. 1 min if not given. */
        public Builder silentAfter(Duration allowed) {
            if (allowed.isNegative() || allowed.isZero()) {
                throw new IllegalArgumentException("silentAfter must be positive, got " + allowed);
            }
            silentAfter = allowed;
            return this;
        }

        /** Replaces a session at this age; Hermes ends it at 24 hours. 23 h if not given. */
        public Builder renewAfter(Duration age) {
            renewAfter = age;
            return this;
        }

        /** How long a connect may take; 10 s if not given. */
        public Builder connectTimeout(Duration limit) {
            connectTimeout = limit;
            return this;
        }

        /** Frames that may wait for the listener, for each connection, before its socket is not read any more. 256 if not given. */
        public Builder queueCapacity(int messages) {
            queueCapacity = messages;
            return this;
        }

        /** The most feeds that one connection asks for; 100 if not given, which fit an address line of 8 KiB. */
        public Builder feedsPerConnection(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("feedsPerConnection must be positive, got " + most);
            }
            feedsPerConnection = most;
            return this;
        }

        /** Whose proxy, TLS, name resolution and interceptors are used. */
        public Builder client(OkHttpClient template) {
            http = template;
            return this;
        }

        /** Stamps events and judges the silence of feeds. The system's UTC clock if not given. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /**
         * The stream, not started yet.
         *
         * @param feeds to subscribe to from the start; more can be added later
         * @throws IllegalArgumentException if a duration is not positive, or for {@link #uniqueOnly} over a websocket
         */
        public HermesStream build(Collection<Bytes32> feeds) {
            if (webSocket && uniqueOnly) {
                throw new IllegalArgumentException("uniqueOnly needs server-sent events, got webSocket");
            }
            return new HermesStream(
                    new StreamSettings(
                            name,
                            hosts,
                            history,
                            archive,
                            verifier,
                            listener,
                            key,
                            strict,
                            unordered,
                            uniqueOnly,
                            conflate,
                            webSocket,
                            everyHost,
                            fill,
                            limits,
                            reconnect,
                            connectTimeout,
                            silence,
                            silentAfter,
                            renewAfter,
                            queueCapacity,
                            feedsPerConnection,
                            http,
                            clock),
                    feeds);
        }
    }
}
