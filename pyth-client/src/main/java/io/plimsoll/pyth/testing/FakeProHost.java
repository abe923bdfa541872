package io.plimsoll.pyth.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.stream.testing.FakeStreamConnection;
import io.plimsoll.pyth.pro.ProEncoding;
import io.plimsoll.pyth.pro.ProFeed;
import io.plimsoll.pyth.pro.ProFormat;
import io.plimsoll.pyth.pro.ProFrame;
import io.plimsoll.pyth.pro.ProMarketSession;
import io.plimsoll.pyth.pro.ProPayload;
import io.plimsoll.pyth.pro.ProProperty;
import io.plimsoll.pyth.testing.ProAsk.Bad;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okio.ByteString;

/**
 * One host of a {@link FakePro}: its websocket at {@code /v1/stream}, and the REST services. Checks keys and requests as the
 * real one does, and misbehaves on command. Thread-safe.
 */
public final class FakeProHost extends FakeServer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUBPROTOCOL = "pyth-lazer-auth";
    private static final int FORBIDDEN = 403;

    private record Subscription(ProAsk ask, List<Long> feedIds) {}

    private static final class Session {
        private final FakeStreamConnection connection;
        private final Map<Long, Subscription> subscriptions = new LinkedHashMap<>();

        Session(FakeStreamConnection connection) {
            this.connection = connection;
        }
    }

    private final FakeStreamConnection.Handler handler = new FakeStreamConnection.Handler() {
        @Override
        public void opened(FakeStreamConnection connection) {
            sessions.put(connection, new Session(connection));
            connections.add(connection);
        }

        @Override
        public void received(FakeStreamConnection connection, String text) {
            Session session = sessions.get(connection);
            if (session != null) {
                connection.send(request(session, text).toString());
            }
        }

        @Override
        public void ended(FakeStreamConnection connection) {
            sessions.remove(connection);
        }
    };

    private final ProMarket market;
    private final ProSigner signer;
    private final ProSigner stranger = ProSigner.named("a stranger");
    private final ProKeys keys;
    private final ProRest rest;
    private final Map<FakeStreamConnection, Session> sessions = new ConcurrentHashMap<>();
    private final List<FakeStreamConnection> connections = new CopyOnWriteArrayList<>();
    private final Deque<Long> waiting = new ArrayDeque<>();
    private volatile Set<ProFault> faults = EnumSet.noneOf(ProFault.class);
    private volatile OptionalInt refusal = OptionalInt.empty();
    private int lag;
    private int skips;

    FakeProHost(ProMarket market, ProSigner signer, ProKeys keys) {
        this.market = market;
        this.signer = signer;
        this.keys = keys;
        this.rest = new ProRest(market, keys, this::update);
    }

    // ---- commands

    /** Where its websocket is. */
    public HttpUrl stream() {
        return url().newBuilder().addPathSegments("v1/stream").build();
    }

    /** From now on, all updates have this fault, too. */
    public synchronized void misbehave(ProFault fault) {
        EnumSet<ProFault> more = EnumSet.of(fault);
        more.addAll(faults);
        faults = more;
    }

    /** Ends all misbehaviour; connections that are half-open stay so, updates that lag stay behind. */
    @Override
    public synchronized void behave() {
        super.behave();
        faults = EnumSet.noneOf(ProFault.class);
        refusal = OptionalInt.empty();
    }

    /** From now on, connects of websockets are answered with this HTTP status. */
    public void refuse(int status) {
        refusal = OptionalInt.of(status);
    }

    /** From now on, updates are this many moments late; 0 sends those that wait. */
    public synchronized void lag(int moments) {
        lag = moments;
        sendDue();
    }

    /** The next moments are not sent at all. */
    public synchronized void skip(int moments) {
        skips = moments;
    }

    /** Closes all sockets as they are. */
    public void cutAll() {
        connections.forEach(FakeStreamConnection::cut);
    }

    /** Closes all sessions in good order. */
    public void closeAll(int code, String reason) {
        sessions.keySet().forEach(connection -> connection.close(code, reason));
    }

    /** Keeps all sockets and sends nothing any more, as a host that is gone without a word. */
    public void goHalfOpen() {
        sessions.keySet().forEach(FakeStreamConnection::goHalfOpen);
    }

    /** Sends a text to all sessions. */
    public void send(String text) {
        sessions.keySet().forEach(connection -> connection.send(text));
    }

    /** Websockets that are open. */
    public int live() {
        return sessions.size();
    }

    /** Subscriptions of all sessions. */
    public synchronized int subscriptions() {
        return sessions.values().stream()
                .mapToInt(session -> session.subscriptions.size())
                .sum();
    }

    /** Sends a moment to whom it concerns. */
    synchronized void publish(long timestampUs) {
        if (skips > 0) {
            skips--;
            return;
        }
        waiting.addLast(timestampUs);
        sendDue();
    }

    private void sendDue() {
        boolean pairs = faults.contains(ProFault.OUT_OF_ORDER);
        while (waiting.size() > lag && !(pairs && waiting.size() < 2)) {
            long first = waiting.removeFirst();
            if (pairs) {
                send(waiting.removeFirst());
            }
            send(first);
        }
    }

    private void send(long timestampUs) {
        for (Session session : sessions.values()) {
            session.subscriptions.forEach((id, subscription) -> {
                long periodUs = Math.max(1, subscription.ask.channel().period().toNanos() / 1_000);
                if (timestampUs % periodUs == 0) {
                    send(session.connection, id, subscription, timestampUs);
                    if (faults.contains(ProFault.DUPLICATED)) {
                        send(session.connection, id, subscription, timestampUs);
                    }
                }
            });
        }
    }

    private void send(FakeStreamConnection connection, long id, Subscription subscription, long timestampUs) {
        if (subscription.ask.binary()) {
            connection.sendBinary(
                    ByteString.of(frame(id, subscription, timestampUs).encode()));
            return;
        }
        ObjectNode message = JSON.createObjectNode();
        message.put("type", "streamUpdated").put("subscriptionId", id);
        message.setAll(update(subscription.ask, subscription.feedIds, timestampUs));
        String text = message.toString();
        connection.send(faults.contains(ProFault.TRUNCATED_JSON) ? text.substring(0, text.length() / 2) : text);
    }

    private ProFrame frame(long id, Subscription subscription, long timestampUs) {
        ProPayload payload = payload(subscription.ask, subscription.feedIds, timestampUs);
        List<byte[]> parts = new ArrayList<>();
        subscription.ask.formats().forEach(format -> parts.add(message(format, payload)));
        if (subscription.ask.parsed()) {
            parts.add(ProFrame.jsonPart(parsed(payload).toString()));
        }
        return new ProFrame(id, parts);
    }

    // ---- requests

    @Override
    protected MockResponse answer(RecordedRequest request) {
        if (!request.getUrl().encodedPath().equals("/v1/stream")) {
            return rest.answer(request);
        }
        if (refusal.isPresent()) {
            return text(refusal.getAsInt(), refusal.getAsInt() == FORBIDDEN ? "forbidden" : "unauthorized");
        }
        if (!keys.admits(request.getHeaders().get("Authorization")) && !admitsProtocol(request)) {
            return ProRest.unauthorized();
        }
        return FakeStreamConnection.upgrade(request, handler).orElseGet(() -> text(400, "a websocket is needed"));
    }

    private boolean admitsProtocol(RecordedRequest request) {
        String protocols = request.getHeaders().get("Sec-WebSocket-Protocol");
        String[] parts = protocols == null ? new String[0] : protocols.split("\\s*,\\s*");
        return parts.length == 2 && parts[0].equals(SUBPROTOCOL) && keys.admits("Bearer " + parts[1]);
    }

    private synchronized ObjectNode request(Session session, String text) {
        JsonNode body;
        try {
            body = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return error("invalid JSON");
        }
        JsonNode id = body.path("subscriptionId");
        if (!id.isIntegralNumber()) {
            return error("missing field `subscriptionId`");
        }
        return switch (body.path("type").asText()) {
            case "subscribe" -> subscribe(session, id.asLong(), body);
            case "unsubscribe" ->
                session.subscriptions.remove(id.asLong()) == null
                        ? subscriptionError(id.asLong(), "no such subscription")
                        : JSON.createObjectNode().put("type", "unsubscribed").put("subscriptionId", id.asLong());
            default -> error("unknown variant `" + body.path("type").asText() + "`");
        };
    }

    private ObjectNode subscribe(Session session, long id, JsonNode body) {
        ProAsk ask;
        try {
            ask = ProAsk.read(body);
        } catch (Bad bad) {
            return error(String.valueOf(bad.getMessage()));
        }
        if (session.subscriptions.containsKey(id)) {
            return subscriptionError(id, "duplicate subscription id");
        }
        ProRest.Choice choice = rest.choose(ask);
        if (choice.feedIds().isEmpty() || (choice.isPartial() && !ask.ignoreInvalid())) {
            return subscriptionError(id, "invalid feeds: " + choice.invalid());
        }
        session.subscriptions.put(id, new Subscription(ask, choice.feedIds()));
        if (!choice.isPartial()) {
            return JSON.createObjectNode().put("type", "subscribed").put("subscriptionId", id);
        }
        ObjectNode some = JSON.createObjectNode()
                .put("type", "subscribedWithInvalidFeedIdsIgnored")
                .put("subscriptionId", id);
        ArrayNode served = some.putArray("subscribedFeedIds");
        choice.feedIds().forEach(served::add);
        some.set("ignoredInvalidFeedIds", choice.invalid());
        return some;
    }

    private static ObjectNode error(String words) {
        return JSON.createObjectNode().put("type", "error").put("error", words);
    }

    private static ObjectNode subscriptionError(long id, String words) {
        return JSON.createObjectNode()
                .put("type", "subscriptionError")
                .put("subscriptionId", id)
                .put("error", words);
    }

    // ---- updates

    private ProPayload payload(ProAsk ask, List<Long> feedIds, long timestampUs) {
        return market.payload(timestampUs, ask.channel().id(), feedIds, ask.properties());
    }

    /** The body of an update, as in a message and as an answer. */
    private ObjectNode update(ProAsk ask, List<Long> feedIds, long timestampUs) {
        ProPayload payload = payload(ask, feedIds, timestampUs);
        ObjectNode update = JSON.createObjectNode();
        if (ask.parsed()) {
            update.set("parsed", parsed(payload));
        }
        if (!faults.contains(ProFault.UNSIGNED)) {
            for (ProFormat format : ask.formats()) {
                update.set(format.wireName(), binary(ask.encoding(), message(format, payload)));
            }
        }
        return update;
    }

    private byte[] message(ProFormat format, ProPayload payload) {
        byte[] message = (faults.contains(ProFault.WRONG_SIGNER) ? stranger : signer).sign(format, payload);
        if (faults.contains(ProFault.WRONG_SIGNATURE)) {
            message[Integer.BYTES + 1] ^= 1;
        }
        if (faults.contains(ProFault.TAMPERED)) {
            message[message.length - 1] ^= 1;
        }
        return message;
    }

    private ObjectNode binary(ProEncoding encoding, byte[] message) {
        Function<byte[], String> writer = encoding == ProEncoding.HEX
                ? bytes -> Hex.encode(bytes).substring(2)
                : bytes -> Base64.getEncoder().encodeToString(bytes);
        String data = writer.apply(message);
        return JSON.createObjectNode()
                .put("encoding", encoding.wireName())
                .put("data", faults.contains(ProFault.BAD_ENCODING) ? "!" + data : data);
    }

    private ObjectNode parsed(ProPayload payload) {
        ObjectNode parsed = JSON.createObjectNode();
        parsed.put("timestampUs", Long.toUnsignedString(payload.timestampUs()));
        ArrayNode feeds = parsed.putArray("priceFeeds");
        for (ProFeed feed : payload.feeds()) {
            ObjectNode row = feeds.addObject().put("priceFeedId", feed.feedId());
            for (ProFeed.Value value : feed.values()) {
                value.bits().ifPresent(bits -> put(row, value.property(), bits));
            }
        }
        return parsed;
    }

    private void put(ObjectNode row, ProProperty property, long bits) {
        switch (property) {
            case PRICE ->
                row.put(
                        property.wireName(),
                        Long.toString(faults.contains(ProFault.LYING_PARSED) ? bits + bits / 10 : bits));
            case BEST_BID_PRICE, BEST_ASK_PRICE, EMA_PRICE -> row.put(property.wireName(), Long.toString(bits));
            case MARKET_SESSION ->
                row.put(
                        property.wireName(),
                        ProMarketSession.of((int) bits)
                                .map(ProMarketSession::wireName)
                                .orElse("unknown"));
            default -> row.put(property.wireName(), bits);
        }
    }
}
