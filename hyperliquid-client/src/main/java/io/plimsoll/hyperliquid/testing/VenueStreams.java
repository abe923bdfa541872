package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.kit.stream.testing.FakeStreamConnection;
import io.plimsoll.hyperliquid.testing.VenueLedger.Fill;
import io.plimsoll.hyperliquid.testing.VenueLedger.Order;
import io.plimsoll.hyperliquid.testing.VenueLedger.Trade;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/**
 * The websocket of a {@link FakeVenue}, at {@code /ws} of the same port: subscriptions, posts and pings as the venue has
 * them, and every way in which a connection can fail. Thread-safe.
 *
 * <p>What happened (fills, trades, order updates, ledger entries) is sent in the order in which it was done, one frame per
 * transaction and subscription. What is (books, mids, states) is sent when it changes; changes that come faster than the
 * client reads are sent as one. All state is sent at once on subscription, except on {@code orderUpdates} and {@code
 * userEvents}, which have no first frame.
 */
public final class VenueStreams {
    private static final int MOST_USERS = 15;
    private static final int MOST_SUBSCRIPTIONS = 1_000;
    private static final int REPEATED_TRADES = 30;
    private static final int SNAPSHOT_FILLS = 2_000;
    private static final int SNAPSHOT_ROWS = 500;
    private static final long IDLE_MILLIS = 60_000;

    private record Refusal(int status, Optional<Duration> retryAfter) {}

    private final MarketViews markets;
    private final AccountViews accounts;
    private final Engine engine;
    private final InfoEndpoint info;
    private final ExchangeEndpoint exchange;
    private final WeightMeter weight;
    /** Guarded by the engine's lock, as are the three indices. */
    private final Map<Topic, Set<VenueSession>> watchers = new HashMap<>();

    private final Map<String, Set<Topic>> byCoin = new HashMap<>();
    private final Map<Address, Set<Topic>> byUser = new HashMap<>();
    private final Set<Topic> ofAll = new LinkedHashSet<>();

    private final List<VenueSession> sessions = new CopyOnWriteArrayList<>();
    private volatile Set<StreamFault> faults = EnumSet.noneOf(StreamFault.class);
    private volatile Optional<Refusal> refusal = Optional.empty();
    private volatile boolean hanging;
    private volatile int snapshotFills = SNAPSHOT_FILLS;
    private volatile int opened;
    private volatile int refused;

    VenueStreams(
            Engine engine,
            MarketViews markets,
            AccountViews accounts,
            InfoEndpoint info,
            ExchangeEndpoint exchange,
            WeightMeter weight) {
        this.engine = engine;
        this.markets = markets;
        this.accounts = accounts;
        this.info = info;
        this.exchange = exchange;
        this.weight = weight;
    }

    // ---- commands

    /** From now on, all sessions have this fault, too. */
    public synchronized void misbehave(StreamFault fault) {
        EnumSet<StreamFault> more = EnumSet.of(fault);
        more.addAll(faults);
        faults = more;
    }

    /** Ends all faults; connects succeed again. Sessions that are half-open or stalled stay so. */
    public synchronized void behave() {
        faults = EnumSet.noneOf(StreamFault.class);
        refusal = Optional.empty();
        hanging = false;
    }

    /** Closes all sockets as they are. What is on its way may be lost. */
    public void cutAll() {
        sessions.forEach(session -> session.connection().cut());
    }

    /** Closes the socket of the session with this number, counted from 0, the oldest live one first. */
    public void cut(int number) {
        sessions.get(number).connection().cut();
    }

    /** Closes all sessions in good order, as the venue does with {@code 1000 Expired}. */
    public void closeAll(int code, String reason) {
        sessions.forEach(session -> session.connection().close(code, reason));
    }

    /** Keeps all sockets and sends nothing any more, as a host that is gone without a word. */
    public void goHalfOpen() {
        sessions.forEach(session -> session.connection().goHalfOpen());
    }

    /** Closes the sessions to which nothing was sent for 60 s of the clock, as the venue does; answers to pings count. */
    public void closeIdle() {
        sessions.stream()
                .filter(session -> engine.now() - session.lastSent() >= IDLE_MILLIS)
                .forEach(session -> session.connection().close(1000, "Inactive"));
    }

