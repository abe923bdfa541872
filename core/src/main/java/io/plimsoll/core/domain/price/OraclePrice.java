package io.plimsoll.core.domain.price;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

/**
 * A price as oracles sign it: an integer with an exponent, and how sure the publishers are.
 *
 * @param mantissa signed; the price is mantissa · 10^expo
 * @param expo usually −8 or −5; may be 0 or positive, and may change from update to update
 * @param conf unsigned 64-bit: half width of the confidence interval, in the mantissa's unit
 * @param publishTime when the price was valid, whole seconds
 */
public record OraclePrice(long mantissa, int expo, long conf, Instant publishTime) {

    /** mantissa · 10^expo, exact. */
    public BigDecimal value() {
        return BigDecimal.valueOf(mantissa, -expo);
    }

    /** conf · 10^expo, exact, not negative. */
    public BigDecimal confidence() {
        return new BigDecimal(new BigInteger(Long.toUnsignedString(conf)), -expo);
    }

    /** How long ago it was valid; negative if it claims to be from the future. */
    public Duration age(Instant now) {
        return Duration.between(publishTime, now);
    }
}
