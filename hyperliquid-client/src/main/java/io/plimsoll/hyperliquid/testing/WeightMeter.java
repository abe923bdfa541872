package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** What one address may ask of the venue per minute, refilled steadily. Without a limit until told. Thread-safe. */
final class WeightMeter {
    private static final Set<String> LIGHT = Set.of(
            "l2Book", "allMids", "clearinghouseState", "orderStatus", "spotClearinghouseState", "exchangeStatus");
    private static final Set<String> BY_ROWS = Set.of(
            "recentTrades",
            "historicalOrders",
            "userFills",
            "userFillsByTime",
            "fundingHistory",
            "userFunding",
            "userNonFundingLedgerUpdates",
            "twapHistory",
            "userTwapSliceFills",
            "userTwapSliceFillsByTime");
    private static final double MINUTE = 60_000;

    private final Clock clock;
    private int perMinute = Integer.MAX_VALUE;
    private double left;
    private long lastTime;

    WeightMeter(Clock clock) {
        this.clock = clock;
    }

    synchronized void limit(int weightPerMinute) {
        perMinute = weightPerMinute;
        left = weightPerMinute;
        lastTime = clock.millis();
    }

    /** Takes the weight of a request; whether there was room for it. */
    synchronized boolean take(int weight) {
        if (perMinute == Integer.MAX_VALUE) {
            return true;
        }
        long now = clock.millis();
        left = Math.min(perMinute, left + (now - lastTime) * perMinute / MINUTE);
        lastTime = now;
        if (left < weight) {
            return false;
        }
        left -= weight;
        return true;
    }

    /** Takes what an answer weighs beside its request, be there room or not. */
    synchronized void surcharge(int weight) {
        left -= weight;
    }

    static int ofRequest(JsonNode body) {
        String type = body.path("type").asText();
        return LIGHT.contains(type) ? 2 : type.equals("userRole") ? 60 : 20;
    }

    static int ofAction(JsonNode body) {
        JsonNode outer = body.path("action");
        JsonNode action = outer.path("type").asText().equals("multiSig")
                ? outer.path("payload").path("action")
                : outer;
        for (String list : List.of("orders", "cancels", "modifies")) {
            if (action.has(list)) {
                return 1 + action.get(list).size() / 40;
            }
        }
        return 1;
    }

    /** One for every 20 rows, begun ones counted; for every 60 candles. */
    static int ofAnswer(JsonNode body, JsonNode answer) {
        String type = body.path("type").asText();
        int rows = type.equals("candleSnapshot") ? 60 : BY_ROWS.contains(type) ? 20 : 0;
        return rows == 0 ? 0 : (answer.size() + rows - 1) / rows;
    }
}