    /** Sends half of this text as a frame to all sessions, and then nothing any more. */
    public void stall(String text) {
        sessions.forEach(session -> session.connection().stall(text));
    }

    /** Sends this text to all sessions as it is: a malformed frame, an unknown channel, a repeated message. */
    public void send(String text) {
        sessions.forEach(session -> session.reply(text));
    }

    /** Sends all states again to all who watch them, as the venue does every few seconds. */
    public void repeatStates() {
        engine.read(() -> {
            watchers.forEach((topic, watching) -> watching.forEach(session -> state(topic, session)));
            return true;
        });
    }

    /** Sends a text to those who watch the {@code notification} channel of an account. */
    public void notify(Address user, String text) {
        engine.run(block -> Block.add(block.notifications, user, text));
    }

    /** From now on, connects are answered with this HTTP status. */
    public void refuse(int status) {
        refusal = Optional.of(new Refusal(status, Optional.empty()));
    }

    /** From now on, connects are answered with status 429 and {@code Retry-After} in whole seconds. */
    public void rateLimit(Duration retryAfter) {
        refusal = Optional.of(new Refusal(429, Optional.of(retryAfter)));
    }

    /** From now on, connects are read and never answered. */
    public void hang() {
        hanging = true;
    }

    /** How many fills the first frame of {@code userFills} shows; 2000 if not told otherwise. */
    public void limitSnapshots(int count) {
        snapshotFills = count;
    }

    // ---- observations

    /** Live sessions, half-open ones included. */
    public int live() {
        return sessions.size();
    }

    /** Sessions that were opened so far. */
    public int opened() {
        return opened;
    }

    /** Connects that were refused or left hanging. */
    public int refused() {
        return refused;
    }

    /** The subscriptions of all sessions, in the form in which the venue repeats them. */
    public List<String> subscriptions() {
        return engine.read(() -> sessions.stream()
                .flatMap(session -> session.topics.stream())
                .map(topic -> VenueJson.text(topic.normal()))
                .toList());
    }

    // ---- sessions

    MockResponse answer(RecordedRequest request) {
        if (hanging || refusal.isPresent()) {
            synchronized (this) {
                refused++;
            }
            return hanging
                    ? new MockResponse.Builder()
                            .onResponseStart(SocketEffect.Stall.INSTANCE)
                            .build()
                    : refusal.map(VenueStreams::refusal).orElseThrow();
        }
        return FakeStreamConnection.upgrade(request, new Handler())
                .orElseGet(() -> refusal(new Refusal(400, Optional.empty())));
    }

    private static MockResponse refusal(Refusal refusal) {
        MockResponse.Builder answer = new MockResponse.Builder()
                .code(refusal.status)
                .addHeader("Content-Type", "text/plain")
                .body("refused");
        refusal.retryAfter.ifPresent(wait -> answer.addHeader("Retry-After", wait.toSeconds()));
        return answer.build();
    }

    void close() {
        cutAll();
    }

    private final class Handler implements FakeStreamConnection.Handler {
        private Optional<VenueSession> session = Optional.empty();

        @Override
        public void opened(FakeStreamConnection connection) {
            VenueSession started = new VenueSession(connection, () -> faults, engine::now);
            session = Optional.of(started);
            sessions.add(started);
            synchronized (VenueStreams.this) {
                opened++;
            }
        }

        @Override
        public void received(FakeStreamConnection connection, String text) {
            session.ifPresent(s -> handle(s, text));
        }

        @Override
        public void ended(FakeStreamConnection connection) {
            session.ifPresent(s -> {
                engine.read(() -> {
                    List.copyOf(s.topics).forEach(topic -> remove(s, topic));
                    return true;
                });
                sessions.remove(s);
                s.end();
            });
        }
    }

    private void handle(VenueSession session, String text) {
        try {
            JsonNode message = VenueJson.MAPPER.readTree(text);
            switch (message.path("method").asText()) {
                case "ping" -> session.reply("{\"channel\":\"pong\"}");
                case "subscribe" -> subscribe(session, message.path("subscription"));
                case "unsubscribe" -> unsubscribe(session, message.path("subscription"));
                case "post" -> post(session, message);
                default -> unreadable(session, text);
            }
        } catch (JsonProcessingException | IllegalArgumentException notUnderstood) {
            unreadable(session, text);
        }
    }

