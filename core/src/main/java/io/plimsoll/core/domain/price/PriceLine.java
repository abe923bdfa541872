package io.plimsoll.core.domain.price;

import java.time.Instant;
import java.util.Optional;

/**
 * A straight line through two prices, each at a place on an axis, with {@link OraclePrice}'s compatible rounding.
 *
 * @param from place of the first price
 * @param first price there
 * @param to place of the second price
 * @param second price there
 */
public record PriceLine(long from, OraclePrice first, long to, OraclePrice second) {

    /**
     * The price at a place, between the two or beyond them: second · (at − from)/(to − from) + first · (to − at)/(to − from).
     *
     * @param exponent of the result; both terms are cut to it before they are added
     * @return empty unless {@code from < to}, and if a difference or a term does not fit
     */
    public Optional<OraclePrice> at(long at, int exponent) {
        if (to <= from) {
            return Optional.empty();
        }
        Optional<OraclePrice> right = share(at, from).flatMap(second::times).flatMap(price -> price.scaledTo(exponent));
        Optional<OraclePrice> left = share(to, at).flatMap(first::times).flatMap(price -> price.scaledTo(exponent));
        return right.flatMap(price -> left.flatMap(price::plus));
    }

    /**
     * The quotient of two integers, eight to nine digits, without confidence and without a time (1970).
     *
     * @return empty if {@code denominator} is 0
     */
    public static Optional<OraclePrice> fraction(long numerator, long denominator) {
        return integer(numerator).dividedBy(integer(denominator));
    }

    /** (minuend − subtrahend) / (to − from). */
    private Optional<OraclePrice> share(long minuend, long subtrahend) {
        try {
            return fraction(Math.subtractExact(minuend, subtrahend), Math.subtractExact(to, from));
        } catch (ArithmeticException doesNotFit) {
            return Optional.empty();
        }
    }

    private static OraclePrice integer(long value) {
        return new OraclePrice(value, 0, 0, Instant.EPOCH);
    }
}
