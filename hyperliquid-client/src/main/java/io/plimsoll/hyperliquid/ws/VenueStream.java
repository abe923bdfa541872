package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import io.plimsoll.core.kit.runtime.Service;
import io.plimsoll.core.kit.stream.ReconnectPolicy;
import io.plimsoll.core.kit.stream.StreamEvent;
import io.plimsoll.core.kit.stream.StreamEvent.Closed;
import io.plimsoll.core.kit.stream.StreamEvent.Gap;
import io.plimsoll.core.kit.stream.StreamEvent.Message;
import io.plimsoll.core.kit.stream.StreamSender;
import io.plimsoll.core.kit.stream.StreamSession;
import io.plimsoll.core.kit.stream.StreamTransport.WebSocket;
import io.plimsoll.hyperliquid.exchange.ActionTransport;
import io.plimsoll.hyperliquid.exchange.ExchangeClient;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.InfoRequest;
import io.plimsoll.hyperliquid.info.RawJson;
import io.plimsoll.hyperliquid.internal.WireJson;
import io.plimsoll.hyperliquid.limit.IpBudget;
import io.plimsoll.hyperliquid.limit.Lease;
import io.plimsoll.hyperliquid.limit.StreamQuota;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One websocket of the venue, kept alive, with typed subscriptions that repair themselves. Thread-safe.
 *
 * <ul>
 *   <li><b>Subscriptions.</b> {@link #subscribe} returns when the venue has taken the subscription. Listeners of equal
 *       subscriptions share one on the wire, which ends with the last of them. Two that the venue's frames could not be told
 *       apart by are refused; give the second a stream of its own.
 *   <li><b>Order.</b> The events of a subscription come one after the other, in the order received. Between subscriptions
 *       there is no order, as the venue promises none.
 *   <li><b>Loss.</b> After each reconnect everything is subscribed to again, and what was missed is recovered: channels that
 *       tell how things are send their state anew; rows (fills, trades, orders, ledger, funding, TWAPs) are delivered once
 *       each and oldest first, out of the snapshot that the venue sends if it reaches back far enough, out of the info
 *       endpoint otherwise. A {@link ChannelEvent.Gap} is told only if something could not be proven to be complete.
 *   <li><b>Back-pressure.</b> Nothing is dropped. A slow listener holds up all subscriptions, and the socket is not read
 *       meanwhile; the venue may then close it, which is repaired.
 *   <li><b>Bad frames.</b> A frame that cannot be read is a {@link MalformedResponse} with channel and path: counted, given to
 *       {@link Builder#onProblem} and as {@link ChannelEvent.Undecodable} to the subscriptions of the channel. The connection
 *       stays.
 *   <li><b>Quotas.</b> Connections, subscriptions, users, messages and posts are counted before they are used, and refused
 *       with {@link RateLimited}.
 * </ul>
 *
 * <p>Threads, all daemons: those of {@link StreamSession}, of which the one that reads the connection calls the listeners, and
 * up to three for repairs.
 */
public final class VenueStream implements Service, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VenueStream.class);
    private static final JavaType INFO_PAYLOAD = WireJson.type(new TypeReference<InfoPayload>() {});
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final int WORKERS = 3;

    /** The part of the venue that a stream is connected to. */
    public enum Host {
        /** {@code api}: all channels but those of the explorer; posts. */
        API,
        /** {@code rpc}: the channels of the explorer. */
        EXPLORER
    }

    private record InfoPayload(String type, @Nullable RawJson data) {}

    private final String name;
    private final Host host;
    private final VenueLimits limits;
    private final Duration patience;
    private final ScheduledThreadPoolExecutor workers;
    private final Set<Thread> workerThreads = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Lease> place = new AtomicReference<>();
    private final StreamSession session;
    private final Repairs repairs;
    private final Posts posts = new Posts();
    private final Faults faults = new Faults();
    private final Registry registry = new Registry();
    private final Subscriber subscriber;
    private final Router router;
    private final CountDownLatch connected = new CountDownLatch(1);
    private volatile @Nullable Thread deliverer;
    private volatile boolean stopped;

    private VenueStream(Builder builder) {
        name = builder.name;
        host = builder.host;
        limits = builder.limits;
        patience = builder.patience;
        AtomicInteger number = new AtomicInteger();
        workers = new ScheduledThreadPoolExecutor(WORKERS, task -> {
            Thread thread = new Thread(task, name + "-repair-" + number.incrementAndGet());
            thread.setDaemon(true);
            workerThreads.add(thread);
            return thread;
        });
        workers.setRemoveOnCancelPolicy(true);
        repairs = new Repairs(builder.info, builder.repair, workers, builder.clock);
        subscriber = new Subscriber(registry, limits.streams(), repairs, patience);
        router = new Router(host, registry, posts, faults, builder.clock, builder.onProblem);
        StreamSession.Builder connection = StreamSession.builder(
                        name, new WebSocket(builder.url, Map.of()), this::onEvent)
                .client(builder.http
                        .newBuilder()
                        .addInterceptor(this::connecting)
                        .build())
                .clock(builder.clock)
                .reconnect(builder.reconnect)
                .silence(builder.silence)
                .heartbeat(builder.heartbeat, this::ping)
                .deliverOnReader()
                .onOpened(this::opened)
                .onLost(posts::lost);
        builder.polling.ifPresent(connection::busyPoll);
        session = connection.build();
    }

    /**
     * A stream to be built; it starts with {@link #start}.
     *
     * @param url of the websocket, such as {@code https://api.hyperliquid.xyz/ws}
     * @param info where rows that were missed are read
     */
    public static Builder builder(HttpUrl url, InfoClient info) {
        return new Builder(url, info);
    }

    @Override
    public String name() {
        return name;
    }

    /** Starts, and returns at once: the connection opens in the background. */
    @Override
    public void start() {
        session.start();
    }

    /** Waits for the first connection; whether it was open within {@code limit}. Who subscribes need not wait before. */
    public boolean awaitConnected(Duration limit) {
        try {
            return connected.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Subscribes, and returns when the venue has taken it. Events may come before that. The first message of a channel that
     * has a snapshot is the snapshot; who joins an equal subscription later gets what comes from then on.
     *
     * @param listener see there what it must not do
     * @throws RateLimited if there is no place left for a subscription, a user or a message, or the venue says so
     * @throws Rejected if the venue refuses it; status 422, which it gives the same refusal over HTTP
     * @throws Transport if the stream is not connected, or the venue has not answered in time
     * @throws IllegalArgumentException if it belongs to the other {@link Host}, or its frames could not be told from those of
     *     another subscription
     * @throws IllegalStateException if called by a listener, or after the stop
     */
    public <M> ActiveSubscription subscribe(Subscription<M> subscription, ChannelListener<M> listener) {
        mayWait("subscribe");
        if (subscription.channel().isExplorer() != (host == Host.EXPLORER)) {
            throw new IllegalArgumentException(
                    "subscription is served by the other host, got " + subscription + " on " + host);
        }
        Feed<M, ?> feed;
        synchronized (registry) {
            feed = registry.find(subscription).orElseGet(() -> {
                registry.refuseAmbiguous(subscription);
                Feed<M, ?> added = Feed.of(subscription, repairs, faults, takePlace(subscription));
                registry.add(added);
                return added;
            });
            feed.listeners().add(listener);
        }
        ActiveSubscription active = new ActiveSubscription(subscription, () -> leave(feed, listener));
        try {
            subscriber.sendNow(feed);
            confirm(feed);
            return active;
        } catch (SourceException e) {
            leave(feed, listener);
            throw e;
        }
    }

    private <M> Lease takePlace(Subscription<M> subscription) {
        StreamQuota quota = limits.streams();
        return subscription.user().map(quota::subscribe).orElseGet(quota::subscribe);
    }

    private void confirm(Feed<?, ?> feed) {
        try {
            feed.confirmed().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            String message = subscriber.session() == null ? "not connected within " : "not confirmed within ";
            throw new Transport(
                    InfoClient.SOURCE,
                    message + patience + ": " + feed.subscription(),
                    new IOException("no acknowledgement"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Transport(InfoClient.SOURCE, "interrupted", new InterruptedIOException("interrupted"));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SourceException refusal
                    ? refusal
                    : new Transport(InfoClient.SOURCE, "not subscribed: " + feed.subscription(), e);
        }
    }

    private <M> void leave(Feed<M, ?> feed, ChannelListener<M> listener) {
        boolean last = subscriber.endIf(feed, () -> {
            synchronized (registry) {
                feed.listeners().remove(listener);
                return feed.listeners().isEmpty() && registry.remove(feed);
            }
        });
        if (last) {
            feed.abandoned();
            feed.place().close();
        }
    }

    /**
     * Asks the info endpoint over the websocket; explorer requests are not served. Waits for the answer, at most as long as
     * the stream's patience.
     *
     * @throws RateLimited if weight, messages or posts in flight are used up
     * @throws Rejected if the venue refuses it
     * @throws Transport if it was not sent, or no answer came; at once if the connection is lost
     * @throws IllegalStateException if called by a listener, or after the stop
     */
    public <T> T post(InfoRequest<T> request) {
        try (IpBudget.Permit permit =
                limits.ip().acquire(Lane.NORMAL, patience, request.weight(), request.maxSurcharge())) {
            RawJson payload = exchange("info", request.body(), patience, Lane.NORMAL);
            InfoPayload answer = Router.read(
                    INFO_PAYLOAD, payload.toString().getBytes(StandardCharsets.UTF_8), "answer to " + request.type());
            String data = answer.data() == null ? "null" : answer.data().toString();
            T value = request.parse(data.getBytes(StandardCharsets.UTF_8));
            permit.settle(request.surchargeOf(value));
            return value;
        }
    }

    /**
     * Posts a signed action. A refused action is an answer: its {@code status} is {@code err}. The weight of the request is
     * the caller's to count.
     *
     * @param envelope JSON as it would be sent to the exchange endpoint
     * @param wait for the answer at most
     * @return the answer as the exchange endpoint would have given it, UTF-8
     * @throws RateLimited if messages or posts in flight are used up; nothing was sent
     * @throws Rejected if the venue could not take the request; a status of 500 and above leaves open what became of it
     * @throws MalformedResponse if the venue answered something that says nothing about the action
     * @throws Transport if it was not sent, with a {@link ConnectException} as its cause, or, with "outcome unknown" in the
     *     message, if it was and no answer came; it is never sent again
     * @throws IllegalStateException if called by a listener, or after the stop
     */
    public byte[] postAction(String envelope, Duration wait) {
        return exchange("action", envelope, wait, Lane.URGENT).toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Carries signed actions for an {@link ExchangeClient}, which counts their weight, as {@link #postAction} does.
     *
     * @param wait for each answer at most
     */
    public ActionTransport actions(Duration wait) {
        return envelope -> postAction(new String(envelope, StandardCharsets.UTF_8), wait);
    }

    private RawJson exchange(String type, String payload, Duration wait, Lane lane) {
        mayWait("post");
        StreamSender open = subscriber.session();
        if (open == null) {
            throw new Transport(
                    InfoClient.SOURCE, "not connected, nothing was sent", new ConnectException("not connected"));
        }
        Lease inFlight = limits.streams().post(wait);
        try {
            limits.streams().message(lane, wait);
            return posts.send(open, type, payload, wait);
        } finally {
            inFlight.close();
        }
    }

    private void mayWait(String what) {
        if (isOwnThread()) {
            throw new IllegalStateException("a listener must not " + what + ": the answer would wait for it");
        }
        if (stopped) {
            throw new IllegalStateException(name + " was stopped; build a new stream");
        }
    }

    private boolean isOwnThread() {
        Thread thread = Thread.currentThread();
        return thread == deliverer || workerThreads.contains(thread);
    }

    /** How it is doing now. */
    public VenueStreamStatus status() {
        return new VenueStreamStatus(
                session.status(),
                registry.size(),
                posts.waiting(),
                router.frames(),
                router.malformed(),
                router.strays(),
                repairs.recovered(),
                repairs.gaps(),
                faults.count());
    }

    /**
     * Ends the connection, lets the listeners have what was received and {@link ChannelEvent.Closed}, and returns when no
     * thread of the stream runs any more or {@code limit} has passed. Stopping twice does no harm. Called by a listener it
     * does not wait.
     */
    @Override
    public void stop(Duration limit) {
        stopped = true;
        subscriber.stop();
        if (workerThreads.contains(Thread.currentThread())) { // the end of its subscription waits for this listener
            Thread waiting = new Thread(() -> end(limit), name + "-stop");
            waiting.setDaemon(true);
            waiting.start();
        } else {
            end(limit);
        }
    }

    private void end(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        registry.all().forEach(Feed::release);
        session.stop(limit);
        workers.shutdownNow();
        if (!isOwnThread()) {
            awaitWorkers(deadline);
        }
        registry.all().forEach(feed -> feed.place().close());
        Lease ours = place.getAndSet(null);
        if (ours != null) {
            ours.close();
        }
    }

    private void awaitWorkers(long deadline) {
        try {
            for (Thread worker : workerThreads) {
                worker.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
            if (workerThreads.stream().anyMatch(Thread::isAlive)) {
                LOG.warn("stream={} state=still-repairing", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops within five seconds. */
    @Override
    public void close() {
        stop(CLOSE_LIMIT);
    }

    // ---- the connection

    /** Each connect counts, and takes the place of the connection that it replaces. */
    private Response connecting(Interceptor.Chain chain) throws IOException {
        Lease old = place.getAndSet(null);
        if (old != null) {
            old.close();
        }
        try {
            place.set(limits.streams().connect(patience));
        } catch (RateLimited full) {
            throw new IOException(full.getMessage(), full);
        }
        return chain.proceed(chain.request());
    }

    private String ping() {
        try {
            limits.streams().message(Lane.URGENT, Duration.ZERO);
        } catch (RateLimited full) {
            LOG.trace("pinged beyond the quota, so that the connection stays", full);
        }
        return "{\"method\":\"ping\"}";
    }

    /** On the thread that reads the connection, before any frame of it. */
    private void opened(StreamSender into) {
        subscriber.opened(into);
        connected.countDown();
    }

    // ---- events, one at a time, mostly on the thread that reads the connection

    private void onEvent(StreamEvent event) {
        Thread thread = Thread.currentThread();
        if (deliverer != thread) {
            deliverer = thread;
        }
        if (event instanceof Message message) {
            router.route(message);
        } else if (event instanceof Gap gap) {
            String cause = gap.cause() + ": " + gap.detail();
            registry.all().forEach(feed -> feed.lost(gap.from(), cause));
        } else if (event instanceof Closed closed) {
            posts.lost(Long.MAX_VALUE);
            registry.all().forEach(feed -> {
                feed.closed(closed.at());
                feed.place().close();
            });
        }
    }

    /** Collects what a stream is made of. Not thread-safe. */
    public static final class Builder {
        private final HttpUrl url;
        private final InfoClient info;
        private String name = "hyperliquid-ws";
        private Host host = Host.API;
        private VenueLimits limits;
        private Duration patience = Duration.ofSeconds(10);
        private Duration heartbeat = Duration.ofSeconds(10);
        private Duration silence = Duration.ofSeconds(25);
        // the venue allows 30 new connections a minute
        private ReconnectPolicy reconnect =
                new ReconnectPolicy(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMinutes(1));
        private RepairPolicy repair = RepairPolicy.standard();
        private Optional<Duration> polling = Optional.empty();
        private OkHttpClient http = new OkHttpClient();
        private InstantSource clock = Clock.systemUTC();
        private Consumer<SourceException> onProblem = problem -> {};

        private Builder(HttpUrl url, InfoClient info) {
            this.url = url;
            this.info = info;
            this.limits = VenueLimits.of(url);
        }

        /** For threads and logs; {@code hyperliquid-ws} if not given. */
        public Builder name(String text) {
            name = text;
            return this;
        }

        /** The part of the venue behind the url; {@link Host#API} if not given. */
        public Builder host(Host part) {
            host = part;
            return this;
        }

        /** What all clients of the endpoint share; {@link VenueLimits#of} the url if not given. */
        public Builder limits(VenueLimits shared) {
            limits = shared;
            return this;
        }

        /** How long subscribing and posting wait; 10 s if not given. */
        public Builder patience(Duration limit) {
            patience = limit;
            return this;
        }

        /** How often to ping, and how long a connection may be silent: 10 s and 25 s if not given. */
        public Builder heartbeat(Duration every, Duration silenceAllowed) {
            heartbeat = every;
            silence = silenceAllowed;
            return this;
        }

        /** How long to wait before a new connection; 2 s to 30 s, stable after a minute, if not given. */
        public Builder reconnect(ReconnectPolicy policy) {
            reconnect = policy;
            return this;
        }

        /** How hard to try to recover what was missed; {@link RepairPolicy#standard} if not given. */
        public Builder repair(RepairPolicy policy) {
            repair = policy;
            return this;
        }

        /** Trades a processor core for latency: {@link StreamSession.Builder#busyPoll}. Off if not given. */
        public Builder busyPoll(Duration limit) {
            polling = Optional.of(limit);
            return this;
        }

        /** Whose proxy, TLS, name resolution and interceptors are used. */
        public Builder http(OkHttpClient template) {
            http = template;
            return this;
        }

        /** Stamps events; nothing is timed by it. Should be within some seconds of the venue's. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /**
         * Told of frames that could not be read and errors of the venue that belong to no request, on the delivery thread.
         * What it throws is counted.
         */
        public Builder onProblem(Consumer<SourceException> listener) {
            onProblem = listener;
            return this;
        }

        /** The stream, not started yet. */
        public VenueStream build() {
            return new VenueStream(this);
        }
    }
}
