package io.plimsoll.hyperliquid.info;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code fundingHistory}.
 *
 * @param coin market
 * @param fundingRate hourly
 * @param premium hourly mean that gave the rate
 * @param time milliseconds: the full hour plus some
 */
public record FundingHistoryEntry(
        String coin, BigDecimal fundingRate, @Nullable BigDecimal premium, long time) {}
