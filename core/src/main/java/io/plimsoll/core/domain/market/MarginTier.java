package io.plimsoll.core.domain.market;

import java.math.BigDecimal;

/**
 * One step of a {@link MarginTable}.
 *
 * @param lowerBound notional in USDC from which the tier holds, inclusive
 * @param maxLeverage at least 1; the maintenance rate is 1 / (2 · maxLeverage)
 */
public record MarginTier(BigDecimal lowerBound, int maxLeverage) {
    public MarginTier {
        if (lowerBound.signum() < 0 || maxLeverage < 1) {
            throw new IllegalArgumentException("margin tier must have lowerBound >= 0 and maxLeverage >= 1, got "
                    + lowerBound + ", " + maxLeverage);
        }
    }
}
