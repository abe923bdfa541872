package io.plimsoll.pyth.pro;

import io.plimsoll.core.kit.runtime.Service;
import io.plimsoll.core.kit.stream.ReconnectPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Live prices of Pyth Pro over several hosts at once, made into one stream. Thread-safe.
 *
 * <ul>
 *   <li><b>Hosts.</b> Every subscription is made at every host, and made anew after each reconnect. What one host fails to send
 *       another one sends: the loss of one costs nothing. Each moment of a subscription is told once, by the host that is first.
 *   <li><b>Trust.</b> Where a subscription asks for a signed format, every update is checked before it is told, and only what
 *       was signed is told ({@link ProEvent.Update#payload}). One that fails is told as {@link ProEvent.Disbelieved}; the true one
 *       of another host still counts. A signature does not prove that an update is new: until a newer one was told, a host can
 *       repeat an old one, so judge prices by their time. Without a signed format the first host is taken at its word: one that lies can tell
 *       anything, and shut out the others by being ahead.
 *   <li><b>Order.</b> Within a subscription times never go back. On a channel of fixed rate a hole shows: what comes after it is
 *       held for a moment ({@link Builder#patience}), so that a host that skips an update does not shut out those that bring it.
 *       What comes later still is left out and counted ({@link ProStreamStatus#late}); on {@link
 *       ProChannel#REAL_TIME}, where no hole shows, all that a later one has overtaken.
 *   <li><b>Loss.</b> A host that breaks, closes or falls silent is connected anew, for as long as it takes. Only if all are gone
 *       something can be missing: {@link ProEvent.Interrupted} at once, {@link ProEvent.Gap} when the first is back.
 *   <li><b>Back-pressure.</b> Nothing is dropped. When the queue before the listener is full, the sockets are not read.
 * </ul>
 *
 * <p>Subscribe before the start: a connection without subscriptions gets no frames, and is taken for silent. Updates come as
 * JSON; {@link ProFrame} reads the binary kind.
 *
 * <p>Threads, all daemons: delivery, and those of one {@link io.plimsoll.core.kit.stream.StreamSession} for each host. What is held
 * waits on the JDK's own timer for {@link java.util.concurrent.CompletableFuture}s.
 *
 * @see <a href="https://docs.pyth.network/price-feeds/pro/subscribe-price-updates">subscribe to prices</a>
 */
public final class ProStream implements Service, AutoCloseable {
    /** The name of the service in errors and quotes. */
    public static final String SOURCE = "pyth-pro";

    /** The three hosts of the service; Pyth asks its users to connect to all, as one is down during each deployment. */
    public static final List<HttpUrl> MAINNET = List.of(
            HttpUrl.get("https://pyth-lazer-0.dourolabs.app/v1/stream"),
            HttpUrl.get("https://pyth-lazer-1.dourolabs.app/v1/stream"),
            HttpUrl.get("https://pyth-lazer-2.dourolabs.app/v1/stream"));

    private static final Logger LOG = LoggerFactory.getLogger(ProStream.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private enum Life {
        NEW,
        RUNNING,
        STOPPED
    }

    private final String name;
    private final Map<Long, Tracked> subscriptions = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final Delivery delivery;
    private final Merger merger;
    private final List<HostLink> hosts = new ArrayList<>();
    private Life life = Life.NEW;

    private ProStream(Builder builder) {
        name = builder.name;
        delivery = new Delivery(name, builder.queueCapacity);
        merger = new Merger(
                subscriptions,
                builder.verifier,
                builder.clock,
                builder.tolerance,
                builder.patience,
                delivery::control,
                delivery.guarded(builder.listener));
        for (HttpUrl url : builder.hosts) {
            hosts.add(new HostLink(hosts.size(), url, builder, subscriptions, delivery, merger));
        }
    }

    /**
     * A stream to be built; it starts with {@link #start}.
     *
     * @param hosts websockets to connect to at once, such as {@link #MAINNET}
     * @param token asked for at each connect, as the bearer token; never shown, also where a host repeats it. What it throws is
     *     told as {@link ProEvent.HostFailed}
     * @param verifier whom to believe, such as {@code ProVerifier.trusting(ProTrust.MAINNET)}
     * @param listener of all subscriptions
     * @throws IllegalArgumentException if there is no host, or one twice, or one with a query or user
     */
    public static Builder builder(
            List<HttpUrl> hosts, Supplier<String> token, ProVerifier verifier, ProListener listener) {
        return new Builder(hosts, token, verifier, listener);
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Starts, and returns at once: the connections open in the background. Starting twice does no harm.
     *
     * @throws IllegalStateException if it was stopped before; build a new one
     */
    @Override
    public synchronized void start() {
        if (life == Life.STOPPED) {
            throw new IllegalStateException(name + " was stopped; build a new stream");
        }
        if (life == Life.NEW) {
            life = Life.RUNNING;
            delivery.start();
            hosts.forEach(HostLink::start);
        }
    }

    /**
     * Subscribes at every host, now and after each reconnect, and returns at once: whether it is served is told by {@link
     * ProEvent.Served} and {@link ProEvent.NotServed}. A listener may call this.
     *
     * @return the number that its events carry
     */
    public long subscribe(ProSubscription subscription) {
        Tracked tracked = new Tracked(ids.incrementAndGet(), subscription);
        subscriptions.put(tracked.id(), tracked);
        hosts.forEach(host -> host.subscribe(tracked));
        return tracked.id();
    }

    /** Ends a subscription; nothing that comes from now on is told. Does no harm if there is none. A listener may call this. */
    public void unsubscribe(long subscriptionId) {
        if (subscriptions.remove(subscriptionId) != null) {
            hosts.forEach(host -> host.unsubscribe(subscriptionId));
        }
    }

    /** How it is doing now. */
    public ProStreamStatus status() {
        return new ProStreamStatus(
                hosts.stream()
                        .map(host -> new ProStreamStatus.Host(host.url(), host.status()))
                        .toList(),
                merger.delivered(),
                merger.duplicates(),
                merger.late(),
                merger.disbelieved(),
                delivery.failures());
    }

    /**
     * Ends the connections, lets the listener have what was received, then {@link ProEvent.Closed}, and returns when no thread
     * runs any more or {@code limit} has passed. A listener that is still busy at three quarters of its share of the limit is
     * interrupted. Stopping twice does no harm. Called by the listener it does not wait, and what is queued is not told.
     */
    @Override
    public void stop(Duration limit) {
        synchronized (this) {
            Life before = life;
            life = Life.STOPPED;
            if (before != Life.RUNNING) {
                return;
            }
        }
        if (delivery.isHere()) {
            subscriptions.clear(); // so that what is held is not told either
            delivery.discard();
        }
        Duration share = limit.dividedBy(hosts.size() + 1L);
        hosts.forEach(host -> host.stop(share));
        delivery.end(merger::closed);
        if (delivery.isHere()) {
            return;
        }
        try {
            if (!delivery.awaitEnd(share)) {
                LOG.warn("stream={} state=still-running limit={}", name, limit);
            }
        } catch (InterruptedException e) {
            delivery.discard();
            Thread.currentThread().interrupt();
        }
    }

    /** Stops within five seconds. */
    @Override
    public void close() {
        stop(CLOSE_LIMIT);
    }

    /** Collects what a stream is made of. Not thread-safe. */
    public static final class Builder {
        private final List<HttpUrl> hosts;
        private final Supplier<String> token;
        private final ProVerifier verifier;
        private final ProListener listener;
        private String name = SOURCE;
        private ReconnectPolicy reconnect =
                new ReconnectPolicy(Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofSeconds(30));
        private Duration silence = Duration.ofSeconds(5);
        private Duration tolerance = Duration.ofSeconds(5);
        private Duration patience = Duration.ofMillis(100);
        private int queueCapacity = 1024;
        private OkHttpClient http = new OkHttpClient();
        private InstantSource clock = Clock.systemUTC();

        private Builder(List<HttpUrl> hosts, Supplier<String> token, ProVerifier verifier, ProListener listener) {
            for (HttpUrl host : hosts) {
                if (host.query() != null
                        || !host.username().isEmpty()
                        || !host.password().isEmpty()) {
                    throw new IllegalArgumentException(
                            "hosts must not carry a key or query, as they are shown in events;" + " the one at "
                                    + host.host() + " does");
                }
            }
            if (hosts.isEmpty() || new HashSet<>(hosts).size() < hosts.size()) {
                throw new IllegalArgumentException("hosts must be at least one and not repeat, got " + hosts);
            }
            this.hosts = List.copyOf(hosts);
            this.token = token;
            this.verifier = verifier;
            this.listener = listener;
        }

        /** For threads and logs; {@value ProStream#SOURCE} if not given. */
        public Builder name(String given) {
            name = given;
            return this;
        }

        /** How long to wait before a host is tried again. 200 ms to 10 s if not given. */
        public Builder reconnect(ReconnectPolicy policy) {
            reconnect = policy;
            return this;
        }

        /** A connection without a frame for this long is lost. 5 s if not given, as in Pyth's own client. */
        public Builder silence(Duration allowed) {
            silence = allowed;
            return this;
        }

        /**
         * How far ahead of our clock an update may claim to be. 5 s if not given, as in core's {@link
         * io.plimsoll.core.domain.price.PricePolicy#MAJORS}: a host whose clock is wrong must not shut out the others with prices
         * that the policy refuses. Within it the host that is ahead wins.
         */
        public Builder tolerance(Duration ahead) {
            if (ahead.isNegative()) {
                throw new IllegalArgumentException("tolerance must not be negative, got " + ahead);
            }
            tolerance = ahead;
            return this;
        }

        /**
         * How long an update waits for one before it that is missing, on channels of fixed rate; zero for not at all. 100 ms if not
         * given. Updates without a hole before them never wait.
         */
        public Builder patience(Duration wait) {
            if (wait.isNegative()) {
                throw new IllegalArgumentException("patience must not be negative, got " + wait);
            }
            patience = wait;
            return this;
        }

        /** Frames that may wait for the listener before the sockets are not read. 1024 if not given. */
        public Builder queueCapacity(int frames) {
            if (frames < 1) {
                throw new IllegalArgumentException("queueCapacity must be positive, got " + frames);
            }
            queueCapacity = frames;
            return this;
        }

        /** Whose proxy, TLS, name resolution and interceptors are used. */
        public Builder client(OkHttpClient template) {
            http = template;
            return this;
        }

        /** Stamps events and judges expired signers; nothing is timed by it. The system's UTC clock if not given. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /** The stream, not started yet. */
        public ProStream build() {
            return new ProStream(this);
        }

        String name() {
            return name;
        }

        Supplier<String> token() {
            return token;
        }

        ReconnectPolicy reconnect() {
            return reconnect;
        }

        Duration silence() {
            return silence;
        }

        OkHttpClient http() {
            return http;
        }

        InstantSource clock() {
            return clock;
        }
    }
}
