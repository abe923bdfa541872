package io.plimsoll.core.domain.keeper;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A price that a decision rests on.
 *
 * @param asset priced in USD
 * @param source that gave it
 * @param price USD per unit
 * @param confidence half width of its interval, USD; not negative
 * @param publishTime when it was valid; whole microseconds, what is below is cut off
 */
public record PriceUsed(String asset, String source, BigDecimal price, BigDecimal confidence, Instant publishTime) {
    public PriceUsed {
        if (confidence.signum() < 0) {
            throw new IllegalArgumentException(
                    "confidence of the price of " + asset + " must not be negative, got " + confidence);
        }
        publishTime = publishTime.truncatedTo(ChronoUnit.MICROS);
    }
}
