package io.plimsoll.core.domain.token;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * The payments in a token during one week.
 *
 * @param token that was paid with
 * @param week its first day, a Monday, UTC
 * @param payments how many
 * @param amount of all of them, smallest unit
 */
public record WeeklyPayments(TokenId token, LocalDate week, long payments, BigInteger amount) {
    public WeeklyPayments {
        if (week.getDayOfWeek() != DayOfWeek.MONDAY) {
            throw new IllegalArgumentException("a week begins on Monday, got " + week + ", a " + week.getDayOfWeek());
        }
        Amounts.requireNotNegative("payments", payments);
        Amounts.requireNotNegative("amount", amount);
    }

    /** The week that {@code time} falls into: its Monday, in UTC. */
    public static LocalDate weekOf(Instant time) {
        return weekOf(time.atOffset(ZoneOffset.UTC).toLocalDate());
    }

    /** The week that {@code day} falls into: its Monday. */
    public static LocalDate weekOf(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** amount / payments in the smallest unit, the fraction cut off; empty without payments. */
    public Optional<BigInteger> average() {
        return payments == 0 ? Optional.empty() : Optional.of(amount.divide(BigInteger.valueOf(payments)));
    }
}
