package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.http.RetryAfter;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import io.plimsoll.core.kit.stream.StreamEvent;
import io.plimsoll.core.kit.stream.StreamSender;
import io.plimsoll.core.kit.stream.StreamSession;
import io.plimsoll.core.kit.stream.StreamTransport;
import io.plimsoll.core.kit.stream.StreamTransport.ServerSentEvents;
import io.plimsoll.core.kit.stream.StreamTransport.WebSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * One connection of a stream: which feeds it asks for, with which key, of which host. All three are looked up anew for each
 * connect. Thread-safe.
 */
final class FeedLine {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;

    private final int number;
    private final StreamSettings settings;
    private final StreamSession session;
    private final BiConsumer<FeedLine, SourceException> onFailure;
    private final Map<Long, List<Bytes32>> asked = new HashMap<>(); // guarded by itself
    private volatile List<Bytes32> wanted = List.of();
    private volatile List<Bytes32> asking = List.of();
    private volatile List<Bytes32> served = List.of();
    private volatile int host; // of the next connect, counted on and on
    private volatile Optional<String> key = Optional.empty(); // that was sent last
    private volatile boolean stopped;
    private boolean started;
    private long renewedAt; // by the delivery thread
    private boolean renewed;

    FeedLine(
            int number,
            int firstHost,
            StreamSettings settings,
            BiConsumer<FeedLine, StreamEvent> onEvent,
            BiConsumer<FeedLine, SourceException> onFailure) {
        this.number = number;
        this.host = firstHost;
        this.settings = settings;
        this.onFailure = onFailure;
        OkHttpClient client = settings.http()
                .newBuilder()
                .followRedirects(false)
                .followSslRedirects(false)
                .addInterceptor(this::connecting)
                .build();
        session = StreamSession.builder(
                        settings.name() + "-" + number, transport(), event -> onEvent.accept(this, event))
                .client(client)
                .connectTimeout(settings.connectTimeout())
                .clock(settings.clock())
                .reconnect(settings.reconnect())
                .silence(settings.silence())
                .renewAfter(settings.renewAfter())
                .queueCapacity(settings.queueCapacity())
                .onOpened(this::sessionOpened)
                .hiding(this::shown)
                .build();
    }

    private StreamTransport transport() {
        HttpUrl url = settings.hosts().get(0);
        return settings.webSocket()
                ? new WebSocket(url, Map.of())
                : new ServerSentEvents(url, Map.of("Accept", "text/event-stream"));
    }

    /** On the thread that connected. */
    private void sessionOpened(StreamSender into) {
        List<Bytes32> feeds = asking;
        synchronized (asked) {
            asked.put(into.session(), feeds);
        }
        if (settings.webSocket()) {
            into.send(SocketMessage.subscribe(feeds, settings.unordered(), !settings.strict()));
        }
    }

    int number() {
        return number;
    }

    StreamSession session() {
        return session;
    }

    List<Bytes32> feeds() {
        return wanted;
    }

    /** From the next connect on. */
    void add(Bytes32 feed) {
        List<Bytes32> all = new ArrayList<>(wanted);
        all.add(feed);
        wanted = List.copyOf(all);
    }

    /** From the next connect on; whether one of them was asked for. */
    boolean remove(Set<Bytes32> feeds) {
        List<Bytes32> before = wanted;
        List<Bytes32> rest =
                before.stream().filter(feed -> !feeds.contains(feed)).toList();
        wanted = rest;
        return rest.size() < before.size();
    }

    /** Asks for its feeds: for the first time, or with a session beside the one that asked for others. */
    synchronized void open() {
        if (started) {
            session.renew();
        } else {
            started = true;
            session.start();
        }
    }

    /** The feeds of the session that delivers. */
    List<Bytes32> served() {
        return served;
    }

    /** What a session asked for when it was opened. Where that is not what is wanted now, the next one is on its way. */
    List<Bytes32> opened(long number) {
        List<Bytes32> feeds;
        synchronized (asked) {
            feeds = Optional.ofNullable(asked.get(number)).orElse(List.of());
            asked.keySet().removeIf(session -> session <= number);
        }
        if (!feeds.equals(wanted)) {
            session.renew();
        }
        served = feeds;
        return feeds;
    }

    /**
     * The service has ended the session, or is about to: the next one is opened at once. Not twice within the reconnect
     * policy's least wait, as a service that ends every session at once would be run over; what then ends waits as usual.
     */
    void renewAtOnce() {
        long now = System.nanoTime();
        if (!renewed || now - renewedAt >= settings.reconnect().minimum().toNanos()) {
            renewed = true;
            renewedAt = now;
            session.renew();
        }
    }

