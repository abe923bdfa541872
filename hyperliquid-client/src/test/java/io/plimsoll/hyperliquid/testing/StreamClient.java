package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A websocket client that believes everything and checks nothing. */
final class StreamClient extends WebSocketListener implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    final List<String> texts = new CopyOnWriteArrayList<>();
    final AtomicInteger ends = new AtomicInteger();
    volatile int status;
    volatile int closeCode;
    private final WebSocket socket;

    StreamClient(OkHttpClient http, HttpUrl base) {
        socket =
                http.newWebSocket(new Request.Builder().url(base.resolve("/ws")).build(), this);
    }

    StreamClient say(String text) {
        socket.send(text.replace('\'', '"'));
        return this;
    }

    StreamClient subscribe(String subscription) {
        return say("{'method':'subscribe','subscription':{" + subscription + "}}");
    }

    /** Waits for a frame of the channel that fits; its data. */
    JsonNode await(String channel, Predicate<JsonNode> fits) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> frames(channel).stream().filter(fits).findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    JsonNode await(String channel) {
        return await(channel, data -> true);
    }

    /** The data of the frames of a channel so far. */
    List<JsonNode> frames(String channel) {
        return texts.stream()
                .filter(text -> text.startsWith("{\"channel\":\"" + channel + "\""))
                .map(StreamClient::parse)
                .map(frame -> frame.path("data"))
                .toList();
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
        texts.add(text);
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
        closeCode = code;
        webSocket.close(1000, null);
    }

    @Override
    public void onClosed(WebSocket webSocket, int code, String reason) {
        ends.incrementAndGet();
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
        status = response == null ? 0 : response.code();
        ends.incrementAndGet();
    }

    @Override
    public void close() {
        socket.cancel();
    }
}
