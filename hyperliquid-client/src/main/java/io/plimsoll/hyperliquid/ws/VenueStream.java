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
import io.plimsoll.core.kit.stream.StreamEvent.Opened;
import io.plimsoll.core.kit.stream.StreamSender;
import io.plimsoll.core.kit.stream.StreamSession;
import io.plimsoll.core.kit.stream.StreamTransport.WebSocket;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.InfoRequest;
import io.plimsoll.hyperliquid.info.RawJson;
import io.plimsoll.hyperliquid.internal.Frame;
import io.plimsoll.hyperliquid.internal.WireJson;
import io.plimsoll.hyperliquid.limit.IpBudget;
import io.plimsoll.hyperliquid.limit.Lease;
import io.plimsoll.hyperliquid.limit.StreamQuota;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import java.io.IOException;
import java.io.InterruptedIOException;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
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
 * <p>Threads, all daemons: those of {@link StreamSession}, of which the one that reads the connection calls the listeners, and up to three
 * for repairs.
 */
public final class VenueStream implements Service, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VenueStream.class);
    private static final JavaType ACKNOWLEDGEMENT = WireJson.type(new TypeReference<Acknowledgement>() {});
    private static final JavaType TEXT = WireJson.type(new TypeReference<String>() {});
    private static final JavaType POST_ANSWER = WireJson.type(new TypeReference<Posts.Answer>() {});
    private static final JavaType INFO_PAYLOAD = WireJson.type(new TypeReference<InfoPayload>() {});
    private static final JavaType REQUEST = WireJson.type(new TypeReference<Map<String, Object>>() {});
    private static final int UNPROCESSABLE = 422;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final Duration PACE_LIMIT = Duration.ofMinutes(2);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);
    private static final int WORKERS = 3;

    /** The part of the venue that a stream is connected to. */
    public enum Host {
        /** {@code api}: all channels but those of the explorer; posts. */
        API,
        /** {@code rpc}: the channels of the explorer. */
        EXPLORER
    }

    /** What the venue says of a subscription: it echoes it with its defaults, some of which are null. */
    record Acknowledgement(String method, Map<String, @Nullable Object> subscription) {}

    private record InfoPayload(String type, @Nullable RawJson data) {}

    private final String name;
    private final Host host;
    private final InstantSource clock;
    private final VenueLimits limits;
    private final Duration patience;
    private final Consumer<SourceException> onProblem;
    private final ScheduledThreadPoolExecutor workers;
    private final Set<Thread> workerThreads = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Lease> place = new AtomicReference<>();
    private final StreamSession session;
    private final Repairs repairs;
    private final Posts posts = new Posts();
    private final Faults faults = new Faults();
    private final Registry registry = new Registry();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong strays = new AtomicLong();

    /** Keeps what is sent about one subscription in order: a subscribe never overtakes the unsubscribe before it. */
    private final ReentrantLock sending = new ReentrantLock(true);

    private final CountDownLatch connected = new CountDownLatch(1);
    private volatile @Nullable StreamSender sender;
    private volatile @Nullable Thread deliverer;
    private volatile boolean stopped;
    private volatile long frames;

    private VenueStream(Builder builder) {
        name = builder.name;
        host = builder.host;
        clock = builder.clock;
        limits = builder.limits;
        patience = builder.patience;
        onProblem = builder.onProblem;
        AtomicInteger number = new AtomicInteger();
        workers = new ScheduledThreadPoolExecutor(WORKERS, task -> {
            Thread thread = new Thread(task, name + "-repair-" + number.incrementAndGet());
            thread.setDaemon(true);
            workerThreads.add(thread);
            return thread;
        });
        workers.setRemoveOnCancelPolicy(true);
        repairs = new Repairs(builder.info, builder.repair, workers, clock);
        session = StreamSession.builder(name, new WebSocket(builder.url, Map.of()), this::onEvent)
                .client(builder.http
                        .newBuilder()
                        .addInterceptor(this::connecting)
                        .build())
                .clock(clock)
                .reconnect(builder.reconnect)
                .silence(builder.silence)
                .heartbeat(builder.heartbeat, this::ping)
                .deliverOnReader()
                .onOpened(this::opened)
                .build();
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
            sendNow(feed);
            confirm(feed);
            return active;
        } catch (SourceException e) {
            leave(feed, listener);
            throw e;
        }
    }

    /** A session that opens after this sends it anyway, as it is in the registry. */
    private void sendNow(Feed<?, ?> feed) {
        StreamSender open = sender;
        try {
            if (open != null) {
                send(feed, open, patience);
            }
        } catch (Transport lost) {
            LOG.trace("lost while subscribing; the next session will", lost);
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
            String message = sender == null ? "not connected within " : "not confirmed within ";
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
                    : new Transport(InfoClient.SOURCE, "not subscribed: " + feed.subscription(), e.getCause());
        }
    }

    private <M> void leave(Feed<M, ?> feed, ChannelListener<M> listener) {
        boolean last;
        sending.lock(); // so that an equal subscription is not sent before this is taken back
        try {
            synchronized (registry) {
                feed.listeners().remove(listener);
                last = feed.listeners().isEmpty() && registry.remove(feed);
            }
            if (last) {
                unsubscribe(feed);
            }
        } finally {
            sending.unlock();
        }
        if (last) {
            feed.abandoned();
            feed.place().close();
        }
    }

    /** Sends the subscription into a session, once for each session. */
    private void send(Feed<?, ?> feed, StreamSender into, Duration wait) {
        if (feed.sentInSession() >= into.session()) {
            return;
        }
        limits.streams().message(Lane.NORMAL, wait); // not under the lock, which who closes a subscription needs
        sending.lock();
        try {
            if (feed.sentInSession() < into.session() && registry.holds(feed)) {
                into.send(message("subscribe", feed.subscription().body()));
                feed.sentInSession(into.session());
            }
        } finally {
            sending.unlock();
        }
    }

    private void unsubscribe(Feed<?, ?> feed) {
        StreamSender open = sender;
        if (stopped || open == null || feed.sentInSession() != open.session()) {
            return;
        }
        Map<String, ?> echo = feed.echo();
        String form =
                echo.isEmpty() ? feed.subscription().body() : new String(WireJson.write(echo), StandardCharsets.UTF_8);
        try {
            limits.streams().message(Lane.URGENT, patience);
            open.send(message("unsubscribe", form));
        } catch (Transport | RateLimited goneOrFull) {
            LOG.trace("not unsubscribed; frames of it are passed over until the connection ends", goneOrFull);
        }
    }

    private static String message(String method, String subscription) {
        return "{\"method\":\"" + method + "\",\"subscription\":" + subscription + "}";
    }

    /**
     * Asks the info endpoint over the websocket; explorer requests are not served. Waits for the answer, at most as long as
     * the stream's patience.
     *
     * @throws RateLimited if weight, messages or posts in flight are used up
     * @throws Rejected if the venue refuses it
     * @throws Transport if it was not sent, or no answer came
     * @throws IllegalStateException if called by a listener, or after the stop
     */
    public <T> T post(InfoRequest<T> request) {
        try (IpBudget.Permit permit =
                limits.ip().acquire(Lane.NORMAL, patience, request.weight(), request.maxSurcharge())) {
            RawJson payload = exchange("info", request.body(), patience, Lane.NORMAL);
            InfoPayload answer = read(
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
     * @throws Rejected if the venue could not take the request
     * @throws Transport if it was not sent, or, with "outcome unknown" in the message, if it was and no answer came; it is
     *     never sent again
     * @throws IllegalStateException if called by a listener, or after the stop
     */
    public byte[] postAction(String envelope, Duration wait) {
        return exchange("action", envelope, wait, Lane.URGENT).toString().getBytes(StandardCharsets.UTF_8);
    }

    private RawJson exchange(String type, String payload, Duration wait, Lane lane) {
        mayWait("post");
        StreamSender open = sender;
        if (open == null) {
            throw new Transport(InfoClient.SOURCE, "not connected, nothing was sent", new IOException("not connected"));
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
                frames,
                malformed.get(),
                strays.get(),
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
        long deadline = System.nanoTime() + limit.toNanos();
        registry.all().forEach(Feed::release);
        session.stop(limit);
        workers.shutdownNow();
        if (!isOwnThread()) {
            awaitWorkers(deadline - System.nanoTime());
        }
        registry.all().forEach(feed -> feed.place().close());
        Lease ours = place.getAndSet(null);
        if (ours != null) {
            ours.close();
        }
    }

    private void awaitWorkers(long nanos) {
        try {
            if (!workers.awaitTermination(Math.max(0, nanos), TimeUnit.NANOSECONDS)) {
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
        sender = into;
        connected.countDown();
        repairs.after(Duration.ZERO, () -> subscribeAgain(into));
    }

    private void subscribeAgain(StreamSender into) {
        try {
            for (Feed<?, ?> feed : registry.all()) {
                if (sender != into) {
                    return;
                }
                send(feed, into, PACE_LIMIT);
            }
            repairs.after(patience, () -> lookAgain(into));
        } catch (Transport lostAgain) {
            LOG.trace("lost while subscribing again; the next session begins anew", lostAgain);
        } catch (RateLimited full) {
            repairs.after(TRY_AGAIN, () -> subscribeAgain(into));
        }
    }

    /** Sends again what the venue has not answered. */
    private void lookAgain(StreamSender into) {
        if (sender != into) {
            return;
        }
        boolean waiting = false;
        for (Feed<?, ?> feed : registry.all()) {
            if (feed.isLost()) {
                waiting = true;
                feed.sentInSession(0);
            }
        }
        if (waiting) {
            repairs.after(TRY_AGAIN, () -> subscribeAgain(into));
        }
    }

    // ---- events, one at a time, mostly on the thread that reads the connection

    private void onEvent(StreamEvent event) {
        Thread thread = Thread.currentThread();
        if (deliverer != thread) {
            deliverer = thread;
        }
        if (event instanceof Message message) {
            onMessage(message);
        } else if (event instanceof Opened opened) {
            posts.lostBefore(opened.session());
        } else if (event instanceof Gap gap) {
            String cause = gap.cause() + ": " + gap.detail();
            registry.all().forEach(feed -> feed.lost(gap.from(), cause));
        } else if (event instanceof Closed closed) {
            posts.lostBefore(Long.MAX_VALUE);
            registry.all().forEach(feed -> {
                feed.closed(closed.at());
                feed.place().close();
            });
        }
    }

    private void onMessage(Message message) {
        Frame frame = null;
        try {
            frame = frame(message.text());
            route(frame, message);
        } catch (MalformedResponse e) {
            malformed.incrementAndGet();
            problem(e);
            if (frame != null) {
                registry.onChannel(frame.channel()).forEach(feed -> feed.undecodable(e));
            }
        } finally {
            countFrame();
        }
    }

    /** One thread counts, others look. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    private void countFrame() {
        frames = frames + 1;
    }

    /** The explorer's frames are lists without an envelope; what is in their rows tells which channel they are of. */
    private Frame frame(String text) {
        if (host == Host.EXPLORER && text.stripLeading().startsWith("[")) {
            String channel = text.contains("\"action\"") ? "explorerTxs" : "explorerBlock";
            return Frame.of(InfoClient.SOURCE, "{\"channel\":\"" + channel + "\",\"data\":" + text + "}");
        }
        return Frame.of(InfoClient.SOURCE, text);
    }

    private void route(Frame frame, Message message) {
        String channelName = frame.channel();
        Channel<?> channel = Channels.find(channelName);
        if (channel != null) {
            deliver(channel, frame, message);
            return;
        }
        switch (channelName) {
            case "pong" -> {}
            case "subscriptionResponse" -> onAcknowledgement(read(frame, ACKNOWLEDGEMENT), message);
            case "post" -> onPost(read(frame, POST_ANSWER));
            case "error" -> onError(read(frame, TEXT));
            default -> throw new MalformedResponse(InfoClient.SOURCE, "frame of unknown channel " + channelName, null);
        }
    }

    private <M> void deliver(Channel<M> channel, Frame frame, Message message) {
        if (registry.onChannel(channel.name()).isEmpty()) {
            strays.incrementAndGet(); // on its way when it was unsubscribed
            return;
        }
        M data = channel.read(frame);
        Feed<M, ?> feed = registry.of(channel, channel.route(data));
        if (feed == null) {
            strays.incrementAndGet();
        } else {
            feed.received(data, message.receivedAt());
        }
    }

    private void onAcknowledgement(Acknowledgement said, Message message) {
        if (!said.method().equals("subscribe")) {
            return;
        }
        registry.find(said.subscription())
                .ifPresentOrElse(
                        feed -> {
                            feed.echo(said.subscription());
                            feed.acknowledged(message.receivedAt());
                        },
                        strays::incrementAndGet);
    }

    private void onPost(Posts.Answer answer) {
        if (!posts.answered(answer)) {
            strays.incrementAndGet(); // its caller has given up
        }
    }

    /** An error has no id; the venue mostly quotes what it is about. */
    private void onError(String text) {
        SourceException refusal = refusal(text);
        Optional<Map<String, Object>> quoted = quoted(text);
        if (quoted.isPresent() && quoted.get().get("id") instanceof Number id && posts.refused(id.longValue(), text)) {
            return;
        }
        Optional<Feed<?, ?>> about = quoted.map(VenueStream::subscriptionIn).flatMap(registry::find);
        if (about.isPresent()) {
            Feed<?, ?> feed = about.get();
            if (text.startsWith("Already subscribed") && feed.isLost()) {
                feed.acknowledged(clock.instant());
            } else if (feed.isWaitingForVenue()) {
                feed.refused(refusal);
            } else {
                problem(refusal);
            }
            return;
        }
        // the venue answers in the order it was asked, so an error that quotes nothing is about the oldest open
        // question
        registry.all().stream()
                .filter(Feed::isWaitingForVenue)
                .findFirst()
                .ifPresentOrElse(feed -> feed.refused(refusal), () -> problem(refusal));
    }

    private static SourceException refusal(String text) {
        return text.startsWith("Cannot track more than") || text.contains("Too many")
                ? new RateLimited(InfoClient.SOURCE, Optional.empty(), text)
                : new Rejected(InfoClient.SOURCE, UNPROCESSABLE, text);
    }

    private static Optional<Map<String, Object>> quoted(String text) {
        int from = text.indexOf('{');
        int to = text.lastIndexOf('}');
        if (from < 0 || to < from) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(REQUEST, text.substring(from, to + 1).getBytes(StandardCharsets.UTF_8), "error"));
        } catch (MalformedResponse notQuoted) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> subscriptionIn(Map<String, Object> quoted) {
        return quoted.get("subscription") instanceof Map<?, ?> inner ? (Map<String, Object>) inner : quoted;
    }

    private static <T> T read(Frame frame, JavaType type) {
        T value = frame.read(type);
        if (value == null) {
            throw new MalformedResponse(InfoClient.SOURCE, "frame of " + frame.channel() + " has null for data", null);
        }
        return value;
    }

    private static <T> T read(JavaType type, byte[] json, String what) {
        T value = WireJson.read(type, json, 0, json.length, InfoClient.SOURCE, what);
        if (value == null) {
            throw new MalformedResponse(InfoClient.SOURCE, what + " is null", null);
        }
        return value;
    }

    private void problem(SourceException e) {
        faults.guard("onProblem", () -> onProblem.accept(e));
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
