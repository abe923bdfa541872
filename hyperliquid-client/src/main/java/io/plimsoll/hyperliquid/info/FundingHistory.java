package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoint {@code fundingHistory}: hourly funding rates of a market, oldest first, at most 500 at a time. */
public final class FundingHistory {
    private static final int MOST = 500;
    private static final int ROWS_PER_WEIGHT = 20;

    private FundingHistory() {}

    /**
     * Rates of a market. Weight 20 and 1 per 20 rows.
     *
     * @param startTime milliseconds
     * @param endTime milliseconds, inclusive; null for now
     */
    public static InfoRequest<List<FundingHistoryEntry>> of(String coin, long startTime, @Nullable Long endTime) {
        return InfoRequest.of("fundingHistory", 20, new TypeReference<List<FundingHistoryEntry>>() {})
                .surcharge(ROWS_PER_WEIGHT, MOST)
                .with("coin", coin)
                .with("startTime", startTime)
                .with("endTime", endTime);
    }
}