    private static void unreadable(VenueSession session, String text) {
        error(session, "Error parsing JSON into valid websocket request: " + text);
    }

    private static void error(VenueSession session, String text) {
        session.reply(VenueJson.text(VenueJson.object().put("channel", "error").put("data", text)));
    }

    // ---- subscriptions

    private void subscribe(VenueSession session, JsonNode subscription) {
        engine.read(() -> {
            Topic topic = Topic.of(subscription, engine);
            if (session.topics.contains(topic)) {
                error(session, "Already subscribed: " + VenueJson.text(topic.normal()));
            } else if (topic.user().filter(user -> !byUser.containsKey(user)).isPresent()
                    && byUser.size() >= MOST_USERS) {
                error(session, "Cannot track more than " + MOST_USERS + " total users.");
            } else if (subscriptionCount() >= MOST_SUBSCRIPTIONS) {
                error(session, "Cannot track more than " + MOST_SUBSCRIPTIONS + " total subscriptions.");
            } else {
                session.topics.add(topic);
                watchers.computeIfAbsent(topic, t -> new LinkedHashSet<>()).add(session);
                index(topic).add(topic);
                acknowledge(session, "subscribe", topic);
                first(topic, session);
            }
            return true;
        });
    }

    private int subscriptionCount() {
        return watchers.values().stream().mapToInt(Set::size).sum();
    }

    private Set<Topic> index(Topic topic) {
        return topic.user().isPresent()
                ? byUser.computeIfAbsent(topic.user().get(), u -> new LinkedHashSet<>())
                : topic.coin().isEmpty() ? ofAll : byCoin.computeIfAbsent(topic.coin(), c -> new LinkedHashSet<>());
    }

    private void unsubscribe(VenueSession session, JsonNode subscription) {
        engine.read(() -> {
            Topic topic = Topic.of(subscription, engine);
            if (session.topics.contains(topic)) {
                remove(session, topic);
                acknowledge(session, "unsubscribe", topic);
            } else {
                error(session, "Already unsubscribed: " + VenueJson.text(topic.normal()));
            }
            return true;
        });
    }

    private void remove(VenueSession session, Topic topic) {
        session.topics.remove(topic);
        Set<VenueSession> watching = watchers.getOrDefault(topic, Set.of());
        watching.remove(session);
        if (watching.isEmpty()) {
            watchers.remove(topic);
            index(topic).remove(topic);
            topic.user().filter(user -> index(topic).isEmpty()).ifPresent(byUser::remove);
        }
    }

    private static void acknowledge(VenueSession session, String method, Topic topic) {
        ObjectNode data = VenueJson.object().put("method", method);
        data.set("subscription", topic.normal());
        session.reply(frame("subscriptionResponse", data));
    }

    private static String frame(String channel, JsonNode data) {
        ObjectNode frame = VenueJson.object().put("channel", channel);
        frame.set("data", data);
        return VenueJson.text(frame);
    }

    /** What a new subscriber gets to see first. */
    private void first(Topic topic, VenueSession session) {
        Address user = topic.user().orElse(Address.ZERO);
        switch (topic.type()) {
            case "trades" ->
                session.event(frame(
                        "trades",
                        VenueJson.trades(engine.pit(topic.coin()).trades.newest(REPEATED_TRADES))));
            case "candle" ->
                engine.pit(topic.coin())
                        .candles
                        .latest(topic.normal().path("interval").asText())
                        .ifPresent(candle -> session.event(frame("candle", candle)));
            case "userFills" ->
                session.event(
                        snapshot(topic, "fills", accounts.fills(user, topic.flag("aggregateByTime"), snapshotFills)));
            case "userFundings" -> session.event(snapshot(topic, "fundings", accounts.fundings(user)));
            case "userNonFundingLedgerUpdates" ->
                session.event(snapshot(
                        topic,
                        "nonFundingLedgerUpdates",
                        VenueJson.array(engine.account(user)
                                .map(account -> account.ledger.newest(SNAPSHOT_ROWS))
                                .orElse(List.of()))));
            case "userHistoricalOrders" ->
                session.event(snapshot(topic, "orderHistory", accounts.historicalOrders(user)));
            case "userTwapHistory" ->
                session.event(snapshot(topic, "history", accounts.twapHistory(user, SNAPSHOT_ROWS)));
            case "userTwapSliceFills" -> session.event(snapshot(topic, "twapSliceFills", VenueJson.array()));
            default -> {
                session.forget(topic);
                state(topic, session);
            }
        }
    }

