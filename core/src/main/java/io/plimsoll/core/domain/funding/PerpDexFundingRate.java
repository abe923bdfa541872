package io.plimsoll.core.domain.funding;

import io.plimsoll.core.domain.market.MarketId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A funding rate that a protocol has set, and the open interest that it follows from.
 *
 * @param market it holds for
 * @param time from which it holds
 * @param rate fraction of the size for one interval; positive: longs pay shorts
 * @param interval what it is for; positive, whole milliseconds
 * @param longOpenInterest USD size of all long positions; not negative
 * @param shortOpenInterest USD size of all short positions; not negative
 */
public record PerpDexFundingRate(
        MarketId market,
        Instant time,
        BigDecimal rate,
        Duration interval,
        BigDecimal longOpenInterest,
        BigDecimal shortOpenInterest) {

    public PerpDexFundingRate {
        if (interval.toMillis() <= 0 || !interval.truncatedTo(ChronoUnit.MILLIS).equals(interval)) {
            throw new IllegalArgumentException(
                    "funding interval of " + market + " must be > 0 and whole milliseconds, got " + interval);
        }
        if (longOpenInterest.signum() < 0 || shortOpenInterest.signum() < 0) {
            throw new IllegalArgumentException("open interest of " + market + " must not be negative, got "
                    + longOpenInterest + " long and " + shortOpenInterest + " short");
        }
    }
}
