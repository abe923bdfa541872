package io.plimsoll.pyth.pro;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a payload says of one feed. A property that was not asked for is not in the list; one that was asked for and has no
 * value at that time is, without a value.
 *
 * @param feedId Pyth Pro's number of the feed, unsigned 32-bit; not the id of Pyth Core
 * @param values in the order of the payload
 */
public record ProFeed(long feedId, List<Value> values) {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int MAX_VALUES = 255;

    /**
     * One property.
     *
     * @param property of the feed
     * @param bits its value, unsigned where the property is; empty if there is none at that time
     */
    public record Value(ProProperty property, OptionalLong bits) {
        public Value {
            if (!property.allows(bits)) {
                throw new IllegalArgumentException(property.wireName() + " cannot be " + bits);
            }
        }

        /** A value that is there. */
        public static Value of(ProProperty property, long bits) {
            return new Value(property, OptionalLong.of(bits));
        }

        /** A property without a value. */
        public static Value none(ProProperty property) {
            return new Value(property, OptionalLong.empty());
        }
    }

    public ProFeed {
        if (feedId < 0 || feedId > 0xffff_ffffL) {
            throw new IllegalArgumentException("feedId must be unsigned 32-bit, got " + feedId);
        }
        if (values.size() > MAX_VALUES) {
            throw new IllegalArgumentException("a feed has at most 255 values, got " + values.size());
        }
        values = List.copyOf(values);
    }

    /** Whether the payload has the property, with a value or without. */
    public boolean has(ProProperty property) {
        return values.stream().anyMatch(value -> value.property() == property);
    }

    /** The value of a property; the last one, if the payload says it twice, as in Pyth's contract library. */
    public OptionalLong find(ProProperty property) {
        OptionalLong found = OptionalLong.empty();
        for (Value value : values) {
            if (value.property() == property) {
                found = value.bits();
            }
        }
        return found;
    }

    /** Aggregate price, a mantissa. */
    public OptionalLong price() {
        return find(ProProperty.PRICE);
    }

    /** Power of ten of the mantissas. */
    public OptionalInt exponent() {
        OptionalLong exponent = find(ProProperty.EXPONENT);
        return exponent.isPresent() ? OptionalInt.of((int) exponent.getAsLong()) : OptionalInt.empty();
    }

    /** Half width of the confidence interval, a mantissa. */
    public OptionalLong confidence() {
        return find(ProProperty.CONFIDENCE);
    }

    /** When the price was made; empty if not asked for, or if there never was one. */
    public Optional<Instant> updatedAt() {
        OptionalLong us = find(ProProperty.FEED_UPDATE_TIMESTAMP);
        return us.isPresent() ? Optional.of(instant(us.getAsLong())) : Optional.empty();
    }

    /** Session of the market; empty if not asked for, or not known here. */
    public Optional<ProMarketSession> marketSession() {
        OptionalLong session = find(ProProperty.MARKET_SESSION);
        return session.isPresent() ? ProMarketSession.of((int) session.getAsLong()) : Optional.empty();
    }

    /**
     * A price, rate or confidence as a number: mantissa · 10^exponent, exact. Empty without a value, or if the exponent was not
     * asked for.
     *
     * @throws IllegalArgumentException if the property is no mantissa
     */
    public Optional<BigDecimal> decimal(ProProperty property) {
        if (property.form() != ProProperty.Form.NON_ZERO && property != ProProperty.FUNDING_RATE) {
            throw new IllegalArgumentException(property.wireName() + " is no mantissa");
        }
        OptionalLong mantissa = find(property);
        OptionalInt exponent = exponent();
        return mantissa.isPresent() && exponent.isPresent()
                ? Optional.of(BigDecimal.valueOf(mantissa.getAsLong(), -exponent.getAsInt()))
                : Optional.empty();
    }

    /** The time of microseconds since 1970, unsigned. */
    static Instant instant(long us) {
        return Instant.ofEpochSecond(
                Long.divideUnsigned(us, MICROS_PER_SECOND),
                Long.remainderUnsigned(us, MICROS_PER_SECOND) * NANOS_PER_MICRO);
    }
}