    private static String snapshot(Topic topic, String field, ArrayNode rows) {
        return frame(topic.type(), ofUser(topic).put("isSnapshot", true).set(field, rows));
    }

    private static ObjectNode ofUser(Topic topic) {
        return VenueJson.object().put("user", topic.user().orElseThrow().hex());
    }

    /** Sends what is, if the topic is about that and not about what happens. */
    private void state(Topic topic, VenueSession session) {
        String coin = topic.coin();
        Address user = topic.user().orElse(Address.ZERO);
        switch (topic.type()) {
            case "l2Book" ->
                send(
                        session,
                        topic,
                        "l2Book",
                        () -> markets.l2Book(
                                coin,
                                topic.normal().path("nSigFigs"),
                                topic.normal().path("mantissa"),
                                topic.flag("fast")));
            case "bbo" ->
                session.changed(
                        topic,
                        () -> engine.read(() -> markets.bbo(coin)),
                        (before, now) -> before.filter(last -> last.get("bbo").equals(now.get("bbo")))
                                        .isPresent()
                                ? Optional.empty()
                                : Optional.of(frame("bbo", now)));
            case "allMids" ->
                send(session, topic, "allMids", () -> VenueJson.object().set("mids", markets.allMids()));
            case "activeAssetCtx", "activeSpotAssetCtx" -> context(session, topic);
            case "assetCtxs" ->
                send(
                        session,
                        topic,
                        "assetCtxs",
                        () -> VenueJson.object().put("dex", "").set("ctxs", markets.contexts()));
            case "allDexsAssetCtxs" ->
                send(session, topic, "allDexsAssetCtxs", () -> {
                    ObjectNode data = VenueJson.object();
                    data.putArray("ctxs").addArray().add("").add(markets.contexts());
                    return data;
                });
            case "spotAssetCtxs" -> send(session, topic, "spotAssetCtxs", markets::spotContexts);
            case "fastAssetCtxs" ->
                session.changed(
                        topic,
                        () -> engine.read(this::fastContexts),
                        (before, now) -> difference(before, now)
                                .map(changes -> frame(
                                        "fastAssetCtxs", VenueJson.object().textNode(deflated(changes)))));
            case "activeAssetData" -> send(session, topic, "activeAssetData", () -> accounts.activeAsset(user, coin));
            case "clearinghouseState" ->
                send(
                        session,
                        topic,
                        "clearinghouseState",
                        () -> ofDex(topic).set("clearinghouseState", accounts.clearinghouseState(user)));
            case "allDexsClearinghouseState" ->
                send(session, topic, "allDexsClearinghouseState", () -> {
                    ObjectNode data = ofUser(topic);
                    data.putArray("clearinghouseStates").addArray().add("").add(accounts.clearinghouseState(user));
                    return data;
                });
            case "openOrders" ->
                send(session, topic, "openOrders", () -> ofDex(topic).set("orders", accounts.frontendOpenOrders(user)));
            case "spotState" ->
                send(session, topic, "spotState", () -> ofUser(topic).set("spotState", accounts.spotState(user)));
            case "twapStates" ->
                send(session, topic, "twapStates", () -> ofDex(topic).set("states", accounts.twaps(user)));
            case "webData3" -> send(session, topic, "webData3", () -> accounts.webData3(user));
            default -> {}
        }
    }

    private static ObjectNode ofDex(Topic topic) {
        return VenueJson.object()
                .put("dex", "")
                .put("user", topic.user().orElseThrow().hex());
    }

    private interface View {
        JsonNode look();
    }

    private void send(VenueSession session, Topic topic, String channel, View view) {
        session.state(topic, () -> engine.read(() -> frame(channel, view.look())));
    }

