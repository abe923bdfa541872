package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.hyperliquid.info.Candle;

/**
 * Channel {@code candle}: the running candle of a market, whenever it changes. Candles that closed while a connection was
 * lost are not sent again; read them with {@link io.plimsoll.hyperliquid.info.CandleSnapshot}.
 */
public final class CandleChannel {
    static final Channel<Candle> CHANNEL =
            Channel.ofState("candle", new TypeReference<Candle>() {}).routedBy(candle -> route(candle.s(), candle.i()));

    private CandleChannel() {}

    /**
     * Of a market.
     *
     * @param interval {@code 1m 3m 5m 15m 30m 1h 2h 4h 8h 12h 1d 3d 1w 1M}
     */
    public static Subscription<Candle> of(String coin, String interval) {
        return Subscription.to(CHANNEL, "candle")
                .with("coin", coin)
                .with("interval", interval)
                .routedBy(route(coin, interval));
    }

    private static String route(String coin, String interval) {
        return coin + " " + interval;
    }
}
