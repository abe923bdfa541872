package io.plimsoll.hyperliquid.bench;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.core.testing.Timing;
import io.plimsoll.hyperliquid.exchange.ActionSigner;
import io.plimsoll.hyperliquid.exchange.Cloid;
import io.plimsoll.hyperliquid.exchange.HyperliquidChain;
import io.plimsoll.hyperliquid.exchange.Nonces;
import io.plimsoll.hyperliquid.exchange.OrderAction;
import io.plimsoll.hyperliquid.exchange.OrderAction.Order;
import io.plimsoll.hyperliquid.exchange.OrderType.Limit;
import io.plimsoll.hyperliquid.exchange.TimeInForce;
import io.plimsoll.hyperliquid.info.ClearinghouseState;
import io.plimsoll.hyperliquid.info.L2Book;
import io.plimsoll.hyperliquid.info.MetaAndAssetCtxs;
import io.plimsoll.hyperliquid.info.Trade;
import io.plimsoll.hyperliquid.info.UserFill;
import io.plimsoll.hyperliquid.internal.Frame;
import io.plimsoll.hyperliquid.internal.WireJson;
import io.plimsoll.hyperliquid.ws.AllMidsChannel;
import io.plimsoll.hyperliquid.ws.UserFillsChannel;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Prints the rows of this library for the table of the peers, from the peers' own inputs.
 *
 * <pre>
 *   PeerTable [bench …]                    every bench whose name starts with one of the words; all without words
 *   PeerTable ws-e2e port blast|latency n  a client of the peers' ws-server.mjs, in place of their ws-client.mjs
 * </pre>
 *
 * <p>The inputs are a folder, {@code /tmp/peers/inputs} if not given by {@code -Dbench.inputs}; {@code node gen.mjs 0} beside the
 * peers' scripts writes it, the same bytes every time. {@code -Dbench.warmMillis}, {@code -Dbench.windowMillis} and {@code
 * -Dbench.windows} say how long to time.
 */
public final class PeerTable {
    static final Path INPUTS = Path.of(System.getProperty("bench.inputs", "/tmp/peers/inputs"));
    static final Map<String, JavaType> MESSAGES = Map.of(
            "l2Book", WireJson.type(new TypeReference<L2Book>() {}),
            "trades", WireJson.type(new TypeReference<List<Trade>>() {}),
            "allMids", WireJson.type(new TypeReference<AllMidsChannel.Message>() {}),
            "userFills", WireJson.type(new TypeReference<UserFillsChannel.Message>() {}));
    private static final Map<String, JavaType> ANSWERS = Map.of(
            "metaAndAssetCtxs", WireJson.type(new TypeReference<MetaAndAssetCtxs>() {}),
            "userFills", WireJson.type(new TypeReference<List<UserFill>>() {}),
            "clearinghouseState", WireJson.type(new TypeReference<ClearinghouseState>() {}));
    private static final JavaType ORDERS = WireJson.type(new TypeReference<OrderFile>() {});

    /** What {@code orders.json} holds. */
    record OrderFile(String privateKey, List<NumberedOrder> orders) {}

    /** An order and the nonce it is signed with. */
    record NumberedOrder(long nonce, WireOrder order) {}

    /** An order as the venue takes it. */
    record WireOrder(
            long a, boolean b, BigDecimal p, BigDecimal s, boolean r, WireType t, @Nullable String c) {}

    /** The kind of an order. */
    record WireType(WireLimit limit) {}

    /** How long an order lives. */
    record WireLimit(String tif) {}

    private final Timing timing = new Timing();
    private final List<String> wanted;

    private PeerTable(List<String> wanted) {
        this.wanted = wanted;
    }

    /** See the class. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length >= 4 && arguments[0].equals("ws-e2e")) {
            EndToEnd client = new EndToEnd(
                    INPUTS,
                    arguments[2].equals("latency"),
                    Integer.parseInt(arguments[3]),
                    List.of(arguments).contains("busy-poll"));
            client.warmUp(Timing.WARM_MILLIS);
            client.run(Integer.parseInt(arguments[1]));
            return;
        }
        new PeerTable(List.of(arguments)).run();
    }

    private void run() throws IOException {
        if (isWanted("order-signing")) {
            orders();
        }
        for (String kind : List.of("l2Book", "trades", "allMids", "userFills", "mix")) {
            if (isWanted("ws-parse/" + kind)) {
                frames(kind);
            }
        }
        for (String type : List.of("metaAndAssetCtxs", "userFills", "clearinghouseState")) {
            if (isWanted("info-decode/" + type)) {
                answers(type);
            }
        }
    }

    private boolean isWanted(String bench) {
        return wanted.isEmpty() || wanted.stream().anyMatch(bench::startsWith);
    }

    static OrderFile orderFile() throws IOException {
        byte[] json = Files.readAllBytes(INPUTS.resolve("orders.json"));
        OrderFile file = WireJson.read(ORDERS, json, 0, json.length, "orders.json", "orders");
        return Objects.requireNonNull(file);
    }

    static ActionSigner signer(OrderFile file) {
        return ActionSigner.of(
                HyperliquidChain.MAINNET, LocalSigner.fromHex(file.privateKey()), Nonces.inMemory(Clock.systemUTC()));
    }

    /** Order → typed action → MessagePack → hash → EIP-712 → signature → body of the request. */
    private void orders() throws IOException {
        OrderFile file = orderFile();
        NumberedOrder[] orders = file.orders().toArray(NumberedOrder[]::new);
        ActionSigner signer = signer(file);
        timing.run("order-signing", "signatures", round -> {
            NumberedOrder next = orders[round % orders.length];
            return (int) signer.sign(action(next.order()), next.nonce()).nonce();
        });
    }

    static OrderAction action(WireOrder order) {
        TimeInForce tif =
                switch (order.t().limit().tif()) {
                    case "Gtc" -> TimeInForce.GOOD_TIL_CANCEL;
                    case "Alo" -> TimeInForce.ADD_LIQUIDITY_ONLY;
                    default -> TimeInForce.IMMEDIATE_OR_CANCEL;
                };
        return OrderAction.of(new Order(
                order.a(),
                order.b(),
                order.p(),
                order.s(),
                order.r(),
                new Limit(tif),
                order.c() == null ? null : new Cloid(order.c())));
    }

    /** Text frame → typed message. */
    private void frames(String kind) throws IOException {
        String[] frames = Files.readAllLines(INPUTS.resolve("ws-" + kind + ".jsonl")).toArray(String[]::new);
        timing.run("ws-parse/" + kind, "messages", round -> {
            Frame frame = Frame.of("bench", frames[round % frames.length]);
            Object message = frame.read(MESSAGES.get(frame.channel()));
            return message == null ? 0 : 1;
        });
    }

    /** Body of an answer → typed answer. */
    private void answers(String type) throws IOException {
        byte[] body = Files.readAllBytes(INPUTS.resolve("info-" + type + ".json"));
        timing.run("info-decode/" + type, "responses", round -> {
            Object answer = WireJson.read(ANSWERS.get(type), body, 0, body.length, "bench", "answer to " + type);
            return answer == null ? 0 : 1;
        });
    }
}
