package io.plimsoll.core.kit.stream;

import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.kit.http.NoDelaySockets;
import io.plimsoll.core.kit.runtime.Service;
import io.plimsoll.core.kit.stream.StreamEvent.Closed;
import io.plimsoll.core.kit.stream.StreamEvent.Opened;
import io.plimsoll.core.kit.stream.StreamTransport.ServerSentEvents;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One long-lived stream of texts, kept alive across the sessions (connections) that carry it. Thread-safe.
 *
 * <ul>
 *   <li><b>Order.</b> All events go to one {@link StreamListener}, never two at once, on one delivery thread unless {@link
 *       Builder#deliverOnReader} is chosen, messages in the order received.
 *       Every message that was wholly received is delivered once, unless the stream is stopped before.
 *   <li><b>Loss.</b> A session that breaks, is closed by the source or falls silent is torn down, and a new one opened after
 *       a wait of the {@link ReconnectPolicy}, for as long as it takes. Each loss is told as one {@link StreamEvent.Gap}. A
 *       connect that fails is no loss; it shows in {@link #status}. A refusal that will not change by itself (such as 404) is
 *       tried again at the policy's slowest pace, and {@code Retry-After} is honoured.
 *   <li><b>Renewal.</b> With {@link Builder#renewAfter}, a new session is opened while the old one still delivers. The old
 *       one ends when the first frame of the new one has come, which is the first that is delivered of it: nothing of the new
 *       one is held back or dropped, nothing of the old one is delivered after it. There is no gap, unless the queue was full
 *       meanwhile, so that frames of the old one may have lain unread. A source that shows one moment on two connections at
 *       different times may so repeat or leave out what lies between; tell messages apart by their content. While the new
 *       session has no frame yet, {@link #send} goes to the new one. If it cannot be opened, the old one goes on and the
 *       policy says when to try again.
 *   <li><b>Back-pressure.</b> When the queue before the listener is full, the stream stops reading from the socket, and
 *       the source feels it. Nothing is dropped. Waiting for the listener does not count as silence. A source that gives up
 *       on a slow reader closes the session: a gap.
 *   <li><b>Silence.</b> What counts is whole frames, answers to the heartbeat among them; the comments that keep an event
 *       stream open do not. A silent session is found after one to one and a quarter times the silence allowed.
 * </ul>
 *
 * <p>Threads, all daemons and named after the stream: delivery, timer (unless given), and one per connection. OkHttp writes
 * through daemon threads of its own, which it shares among all clients and lets go after a minute.
 */
public final class StreamSession implements Service, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSession.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofMillis(250);

    private enum Life {
        NEW,
        RUNNING,
        STOPPED
    }

    private final String name;
    private final InstantSource clock;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final ExecutorService network;
    private final ScheduledExecutorService scheduler;
    private final boolean ownsScheduler;
    private final Inbox inbox;
    private final Succession succession;
    private final Thread delivery;
    private final boolean direct;
    private Life life = Life.NEW;

    private StreamSession(Builder builder) {
        Settings settings = builder.settings();
        name = settings.name();
        clock = settings.clock();
        direct = settings.direct();
        network = networkThreads();
        ScheduledExecutorService given = builder.scheduler;
        ownsScheduler = given == null;
        scheduler = given == null ? timerThread() : given;
        ListenerFaults faults = new ListenerFaults(name);
        inbox = new Inbox(builder.listener, faults, builder.queueCapacity);
        delivery = thread("delivery", direct ? inbox::deliverRest : inbox::deliver);
        OkHttpClient client = builder.polling
                .map(limit -> builder.client
                        .newBuilder()
                        .socketFactory(new PollingSockets(limit))
                        .build())
                .orElseGet(() -> NoDelaySockets.in(builder.client))
                .newBuilder()
                .dispatcher(new Dispatcher(network))
                .connectTimeout(settings.connectTimeout())
                .callTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .retryOnConnectionFailure(false)
                .build();
        Wires wires = new Wires(name, builder.transport, client, builder.hiding);
        succession = new Succession(settings, wires, scheduler, inbox, faults);
    }

    /**
     * A stream to be built; it starts with {@link #start}.
     *
     * @param name for threads, logs and errors, such as {@code hyperliquid-ws}
     */
    public static Builder builder(String name, StreamTransport transport, StreamListener listener) {
        return new Builder(name, transport, listener);
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Starts, and returns at once: the first session opens in the background. Starting twice does no harm.
     *
     * @throws IllegalStateException if it was stopped before; build a new one
     */
    @Override
    public synchronized void start() {
        if (life == Life.STOPPED) {
            throw new IllegalStateException(name + " was stopped; build a new stream");
        }
        if (life == Life.RUNNING) {
            return;
        }
        life = Life.RUNNING;
        delivery.start();
        succession.connect();
    }

    /**
     * Queues a text frame to be sent into the newest open session. That it left does not mean that it arrived.
     *
     * @throws Transport if no session is open; its cause is a {@link ConnectException}, as nothing was sent
     * @throws IllegalStateException on server-sent events
     */
    public void send(String text) {
        succession.send(text);
    }

    /**
     * Opens a new session now: beside the live one, which it replaces as in a planned renewal, or without waiting any longer
     * for the next try. For a source that has said that it is about to end the session, or whose request has changed. While
     * a session is being opened already it waits for that: if it fails, the next is tried at once. Before the start and after
     * the stop it does nothing.
     *
     * @throws IllegalStateException if the reader delivers: see {@link Builder#build}
     */
    public void renew() {
        if (direct) {
            throw new IllegalStateException(name + " delivers on its reader, so cannot be renewed");
        }
        synchronized (this) {
            if (life == Life.RUNNING) {
                succession.renewNow();
            }
        }
    }

    /** How it is doing now. */
    public StreamStatus status() {
        return succession.status();
    }

    /**
     * Ends the sessions at once, lets the listener have what was received, then {@link Closed}, and returns when no thread
     * of the stream runs any more or {@code limit} has passed. A listener that is still busy at three quarters of the limit
     * is interrupted, and what it has not had is not delivered. Stopping twice does no harm. Called by the listener or the
     * hook it does not wait.
     */
    @Override
    public void stop(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Runnable cancel = end();
        Set<Thread> ours = Set.copyOf(threads);
        if (ours.contains(Thread.currentThread())) {
            cancel.run();
            endTimer();
            return;
        }
        try {
            await(network, shorter(FAREWELL, limit.dividedBy(4)));
            cancel.run();
            awaitDelivery(deadline, limit);
            endTimer();
            for (Thread thread : ours) {
                thread.join(millis(left(deadline)));
            }
        } catch (InterruptedException e) {
            cancel.run();
            inbox.abandon();
            delivery.interrupt();
            endTimer();
            Thread.currentThread().interrupt();
        }
        if (ours.stream().anyMatch(Thread::isAlive)) {
            LOG.warn("stream={} state=still-running limit={}", name, limit);
        }
    }

    /** Stops within five seconds. */
    @Override
    public void close() {
        stop(CLOSE_LIMIT);
    }

    private synchronized Runnable end() {
        Life before = life;
        life = Life.STOPPED;
        if (before == Life.STOPPED) {
            return () -> {};
        }
        Runnable cancel = succession.stop();
        network.shutdown();
        if (before == Life.RUNNING) {
            inbox.append(new Closed(clock.instant()));
            LOG.info("stream={} state=stopped", name);
        }
        return cancel;
    }

    private void awaitDelivery(long deadline, Duration limit) throws InterruptedException {
        Duration quarter = limit.dividedBy(4);
        delivery.join(millis(left(deadline).minus(quarter)));
        if (delivery.isAlive()) {
            inbox.abandon();
            delivery.interrupt();
            delivery.join(millis(left(deadline)));
        }
    }

    private void endTimer() {
        if (ownsScheduler) {
            scheduler.shutdownNow();
        }
    }

    private static void await(ExecutorService executor, Duration limit) throws InterruptedException {
        if (!executor.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            LOG.trace("threads still end");
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** At least one, as zero means for ever to a join. */
    private static long millis(Duration wait) {
        return Math.max(1, wait.toMillis());
    }

    private ExecutorService networkThreads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                1,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> thread("network-" + number.incrementAndGet(), task));
    }

    private ScheduledExecutorService timerThread() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> thread("timer", task));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private Thread thread(String part, Runnable task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                },
                name + "-" + part);
        threads.add(thread);
        thread.setDaemon(true);
        return thread;
    }

    /** Collects what a stream is made of. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final StreamTransport transport;
        private final StreamListener listener;
        private ReconnectPolicy reconnect = ReconnectPolicy.standard();
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration silence = Duration.ofSeconds(60);
        private Optional<Settings.Heartbeat> heartbeat = Optional.empty();
        private Optional<Duration> renewAfter = Optional.empty();
        private Consumer<StreamSender> onOpened = session -> {};
        private LongConsumer onLost = session -> {};
        private int queueCapacity = 1024;
        private Optional<Duration> polling = Optional.empty();
        private boolean direct;
        private UnaryOperator<String> hiding = UnaryOperator.identity();
        private OkHttpClient client = new OkHttpClient();
        private @Nullable ScheduledExecutorService scheduler;
        private InstantSource clock = Clock.systemUTC();
        private RandomGenerator random = RandomGenerator.getDefault();

        private Builder(String name, StreamTransport transport, StreamListener listener) {
            this.name = name;
            this.transport = transport;
            this.listener = listener;
        }

        /** How long to wait before a new session; {@link ReconnectPolicy#standard} if not given. */
        public Builder reconnect(ReconnectPolicy policy) {
            reconnect = policy;
            return this;
        }

        /** From the start of a connect to the end of the hook; then the connect has failed. 10 s if not given. */
        public Builder connectTimeout(Duration limit) {
            connectTimeout = positive("connectTimeout", limit);
            return this;
        }

        /** A session without a frame for this long is lost. 60 s if not given. */
        public Builder silence(Duration allowed) {
            silence = positive("silence", allowed);
            return this;
        }

        /**
         * Sends a text into each open session every so often, such as {@code {"method":"ping"}}. Websockets only.
         *
         * @param text asked for each time, on the timer thread; it must not wait
         */
        public Builder heartbeat(Duration every, Supplier<String> text) {
            if (transport instanceof ServerSentEvents) {
                throw new IllegalArgumentException("heartbeat needs a websocket, got " + transport);
            }
            heartbeat = Optional.of(new Settings.Heartbeat(positive("every", every), text));
            return this;
        }

        /** Replaces a session before the source cuts it at this age. Never, if not given. */
        public Builder renewAfter(Duration age) {
            renewAfter = Optional.of(positive("renewAfter", age));
            return this;
        }

        /**
         * Runs for each new session before any frame of it is read, in a renewal also before it takes over: the place to
         * subscribe, through the sender it is given. It runs on the thread that reads the connection, may send and must not
         * wait for an answer. If it throws, the session is not used and the next try follows the reconnect policy.
         */
        public Builder onOpened(Consumer<StreamSender> hook) {
            onOpened = hook;
            return this;
        }

        /**
         * Runs as soon as a session for which {@link #onOpened} ran is known to be lost, with its number: long before the
         * {@link StreamEvent.Gap}, which the next session brings. What had been read of it may still be delivered
         * afterwards. Not at the stop, nor for a session that a renewal replaced. It runs on any thread, at the same time as
         * the listener, and must not wait.
         */
        public Builder onLost(LongConsumer hook) {
            onLost = hook;
            return this;
        }

        /** Messages that may wait for the listener before the stream stops reading. 1024 if not given. */
        public Builder queueCapacity(int messages) {
            if (messages < 1) {
                throw new IllegalArgumentException("queueCapacity must be positive, got " + messages);
            }
            queueCapacity = messages;
            return this;
        }

        /**
         * Calls the listener on the thread that reads the connection, which saves the hand-over to another thread: some ten
         * microseconds a message. While the listener runs nothing is read, so there is no queue between them; all else is as
         * without. {@link Opened}, {@link StreamEvent.Gap} and {@link Closed} mostly come on the delivery thread, which may
         * take along the messages that came meanwhile; the reader then waits for it. Never two calls at once.
         */
        public Builder deliverOnReader() {
            direct = true;
            return this;
        }

        /**
         * The thread that reads the connection asks for data again and again before it sleeps, which spares the time of waking
         * it: about ten microseconds in the middle, several times that in the tail. While messages come faster than this
         * limit, that takes a processor core for itself. A socket factory of the client's own is not used then.
         *
         * @param limit after a message; longer silences are slept through
         */
        public Builder busyPoll(Duration limit) {
            polling = Optional.of(positive("busyPoll", limit));
            return this;
        }

        /**
         * What the source says in words (why it closes or refuses) goes through this before it is told or logged, as a source
         * may repeat a token that it was sent. Messages do not. On any thread.
         */
        public Builder hiding(UnaryOperator<String> secrets) {
            hiding = secrets;
            return this;
        }

        /**
         * Whose proxy, TLS, name resolution and interceptors are used; its dispatcher, connections, call and read timeouts are
         * not.
         */
        public Builder client(OkHttpClient template) {
            client = template;
            return this;
        }

        /** Times everything instead of a thread of the stream's own; it is not shut down. Its tasks are short. */
        public Builder scheduler(ScheduledExecutorService shared) {
            scheduler = shared;
            return this;
        }

        /** Stamps events; nothing is timed by it. The system's UTC clock if not given. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /** Draws the waits before reconnects. */
        public Builder random(RandomGenerator generator) {
            random = generator;
            return this;
        }

        /**
         * The stream, not started yet.
         *
         * @throws IllegalArgumentException for {@link #renewAfter} together with {@link #deliverOnReader}
         */
        public StreamSession build() {
            if (direct && renewAfter.isPresent()) {
                throw new IllegalArgumentException(
                        "renewAfter cannot be told from a loss when the reader delivers, got " + renewAfter.get());
            }
            return new StreamSession(this);
        }

        private Settings settings() {
            return new Settings(
                    name,
                    reconnect,
                    connectTimeout,
                    silence,
                    heartbeat,
                    renewAfter,
                    onOpened,
                    onLost,
                    clock,
                    random,
                    direct);
        }

        private static Duration positive(String parameter, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(parameter + " must be positive, got " + value);
            }
            return value;
        }
    }
}
