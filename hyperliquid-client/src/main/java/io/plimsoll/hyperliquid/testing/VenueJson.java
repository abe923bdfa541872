package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.hyperliquid.testing.VenueLedger.Fill;
import io.plimsoll.hyperliquid.testing.VenueLedger.Order;
import io.plimsoll.hyperliquid.testing.VenueLedger.Trade;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;

/** The words of the venue: how it prints numbers, fills, orders and trades. Thread-safe, no state. */
final class VenueJson {
    static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private VenueJson() {}

    static ObjectNode object() {
        return JSON.objectNode();
    }

    static ArrayNode array() {
        return JSON.arrayNode();
    }

    static ArrayNode array(Collection<? extends JsonNode> items) {
        return JSON.arrayNode().addAll(items);
    }

    static String text(JsonNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** As the venue prints decimals: no trailing zeros, at least one decimal. */
    static String print(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 1 ? stripped.setScale(1).toPlainString() : stripped.toPlainString();
    }

    /** As a client has to write decimals: no trailing zeros. */
    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    static ObjectNode fill(Fill fill) {
        ObjectNode json = object().put("coin", fill.coin())
                .put("px", print(fill.px()))
                .put("sz", print(fill.sz()))
                .put("side", fill.side())
                .put("time", fill.time())
                .put("startPosition", print(fill.startPosition()))
                .put("dir", fill.dir())
                .put("closedPnl", print(fill.closedPnl()))
                .put("hash", fill.hash())
                .put("oid", fill.oid())
                .put("crossed", fill.crossed())
                .put("fee", print(fill.fee()))
                .put("tid", fill.tid())
                .put("feeToken", fill.feeToken())
                .putNull("twapId");
        if (fill.builderFee().signum() != 0) {
            json.put("builderFee", print(fill.builderFee()));
        }
        fill.cloid().ifPresent(cloid -> json.put("cloid", cloid));
        fill.liquidation()
                .ifPresent(liquidation -> json.putObject("liquidation")
                        .put("liquidatedUser", liquidation.liquidatedUser().hex())
                        .put("markPx", print(liquidation.markPx()))
                        .put("method", liquidation.method()));
        return json;
    }

    static ArrayNode fills(List<Fill> fills) {
        return array(fills.stream().map(VenueJson::fill).toList());
    }

    /** The short form of {@code openOrders} and {@code orderUpdates}. */
    static ObjectNode openOrder(Order order) {
        ObjectNode json = object().put("coin", order.coin())
                .put("side", order.side())
                .put("limitPx", print(order.limitPx()))
                .put("sz", print(order.sz()))
                .put("oid", order.oid())
                .put("timestamp", order.timestamp())
                .put("origSz", print(order.origSz()));
        order.cloid().ifPresent(cloid -> json.put("cloid", cloid));
        if (order.reduceOnly()) {
            json.put("reduceOnly", true);
        }
        return json;
    }

    /** The long form of {@code frontendOpenOrders}. */
    static ObjectNode frontendOrder(Order order) {
        ObjectNode json = object().put("coin", order.coin())
                .put("side", order.side())
                .put("limitPx", print(order.limitPx()))
                .put("sz", print(order.sz()))
                .put("oid", order.oid())
                .put("timestamp", order.timestamp())
                .put("triggerCondition", order.triggerCondition())
                .put("isTrigger", order.isTrigger())
                .put("triggerPx", print(order.triggerPx()));
        json.set(
                "children",
                array(order.children().stream().map(VenueJson::frontendOrder).toList()));
        return json.put("isPositionTpsl", order.positionTpsl())
                .put("reduceOnly", order.reduceOnly())
                .put("orderType", order.orderType())
                .put("origSz", print(order.origSz()))
                .put("tif", order.tif().orElse(null))
                .put("cloid", order.cloid().orElse(null));
    }

    /** An order with its status, as {@code historicalOrders} and {@code orderStatus} print it. */
    static ObjectNode orderStatus(Order order) {
        ObjectNode json = object();
        json.set("order", frontendOrder(order));
        return json.put("status", order.status()).put("statusTimestamp", order.statusTimestamp());
    }

    /** One entry of the {@code orderUpdates} channel. */
    static ObjectNode orderUpdate(Order order) {
        ObjectNode json = object();
        json.set("order", openOrder(order));
        return json.put("status", order.status()).put("statusTimestamp", order.statusTimestamp());
    }

    static ObjectNode trade(Trade trade) {
        ObjectNode json = object().put("coin", trade.coin())
                .put("side", trade.side())
                .put("px", print(trade.px()))
                .put("sz", print(trade.sz()))
                .put("time", trade.time())
                .put("hash", trade.hash())
                .put("tid", trade.tid());
        json.putArray("users").add(trade.buyer().hex()).add(trade.seller().hex());
        return json;
    }

    static ArrayNode trades(List<Trade> trades) {
        return array(trades.stream().map(VenueJson::trade).toList());
    }
}
