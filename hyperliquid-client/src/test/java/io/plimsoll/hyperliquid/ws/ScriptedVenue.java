package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.stream.ReconnectPolicy;
import io.plimsoll.core.kit.stream.testing.FakeStreamConnection;
import io.plimsoll.core.kit.stream.testing.FakeStreamServer;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;

/** The venue's two ends of a stream, answered from scripts: subscriptions are acknowledged as the venue does. */
final class ScriptedVenue implements AutoCloseable {
    static final ReconnectPolicy QUICK =
            new ReconnectPolicy(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(50));
    private static final ObjectMapper JSON = new ObjectMapper();

    final FakeStreamServer socket = new FakeStreamServer();
    final Rest rest = new Rest();

    /** What follows an acknowledgement, by type. */
    final Map<String, Function<JsonNode, List<String>>> first = new ConcurrentHashMap<>();

    /** What is done instead of acknowledging, by type. */
    final Map<String, BiConsumer<FakeStreamConnection, JsonNode>> instead = new ConcurrentHashMap<>();

    /** What is done with posts. */
    volatile BiConsumer<FakeStreamConnection, JsonNode> onPost = (connection, post) -> {};

    final List<String> methods = new CopyOnWriteArrayList<>();

    ScriptedVenue() {
        socket.onReceived(this::received);
    }

    /** Answers info requests by type. */
    static final class Rest extends FakeServer {
        final Map<String, UnaryOperator<String>> answers = new ConcurrentHashMap<>();

        @Override
        protected MockResponse answer(RecordedRequest request) {
            String body = body(request);
            UnaryOperator<String> answer = answers.get(tree(body).path("type").asText());
            return json(answer == null ? "[]" : answer.apply(body));
        }
    }

    VenueStream.Builder stream() {
        InfoClient info = new InfoClient(
                HttpJson.of(InfoClient.SOURCE, new OkHttpClient(), Duration.ofSeconds(2)),
                rest.url(),
                VenueLimits.none(),
                Duration.ofSeconds(1));
        return VenueStream.builder(socket.url(), info)
                .limits(VenueLimits.none())
                .reconnect(QUICK)
                .patience(Duration.ofSeconds(5))
                .repair(new RepairPolicy(Duration.ofMillis(300), 3, Duration.ofMillis(5)));
    }

    /** The newest connection. */
    FakeStreamConnection newest() {
        return socket.await(Math.max(1, socket.connections().size()));
    }

    void send(String frame) {
        newest().send(frame);
    }

    private void received(FakeStreamConnection connection, String text) {
        JsonNode message = tree(text);
        String method = message.path("method").asText();
        JsonNode subscription = message.path("subscription");
        methods.add(method + " " + subscription.path("type").asText());
        switch (method) {
            case "ping" -> connection.send("{\"channel\":\"pong\"}");
            case "post" -> onPost.accept(connection, message);
            case "subscribe" -> {
                String type = subscription.path("type").asText();
                if (instead.containsKey(type)) {
                    instead.get(type).accept(connection, subscription);
                } else {
                    connection.send(acknowledgement("subscribe", subscription));
                    first.getOrDefault(type, any -> List.of())
                            .apply(subscription)
                            .forEach(connection::send);
                }
            }
            default -> connection.send(acknowledgement(method, subscription));
        }
    }

    /** With its defaults filled in, as the venue does. */
    static String acknowledgement(String method, JsonNode subscription) {
        ObjectNode normal = subscription.deepCopy();
        if (normal.path("type").asText().equals("l2Book")) {
            for (String field : List.of("nSigFigs", "mantissa")) {
                if (!normal.has(field)) {
                    normal.putNull(field);
                }
            }
            if (!normal.has("fast")) {
                normal.put("fast", false);
            }
        }
        return "{\"channel\":\"subscriptionResponse\",\"data\":{\"method\":\"" + method + "\",\"subscription\":"
                + normal + "}}";
    }

    /** As a JSON text. */
    static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }

    /** A JSON object. */
    static Map<String, Object> map(String text) {
        return JSON.convertValue(tree(text), new TypeReference<>() {});
    }

    static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
        rest.close();
    }
}
