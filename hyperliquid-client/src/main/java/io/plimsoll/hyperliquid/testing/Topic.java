package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Address;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What can be subscribed to, in the form in which the venue compares subscriptions.
 *
 * @param type of the subscription
 * @param coin empty if it is about no market
 * @param user if it is about an account
 * @param normal the subscription as the venue repeats it
 */
record Topic(String type, String coin, Optional<Address> user, ObjectNode normal) {
    private static final Set<String> OF_A_COIN =
            Set.of("trades", "l2Book", "bbo", "candle", "activeAssetCtx", "activeSpotAssetCtx", "activeAssetData");
    private static final Set<String> OF_A_USER = Set.of(
            "activeAssetData",
            "allDexsClearinghouseState",
            "clearinghouseState",
            "notification",
            "openOrders",
            "orderUpdates",
            "spotState",
            "twapStates",
            "userEvents",
            "userFills",
            "userFundings",
            "userHistoricalOrders",
            "userNonFundingLedgerUpdates",
            "userTwapHistory",
            "userTwapSliceFills",
            "webData3");
    private static final Set<String> OF_ALL =
            Set.of("allDexsAssetCtxs", "allMids", "assetCtxs", "fastAssetCtxs", "outcomeMetaUpdates", "spotAssetCtxs");

    /**
     * Reads a subscription.
     *
     * @throws IllegalArgumentException if the venue would not know what to do with it
     */
    static Topic of(JsonNode subscription, Engine engine) {
        String type = subscription.path("type").asText();
        boolean ofCoin = OF_A_COIN.contains(type);
        boolean ofUser = OF_A_USER.contains(type);
        if (!ofCoin && !ofUser && !OF_ALL.contains(type)) {
            throw new IllegalArgumentException(type);
        }
        ObjectNode normal = VenueJson.object().put("type", type);
        String coin = "";
        if (ofCoin) {
            coin = subscription.path("coin").asText();
            if (engine.instrument(coin).isEmpty()) {
                throw new IllegalArgumentException(coin);
            }
            normal.put("coin", coin);
        }
        Optional<Address> user = Optional.empty();
        if (ofUser) {
            user = Optional.of(Address.parse(subscription.path("user").asText().toLowerCase(Locale.ROOT)));
            normal.put("user", user.get().hex());
        }
        switch (type) {
            case "candle" -> {
                String interval = subscription.path("interval").asText();
                if (!Candles.INTERVALS.containsKey(interval)) {
                    throw new IllegalArgumentException(interval);
                }
                normal.put("interval", interval);
            }
            case "l2Book" -> {
                MarketViews.requireFigures(subscription.path("nSigFigs"), subscription.path("mantissa"));
                normal.set("nSigFigs", present(subscription, "nSigFigs"));
                normal.set("mantissa", present(subscription, "mantissa"));
                normal.put("fast", subscription.path("fast").asBoolean());
            }
            case "userFills" -> {
                if (subscription.path("aggregateByTime").asBoolean()) {
                    normal.put("aggregateByTime", true);
                }
            }
            case "spotState" ->
                normal.put(
                        "ignorePortfolioMargin",
                        subscription.path("ignorePortfolioMargin").asBoolean());
            default -> {}
        }
        if (!subscription.path("dex").asText("").isEmpty()
                && !subscription.path("dex").isNull()) {
            throw new IllegalArgumentException("dex");
        }
        return new Topic(type, coin, user, normal);
    }

    private static JsonNode present(JsonNode subscription, String field) {
        return subscription.hasNonNull(field)
                ? subscription.get(field)
                : VenueJson.object().nullNode();
    }

    boolean flag(String name) {
        return normal.path(name).asBoolean();
    }
}
