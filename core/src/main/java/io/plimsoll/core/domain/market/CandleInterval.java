package io.plimsoll.core.domain.market;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * How much time a candle spans. All but the month are whole multiples counted from 1970-01-01T00:00Z, a Thursday: so weeks
 * begin on Thursday, as the venue has them, and three-day candles take no notice of weeks. A month is the calendar's, in UTC.
 */
public enum CandleInterval {
    ONE_MINUTE("1m", Duration.ofMinutes(1)),
    THREE_MINUTES("3m", Duration.ofMinutes(3)),
    FIVE_MINUTES("5m", Duration.ofMinutes(5)),
    FIFTEEN_MINUTES("15m", Duration.ofMinutes(15)),
    THIRTY_MINUTES("30m", Duration.ofMinutes(30)),
    ONE_HOUR("1h", Duration.ofHours(1)),
    TWO_HOURS("2h", Duration.ofHours(2)),
    FOUR_HOURS("4h", Duration.ofHours(4)),
    EIGHT_HOURS("8h", Duration.ofHours(8)),
    TWELVE_HOURS("12h", Duration.ofHours(12)),
    ONE_DAY("1d", Duration.ofDays(1)),
    THREE_DAYS("3d", Duration.ofDays(3)),
    ONE_WEEK("1w", Duration.ofDays(7)),
    /** A calendar month; the only one without a fixed length. */
    ONE_MONTH("1M", Duration.ZERO);

    private final String code;
    private final long millis;

    CandleInterval(String code, Duration length) {
        this.code = code;
        this.millis = length.toMillis();
    }

    /**
     * The interval of a code; upper and lower case differ ({@code 1m} is a minute, {@code 1M} a month).
     *
     * @throws IllegalArgumentException if there is none
     */
    public static CandleInterval parse(String code) {
        return Arrays.stream(values())
                .filter(interval -> interval.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("interval must be one of "
                        + Arrays.stream(values()).map(CandleInterval::code).toList() + ", got " + code));
    }

    /** Short name, such as {@code 15m}. */
    public String code() {
        return code;
    }

    /** Start of the candle that {@code time} falls into. */
    public Instant start(Instant time) {
        if (this == ONE_MONTH) {
            return month(time).toInstant();
        }
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), millis) * millis);
    }

    /** End of the candle that {@code time} falls into, exclusive: the start of the next. */
    public Instant end(Instant time) {
        return this == ONE_MONTH
                ? month(time).plusMonths(1).toInstant()
                : start(time).plusMillis(millis);
    }

    /** Whether each of {@code longer}'s candles is made of whole candles of this interval. */
    public boolean divides(CandleInterval longer) {
        if (this == ONE_MONTH || longer == ONE_MONTH) {
            return this == longer || (this != ONE_MONTH && ONE_DAY.millis % millis == 0);
        }
        return longer.millis % millis == 0;
    }

    private static OffsetDateTime month(Instant time) {
        return time.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
    }

    /** The code; {@link #parse} reads it back. */
    @Override
    public String toString() {
        return code;
    }
}