    private void context(VenueSession session, Topic topic) {
        Instrument market = engine.instrument(topic.coin()).orElseThrow();
        send(
                session,
                topic,
                market.spot() ? "activeSpotAssetCtx" : "activeAssetCtx",
                () -> VenueJson.object()
                        .put("coin", topic.coin())
                        .set("ctx", market.spot() ? markets.spotContext(market) : markets.context(topic.coin())));
    }

    private ObjectNode fastContexts() {
        ObjectNode all = VenueJson.object();
        engine.instruments()
                .forEach(market -> all.putObject(market.coin())
                        .put("markPx", VenueJson.print(engine.mark(market)))
                        .put("midPx", VenueJson.print(engine.mid(market))));
        return all;
    }

    /** All markets at first, then those that changed. */
    private static Optional<ObjectNode> difference(Optional<ObjectNode> before, ObjectNode now) {
        if (before.isEmpty()) {
            return Optional.of(now);
        }
        ObjectNode changes = VenueJson.object();
        now.properties().stream()
                .filter(market -> !market.getValue().equals(before.get().get(market.getKey())))
                .forEach(market -> changes.set(market.getKey(), market.getValue()));
        return changes.isEmpty() ? Optional.empty() : Optional.of(changes);
    }

    /** As the venue packs it: raw DEFLATE in base64. */
    private static String deflated(JsonNode json) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            byte[] plain = VenueJson.text(json).getBytes(StandardCharsets.UTF_8);
            deflater.setInput(plain);
            deflater.finish();
            byte[] packed = new byte[plain.length + 64];
            int length = deflater.deflate(packed);
            return Base64.getEncoder().encodeToString(Arrays.copyOf(packed, length));
        } finally {
            deflater.end();
        }
    }

    // ---- what happens

    /** Tells those who watch; the engine's lock is held, so that no frame overtakes another. */
    void publish(Block block) {
        if (watchers.isEmpty()) {
            return;
        }
        for (String coin : block.coins) {
            for (Topic topic : byCoin.getOrDefault(coin, Set.of())) {
                publish(block, topic);
            }
        }
        Set<Address> touched = new LinkedHashSet<>(block.accounts);
        touched.addAll(block.notifications.keySet());
        for (Address user : touched) {
            for (Topic topic : byUser.getOrDefault(user, Set.of())) {
                publish(block, topic);
            }
        }
        if (!block.coins.isEmpty()) {
            ofAll.forEach(topic -> publish(block, topic));
        }
    }

    private void publish(Block block, Topic topic) {
        Address user = topic.user().orElse(Address.ZERO);
        switch (topic.type()) {
            case "trades" -> {
                List<Trade> trades = block.trades.stream()
                        .filter(trade -> trade.coin().equals(topic.coin()))
                        .toList();
                tell(topic, trades, rows -> frame("trades", VenueJson.trades(rows)));
            }
            case "candle" -> {
                if (block.trades.stream().anyMatch(trade -> trade.coin().equals(topic.coin()))) {
                    engine.pit(topic.coin())
                            .candles
                            .latest(topic.normal().path("interval").asText())
                            .ifPresent(candle -> each(topic, session -> session.event(frame("candle", candle))));
                }
            }
            case "userFills" ->
                tell(
                        topic,
                        of(block.fills, user),
                        fills -> frame(
                                "userFills",
                                ofUser(topic)
                                        .set(
                                                "fills",
                                                VenueJson.fills(
                                                        topic.flag("aggregateByTime")
                                                                ? AccountViews.aggregated(fills)
                                                                : fills))));
            case "orderUpdates" ->
                tell(
                        topic,
                        of(block.updates, user),
                        orders -> frame(
                                "orderUpdates",
                                VenueJson.array(orders.stream()
                                        .map(VenueJson::orderUpdate)
                                        .toList())));
            case "userHistoricalOrders" ->
                tell(
                        topic,
                        of(block.updates, user),
                        orders -> frame(
                                "userHistoricalOrders",
                                ofUser(topic)
                                        .set(
                                                "orderHistory",
                                                VenueJson.array(orders.stream()
                                                        .map(VenueJson::orderStatus)
                                                        .toList()))));
            case "userEvents" -> events(block, topic, user);
            case "userFundings" ->
                tell(
                        topic,
                        of(block.fundings, user),
                        rows -> frame("userFundings", ofUser(topic).set("fundings", VenueJson.array(rows))));
            case "userNonFundingLedgerUpdates" ->
                tell(
                        topic,
                        of(block.ledger, user),
                        rows -> frame(
                                "userNonFundingLedgerUpdates",
                                ofUser(topic).set("nonFundingLedgerUpdates", VenueJson.array(rows))));
            case "userTwapHistory" ->
                tell(
                        topic,
                        of(block.twaps, user),
                        rows -> frame("userTwapHistory", ofUser(topic).set("history", VenueJson.array(rows))));
            case "notification" ->
                of(block.notifications, user)
                        .forEach(text -> each(
                                topic,
                                session -> session.event(
                                        frame("notification", VenueJson.object().put("notification", text)))));
            default -> each(topic, session -> state(topic, session));
        }
    }

    private static <T> List<T> of(Map<Address, List<T>> entries, Address user) {
        return entries.getOrDefault(user, List.of());
    }

    private interface Text<T> {
        String of(List<T> rows);
    }

    private <T> void tell(Topic topic, List<T> rows, Text<T> text) {
        if (!rows.isEmpty()) {
            String frame = text.of(rows);
            each(topic, session -> session.event(frame));
        }
    }

    private void each(Topic topic, Consumer<VenueSession> action) {
        watchers.getOrDefault(topic, Set.of()).forEach(action);
    }

    /** The channel of {@code userEvents} is called {@code user}. */
    private void events(Block block, Topic topic, Address user) {
        List<ObjectNode> events = new ArrayList<>();
        List<Fill> fills = of(block.fills, user);
        if (!fills.isEmpty()) {
            events.add(VenueJson.object().set("fills", VenueJson.fills(fills)));
        }
        List<Order> cancels = of(block.updates, user).stream()
                .filter(order ->
                        order.status().endsWith("Canceled") || order.status().equals("scheduledCancel"))
                .toList();
        if (!cancels.isEmpty()) {
            ObjectNode event = VenueJson.object();
            ArrayNode rows = event.putArray("nonUserCancel");
            cancels.forEach(order -> rows.addObject().put("coin", order.coin()).put("oid", order.oid()));
            events.add(event);
        }
        List<ObjectNode> twaps = of(block.twaps, user);
        if (!twaps.isEmpty()) {
            events.add(VenueJson.object().set("twapHistory", VenueJson.array(twaps)));
        }
        events.addAll(of(block.events, user));
        events.forEach(event -> each(topic, session -> session.event(frame("user", event))));
    }

    // ---- posts

    private void post(VenueSession session, JsonNode message) {
        if (!message.path("id").isIntegralNumber()) {
            throw new IllegalArgumentException("id");
        }
        JsonNode request = message.path("request");
        JsonNode payload = request.path("payload");
        boolean asked = request.path("type").asText().equals("info");
        if (!payload.isObject() || !(asked || request.path("type").asText().equals("action"))) {
            throw new IllegalArgumentException("request");
        }
        ObjectNode response;
        if (!weight.take(asked ? WeightMeter.ofRequest(payload) : WeightMeter.ofAction(payload))) {
            response = transportError("429 Too Many Requests");
        } else {
            try {
                response = asked
                        ? informed(payload)
                        : VenueJson.object().put("type", "action").set("payload", exchange.answer(payload));
            } catch (JsonProcessingException | IllegalArgumentException notUnderstood) {
                response = transportError(
                        "422 Unprocessable Entity: Failed to deserialize the JSON body into the target type");
            }
        }
        if (!faults.contains(StreamFault.POST_ANSWER_LOST)) {
            ObjectNode data = VenueJson.object().put("id", message.get("id").asLong());
            data.set("response", response);
            session.reply(frame("post", data));
        }
    }

    private ObjectNode informed(JsonNode payload) throws JsonProcessingException {
        JsonNode data = info.answer(payload);
        weight.surcharge(WeightMeter.ofAnswer(payload, data));
        ObjectNode response = VenueJson.object().put("type", "info");
        response.putObject("payload").put("type", payload.path("type").asText()).set("data", data);
        return response;
    }

    private static ObjectNode transportError(String text) {
        return VenueJson.object().put("type", "error").put("payload", text);
    }
}
