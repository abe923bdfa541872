package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Endpoint {@code candleSnapshot}: candles, oldest first. The venue keeps the newest 5000 of each interval. */
public final class CandleSnapshot {
    private static final int MOST = 5000;
    private static final int CANDLES_PER_WEIGHT = 60;

    private CandleSnapshot() {}

    /**
     * Candles of a market. Weight 20 and 1 per 60 candles.
     *
     * @param interval {@code 1m 3m 5m 15m 30m 1h 2h 4h 8h 12h 1d 3d 1w 1M}
     * @param startTime milliseconds
     * @param endTime milliseconds; null for now
     */
    public static InfoRequest<List<Candle>> of(String coin, String interval, long startTime, @Nullable Long endTime) {
        Map<String, Object> req = new LinkedHashMap<>();
        req.put("coin", coin);
        req.put("interval", interval);
        req.put("startTime", startTime);
        if (endTime != null) {
            req.put("endTime", endTime);
        }
        return InfoRequest.of("candleSnapshot", 20, new TypeReference<List<Candle>>() {})
                .surcharge(CANDLES_PER_WEIGHT, MOST)
                .with("req", req);
    }
}
