package io.plimsoll.core.domain.price;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A price as oracles sign it: an integer with an exponent, and how sure the publishers are.
 *
 * <p><b>Arithmetic.</b> {@link #normalised}, {@link #scaledTo}, {@link #times}, {@link #dividedBy}, {@link #inQuote} and
 * {@link #plus} give, bit for bit, what Pyth's own SDK gives, so that both sides of a protocol see the same number. They round
 * towards zero at every step and keep 8 to 9 digits: their confidence covers the publishers' doubt, not that rounding. What
 * cannot be represented, and a division by zero, is an empty result. {@link #product} is for values: it loses nothing that a
 * {@code long} can hold, and what it must round widens its confidence. The confidence of every result is the 1-norm of the
 * parts' relative confidences, which is never too small where their errors are independent; the time is the earliest.
 *
 * @param mantissa signed; the price is mantissa · 10^expo
 * @param expo usually −8 or −5; may be 0 or positive, and may change from update to update
 * @param conf unsigned 64-bit: half width of the confidence interval, in the mantissa's unit
 * @param publishTime when the price was valid, whole seconds
 * @see <a href="https://github.com/pyth-network/pyth-sdk-rs/blob/main/pyth-sdk/src/price.rs">pyth-sdk-rs price.rs</a>
 */
public record OraclePrice(long mantissa, int expo, long conf, Instant publishTime) {
    /** The most that an exponent of a plausible price may be away from 0. */
    public static final int WIDEST_EXPONENT = 58;

    private static final long NORMAL_MAXIMUM = (1L << 28) - 1;
    private static final long DIVISION_SCALE = 1_000_000_000;
    private static final int DIVISION_EXPO = -9;
    private static final long UNSIGNED_TENTH = Long.divideUnsigned(-1L, 10);
    private static final BigInteger UNSIGNED_MAXIMUM =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    /**
     * mantissa · 10^expo, exact.
     *
     * @throws ArithmeticException if {@code expo} is the least {@code int}, which no decimal can have
     */
    public BigDecimal value() {
        return BigDecimal.valueOf(mantissa, Math.negateExact(expo));
    }

    /**
     * conf · 10^expo, exact, not negative.
     *
     * @throws ArithmeticException if {@code expo} is the least {@code int}, which no decimal can have
     */
    public BigDecimal confidence() {
        return new BigDecimal(unsigned(conf), Math.negateExact(expo));
    }

    /** Whether its exponent lies within ±{@value #WIDEST_EXPONENT}: beyond that no contract computes, and decimals grow without bound. */
    public boolean isPlausible() {
        return expo >= -WIDEST_EXPONENT && expo <= WIDEST_EXPONENT;
    }

    /** How long ago it was valid; negative if it claims to be from the future. */
    public Duration age(Instant now) {
        return Duration.between(publishTime, now);
    }

    /**
     * Price and confidence divided by ten, cutting off, until both are below 2^28; the exponent grows with it.
     *
     * @return empty if the exponent would pass the largest {@code int}
     */
    public Optional<OraclePrice> normalised() {
        long price = magnitude();
        long confidence = conf;
        int exponent = expo;
        while (Long.compareUnsigned(price, NORMAL_MAXIMUM) > 0
                || Long.compareUnsigned(confidence, NORMAL_MAXIMUM) > 0) {
            if (exponent == Integer.MAX_VALUE) {
                return Optional.empty();
            }
            price = Long.divideUnsigned(price, 10);
            confidence = Long.divideUnsigned(confidence, 10);
            exponent++;
        }
        return Optional.of(new OraclePrice(mantissa < 0 ? -price : price, exponent, confidence, publishTime));
    }

    /**
     * The same with another exponent, digits cut off towards zero: a negative price goes up. With a much larger exponent
     * nothing is left, 0 ± 0.
     *
     * @return empty if price or confidence would need more than 64 bits
     */
    public Optional<OraclePrice> scaledTo(int exponent) {
        long steps = (long) exponent - expo;
        if (steps != (int) steps) {
            return Optional.empty();
        }
        long price = mantissa;
        long confidence = conf;
        for (; steps > 0 && (price != 0 || confidence != 0); steps--) {
            price /= 10;
            confidence = Long.divideUnsigned(confidence, 10);
        }
        for (; steps < 0 && (price != 0 || confidence != 0); steps++) {
            if (price > Long.MAX_VALUE / 10
                    || price < Long.MIN_VALUE / 10
                    || Long.compareUnsigned(confidence, UNSIGNED_TENTH) > 0) {
                return Optional.empty();
            }
            price *= 10;
            confidence *= 10;
        }
        return Optional.of(new OraclePrice(price, exponent, confidence, publishTime));
    }

    /**
     * The product of both, normalised first: p·q ± (p·b + q·a) for p ± a and q ± b.
     *
     * @return empty if the exponent would not fit an {@code int}
     */
    public Optional<OraclePrice> times(OraclePrice other) {
        Optional<OraclePrice> left = normalised();
        Optional<OraclePrice> right = other.normalised();
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        OraclePrice a = left.get();
        OraclePrice b = right.get();
        return priceOf(
                a.mantissa * b.mantissa,
                (long) a.expo + b.expo,
                a.conf * b.magnitude() + b.conf * a.magnitude(),
                earlier(other));
    }

    /**
     * The price times the constant {@code factor · 10^exponent}, both normalised first.
     *
     * @return empty if the exponent would not fit an {@code int}
     */
    public Optional<OraclePrice> times(long factor, int exponent) {
        return times(new OraclePrice(factor, exponent, 0, publishTime));
    }

    /**
     * The quotient of both, normalised first, with nine more digits: p/q ± (a/q + p·b/q²) for p ± a and q ± b.
     *
     * @return empty if {@code other} is zero after it was normalised, or the exponent or the confidence does not fit
     */
    public Optional<OraclePrice> dividedBy(OraclePrice other) {
        Optional<OraclePrice> left = normalised();
        Optional<OraclePrice> right = other.normalised();
        if (left.isEmpty() || right.isEmpty() || right.get().mantissa == 0) {
            return Optional.empty();
        }
        OraclePrice a = left.get();
        OraclePrice b = right.get();
        long difference = (long) a.expo - b.expo;
        if (difference != (int) difference) {
            return Optional.empty();
        }
        long divisor = b.magnitude();
        long quotient = a.magnitude() * DIVISION_SCALE / divisor;
        long relative = b.conf * DIVISION_SCALE / divisor;
        BigInteger confidence = BigInteger.valueOf(relative)
                .multiply(BigInteger.valueOf(quotient))
                .divide(BigInteger.valueOf(DIVISION_SCALE))
                .add(BigInteger.valueOf(a.conf * DIVISION_SCALE / divisor));
        if (confidence.compareTo(UNSIGNED_MAXIMUM) >= 0) {
            return Optional.empty();
        }
        return priceOf(
                (a.mantissa < 0) == (b.mantissa < 0) ? quotient : -quotient,
                difference + DIVISION_EXPO,
                confidence.longValue(),
                earlier(other));
    }

    /**
     * The cross rate X/Y, if this is X/Z and {@code quote} is Y/Z, with both confidences combined.
     *
     * @param exponent of the result
     * @return empty if {@code quote} is zero, or price or confidence does not fit the exponent
     */
    public Optional<OraclePrice> inQuote(OraclePrice quote, int exponent) {
        return dividedBy(quote).flatMap(rate -> rate.scaledTo(exponent));
    }

    /**
     * The sum; confidences add.
     *
     * @return empty if price or confidence needs more than 64 bits
     * @throws IllegalArgumentException if the exponents differ: use {@link #scaledTo} first
     */
    public Optional<OraclePrice> plus(OraclePrice other) {
        if (expo != other.expo) {
            throw new IllegalArgumentException(
                    "cannot add prices with exponents " + expo + " and " + other.expo + ", scale one of them");
        }
        long price = mantissa + other.mantissa;
        long confidence = conf + other.conf;
        boolean priceOverflows = ((mantissa ^ price) & (other.mantissa ^ price)) < 0;
        boolean confidenceOverflows = Long.compareUnsigned(confidence, conf) < 0;
        return priceOverflows || confidenceOverflows
                ? Optional.empty()
                : Optional.of(new OraclePrice(price, expo, confidence, earlier(other)));
    }

    /**
     * The product of both with every digit that fits: (p ± a)·(q ± b) = p·q ± (p·b + q·a + a·b). Where 64 bits are not
     * enough, the price is rounded half even, and the confidence is rounded up and grows by what the price has lost, so that
     * the interval still holds every product of two values within the two intervals.
     *
     * @return empty if the exponent would not fit an {@code int}
     */
    public Optional<OraclePrice> product(OraclePrice other) {
        BigInteger p = BigInteger.valueOf(mantissa);
        BigInteger q = BigInteger.valueOf(other.mantissa);
        BigInteger a = unsigned(conf);
        BigInteger b = unsigned(other.conf);
        BigDecimal exact = new BigDecimal(p.multiply(q));
        BigDecimal doubt =
                new BigDecimal(p.abs().multiply(b).add(q.abs().multiply(a)).add(a.multiply(b)));
        for (int cut = 0; ; cut++) {
            BigDecimal price = exact.setScale(-cut, RoundingMode.HALF_EVEN);
            BigDecimal confidence = doubt.add(exact.subtract(price).abs()).setScale(-cut, RoundingMode.CEILING);
            if (price.unscaledValue().bitLength() < Long.SIZE
                    && confidence.unscaledValue().bitLength() <= Long.SIZE) {
                return priceOf(
                        price.unscaledValue().longValue(),
                        (long) expo + other.expo + cut,
                        confidence.unscaledValue().longValue(),
                        earlier(other));
            }
        }
    }

    private static Optional<OraclePrice> priceOf(long mantissa, long expo, long conf, Instant publishTime) {
        return expo == (int) expo
                ? Optional.of(new OraclePrice(mantissa, (int) expo, conf, publishTime))
                : Optional.empty();
    }

    /** Unsigned 64-bit. */
    private long magnitude() {
        return mantissa < 0 ? -mantissa : mantissa;
    }

    private Instant earlier(OraclePrice other) {
        return other.publishTime.isBefore(publishTime) ? other.publishTime : publishTime;
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }
}
