package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;

/** Endpoint {@code recentTrades}: the last trades of a market, newest first, about ten. */
public final class RecentTrades {
    private static final int ROWS_PER_WEIGHT = 20;
    /** More than was ever seen; if more come they are booked all the same. */
    private static final int MOST = 100;

    private RecentTrades() {}

    /** Of a market. Weight 20 and 1 per 20 rows. */
    public static InfoRequest<List<Trade>> of(String coin) {
        return InfoRequest.of("recentTrades", 20, new TypeReference<List<Trade>>() {})
                .surcharge(ROWS_PER_WEIGHT, MOST)
                .with("coin", coin);
    }
}