    void stop(Duration limit) {
        stopped = true;
        session.stop(limit);
    }

    /** On the thread that connects. */
    private Response connecting(Interceptor.Chain chain) throws IOException {
        Runnable answered;
        try {
            answered = settings.limits().acquire(Lane.URGENT, Duration.ZERO);
        } catch (RateLimited own) {
            return refused(notNow(chain.request(), own));
        }
        try {
            return connect(chain);
        } finally {
            answered.run();
        }
    }

    private Response connect(Interceptor.Chain chain) throws IOException {
        List<Bytes32> feeds = wanted;
        asking = feeds;
        int index = host;
        Request request = withKey(chain.request()
                        .newBuilder()
                        .url(address(
                                settings.hosts().get(index % settings.hosts().size()), feeds)))
                .build();
        try {
            Response response = chain.proceed(request);
            if (response.isSuccessful() || response.code() == SWITCHING_PROTOCOLS) {
                return response;
            }
            passOn(index);
            if (response.code() == TOO_MANY_REQUESTS) {
                settings.limits()
                        .refused(
                                RetryAfter.of(response).orElse(settings.limits().penalty()));
            }
            return refused(response);
        } catch (IOException e) {
            passOn(index);
            failed(new Transport(HermesStream.SOURCE, "cannot connect: " + e.getMessage(), e));
            throw e;
        }
    }

    /** The next connect is to the next host; where all are connected to, each connection keeps to its own. */
    private void passOn(int from) {
        if (!settings.everyHost()) {
            host = from + 1;
        }
    }

    /** What the service would answer, and then to everything else for a while. */
    private static Response notNow(Request request, RateLimited own) {
        Duration wait = own.retryAfter().orElse(Duration.ZERO);
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(TOO_MANY_REQUESTS)
                .message("Too Many Requests")
                .header("Retry-After", Long.toString(wait.toSeconds() + 1))
                .body(ResponseBody.create("own limiter: it was not asked", null))
                .build();
    }

    /** The same answer for the session, without the key, and with the pause that the service wants though it does not say so. */
    private Response refused(Response response) throws IOException {
        try (response) {
            String answer =
                    shown(response.peekBody(HttpJson.MAX_ERROR_BYTES).string().strip());
            SourceException failure = refusal(response, answer);
            failed(failure);
            Response.Builder told = response.newBuilder().body(ResponseBody.create(answer, null));
            failure.retryAfter().ifPresent(pause -> told.header("Retry-After", Long.toString(pause.toSeconds())));
            return told.build();
        }
    }

    private SourceException refusal(Response response, String answer) {
        String excerpt = HermesStream.oneLine(answer);
        return HermesErrors.read(
                        response.code(),
                        answer,
                        RetryAfter.of(response),
                        settings.limits().penalty())
                .orElseGet(() -> response.code() == NOT_FOUND
                        ? new NotFound(HermesStream.SOURCE, excerpt.isEmpty() ? "answered HTTP 404" : excerpt)
                        : new Rejected(HermesStream.SOURCE, response.code(), excerpt));
    }

    /** A text of the service without the key, which it may repeat. */
    String shown(String text) {
        return key.map(secret -> text.replace(secret, "***")).orElse(text);
    }

    /** Whether the key is in a text. */
    boolean repeatsKey(String text) {
        return key.map(text::contains).orElse(false);
    }

    private Request.Builder withKey(Request.Builder request) throws IOException {
        try {
            key = settings.key().get().filter(secret -> !secret.isBlank());
            key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
            return request;
        } catch (RuntimeException noKey) { // its message may show the key
            IOException failure =
                    new IOException("no usable key: " + noKey.getClass().getSimpleName());
            failed(new Transport(HermesStream.SOURCE, String.valueOf(failure.getMessage()), failure));
            throw failure;
        }
    }

    private void failed(SourceException failure) {
        if (!stopped) {
            onFailure.accept(this, failure);
        }
    }

    private HttpUrl address(HttpUrl base, List<Bytes32> feeds) {
        if (settings.webSocket()) {
            return base.newBuilder().addPathSegment("ws").build();
        }
        HttpUrl.Builder url = base.newBuilder()
                .addPathSegments("v2/updates/price/stream")
                .addQueryParameter("encoding", "base64")
                .addQueryParameter("parsed", "false")
                .addQueryParameter("ignore_invalid_price_ids", Boolean.toString(!settings.strict()));
        if (settings.unordered()) {
            url.addQueryParameter("allow_unordered", "true");
        }
        if (settings.uniqueOnly()) {
            url.addQueryParameter("benchmarks_only", "true");
        }
        feeds.forEach(feed -> url.addQueryParameter("ids[]", feed.digits()));
        return url.build();
    }
}
