package io.plimsoll.hyperliquid.info;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code userFunding}.
 *
 * @param time milliseconds
 * @param hash all zeros for funding
 * @param delta what was paid
 */
public record UserFunding(long time, String hash, Delta delta) {
    /**
     * A funding payment.
     *
     * @param type {@code funding}
     * @param coin market
     * @param usdc received (+) or paid (−)
     * @param szi signed size at that time
     * @param fundingRate hourly
     * @param nSamples how many payments an aggregated row sums; null for a single one
     */
    public record Delta(
            String type,
            String coin,
            BigDecimal usdc,
            BigDecimal szi,
            BigDecimal fundingRate,
            @Nullable Integer nSamples) {}
}
