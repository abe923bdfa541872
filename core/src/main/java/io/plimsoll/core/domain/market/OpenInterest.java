package io.plimsoll.core.domain.market;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * How much is open in a market at one time.
 *
 * @param market it is of
 * @param time of it
 * @param longSize USD size of all long positions; not negative
 * @param shortSize USD size of all short positions; not negative
 */
public record OpenInterest(MarketId market, Instant time, BigDecimal longSize, BigDecimal shortSize) {
    public OpenInterest {
        if (longSize.signum() < 0 || shortSize.signum() < 0) {
            throw new IllegalArgumentException("open interest of " + market + " must not be negative, got " + longSize
                    + " long and " + shortSize + " short");
        }
    }

    /** long − short: what the other side of the market, where there is one, has lost if the price rises. */
    public BigDecimal imbalance() {
        return longSize.subtract(shortSize);
    }
}
