package io.plimsoll.pyth.pro;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.stream.StreamEvent;
import io.plimsoll.core.kit.stream.StreamEvent.Message;
import io.plimsoll.core.kit.stream.StreamSender;
import io.plimsoll.core.kit.stream.StreamSession;
import io.plimsoll.core.kit.stream.StreamStatus;
import io.plimsoll.core.kit.stream.StreamTransport.WebSocket;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection to one host, and what was asked for over it. Thread-safe. */
final class HostLink {
    private static final Logger LOG = LoggerFactory.getLogger(ProStream.class);
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int EXCERPT = 200;

    private final HttpUrl url;
    private final ProStream.Builder settings;
    private final Map<Long, Tracked> subscriptions;
    private final Delivery delivery;
    private final Merger merger;
    private final StreamSession session;
    private final Set<Long> asked = new HashSet<>();
    private @Nullable StreamSender sender;
    private volatile String token = "";
    private long lost;

    HostLink(
            int number,
            HttpUrl url,
            ProStream.Builder settings,
            Map<Long, Tracked> subscriptions,
            Delivery delivery,
            Merger merger) {
        this.url = url;
        this.settings = settings;
        this.subscriptions = subscriptions;
        this.delivery = delivery;
        this.merger = merger;
        this.session = StreamSession.builder(
                        settings.name() + "-" + number, new WebSocket(url, Map.of()), this::onEvent)
                .client(settings.http()
                        .newBuilder()
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .addInterceptor(this::connecting)
                        .build())
                .clock(settings.clock())
                .reconnect(settings.reconnect())
                .silence(settings.silence())
                .deliverOnReader()
                .onOpened(this::opened)
                .onLost(this::lost)
                .hiding(this::shown)
                .build();
    }

    void start() {
        session.start();
    }

    void stop(Duration limit) {
        session.stop(limit);
    }

    HttpUrl url() {
        return url;
    }

    StreamStatus status() {
        return session.status();
    }

    /** Does nothing for what was unsubscribed meanwhile: a listener may do that as soon as another host serves it. */
    synchronized void subscribe(Tracked tracked) {
        StreamSender open = sender;
        if (open != null && subscriptions.containsKey(tracked.id()) && asked.add(tracked.id())) {
            send(open, ProRequest.subscribe(tracked.id(), tracked.subscription()));
        }
    }

    synchronized void unsubscribe(long id) {
        StreamSender open = sender;
        if (open != null && asked.remove(id)) {
            send(open, ProRequest.unsubscribe(id));
        }
    }

    private static void send(StreamSender open, String text) {
        try {
            open.send(text);
        } catch (Transport ending) { // the next session asks for everything anew
            LOG.trace("request into a session that ends", ending);
        }
    }

    private Response connecting(Interceptor.Chain chain) throws IOException {
        Response response;
        token = token();
        try {
            response = chain.proceed(chain.request()
                    .newBuilder()
                    .header("Authorization", "Bearer " + token)
                    .build());
        } catch (IOException e) {
            failed(new Transport(ProStream.SOURCE, "cannot connect to " + url.host() + ": " + e.getMessage(), e));
            throw e;
        }
        return response.code() == SWITCHING_PROTOCOLS ? response : refused(response);
    }

    /** The same answer for the session, without the token, which its words may repeat. */
    private Response refused(Response response) throws IOException {
        try (response) {
            String all = shown(response.peekBody(HttpJson.MAX_ERROR_BYTES).string())
                    .replaceAll("\\s+", " ")
                    .strip();
            String words = all.substring(0, Math.min(EXCERPT, all.length()));
            int status = response.code();
            failed(
                    switch (status) {
                        case ProErrors.UNAUTHORIZED -> new ProUnauthorized(ProStream.SOURCE);
                        case ProErrors.FORBIDDEN -> new ProNotEntitled(ProStream.SOURCE, words);
                        default -> new Rejected(ProStream.SOURCE, status, words);
                    });
            return response.newBuilder().body(ResponseBody.create(words, null)).build();
        }
    }

    /** Words of the host without the token, which it may repeat. */
    private String shown(String words) {
        String ours = token;
        return ours.isEmpty() ? words : words.replace(ours, "***");
    }

    /** Of the supplier, which may ask a service for it and fail: then the connect has failed. */
    private String token() throws IOException {
        String given;
        try {
            given = settings.token().get();
        } catch (SourceException e) {
            failed(e);
            throw new IOException("no token", e);
        } catch (RuntimeException e) { // OkHttp would let it end the thread, and nobody would be told
            failed(new Transport(
                    ProStream.SOURCE, "cannot connect to " + url.host() + ": the token supplier failed", e));
            throw new IOException("no token", e);
        }
        if (given.isEmpty() || !given.chars().allMatch(c -> c > ' ' && c < 127)) {
            failed(new ProUnauthorized(ProStream.SOURCE));
            throw new IOException("the token must be of visible ASCII characters");
        }
        return given;
    }

    private void failed(SourceException error) {
        delivery.control(() -> merger.cannotConnect(url, error));
    }

    private synchronized void opened(StreamSender open) {
        if (open.session() <= lost) {
            return;
        }
        sender = open;
        asked.clear();
        for (Tracked tracked : subscriptions.values()) {
            asked.add(tracked.id());
            send(open, ProRequest.subscribe(tracked.id(), tracked.subscription()));
        }
        Instant at = settings.clock().instant();
        delivery.control(() -> merger.hostUp(url, at));
    }

    private synchronized void lost(long number) {
        lost = Math.max(lost, number);
        StreamSender open = sender;
        if (open != null && open.session() <= number) {
            sender = null;
            Instant at = settings.clock().instant();
            Optional<SourceException> cause = session.status().lastFailure();
            delivery.control(() -> merger.hostDown(url, at, cause));
        }
    }

    private void onEvent(StreamEvent event) {
        if (event instanceof Message message) {
            String ours = token;
            delivery.message(() -> merger.text(url, message.text(), message.receivedAt(), ours));
        }
    }
}
