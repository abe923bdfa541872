package io.plimsoll.core.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CandleIntervalTest {
    private static final Instant START = Instant.parse("2026-02-26T00:00:00Z");

    @Test
    void start_week_isThursday() {
        // the venue's own weekly candle of that date
        Instant thursday = Instant.parse("2025-10-30T00:00:00Z");

        assertThat(CandleInterval.ONE_WEEK.start(Instant.parse("2025-10-31T09:00:00Z")))
                .isEqualTo(thursday);
        assertThat(CandleInterval.ONE_WEEK.start(thursday)).isEqualTo(thursday);
        assertThat(CandleInterval.ONE_WEEK.end(thursday)).isEqualTo(Instant.parse("2025-11-06T00:00:00Z"));
    }

    @Test
    void start_month_isTheCalendars() {
        Instant leap = Instant.parse("2028-02-29T23:59:59.999Z");

        assertThat(CandleInterval.ONE_MONTH.start(leap)).isEqualTo("2028-02-01T00:00:00Z");
        assertThat(CandleInterval.ONE_MONTH.end(leap)).isEqualTo("2028-03-01T00:00:00Z");
    }

    @Property
    void start_andEnd_encloseEveryTime(@ForAll @LongRange(min = -1L << 41, max = 1L << 42) long millis) {
        Instant time = Instant.ofEpochMilli(millis);
        for (CandleInterval interval : CandleInterval.values()) {
            assertThat(interval.start(time)).isBeforeOrEqualTo(time);
            assertThat(interval.end(time)).isAfter(time);
            assertThat(interval.start(interval.end(time))).isEqualTo(interval.end(time));
            assertThat(interval.start(interval.start(time))).isEqualTo(interval.start(time));
            for (CandleInterval longer : CandleInterval.values()) {
                if (interval.divides(longer)) {
                    assertThat(interval.start(longer.start(time))).isEqualTo(longer.start(time));
                    assertThat(interval.start(longer.end(time))).isEqualTo(longer.end(time));
                }
            }
        }
    }

    @Test
    void divides_onlyWholeCandles() {
        assertThat(CandleInterval.ONE_DAY.divides(CandleInterval.ONE_MONTH)).isTrue();
        assertThat(CandleInterval.THREE_DAYS.divides(CandleInterval.ONE_MONTH)).isFalse();
        assertThat(CandleInterval.THREE_DAYS.divides(CandleInterval.ONE_WEEK)).isFalse();
        assertThat(CandleInterval.ONE_MONTH.divides(CandleInterval.ONE_MONTH)).isTrue();
        assertThat(CandleInterval.ONE_MONTH.divides(CandleInterval.ONE_WEEK)).isFalse();
        assertThat(CandleInterval.ONE_WEEK.divides(CandleInterval.ONE_MONTH)).isFalse();
    }

    @Test
    void parse_code_tellsMinuteFromMonth() {
        for (CandleInterval interval : CandleInterval.values()) {
            assertThat(CandleInterval.parse(interval.toString())).isEqualTo(interval);
        }
        assertThat(CandleInterval.parse("1M")).isNotEqualTo(CandleInterval.parse("1m"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CandleInterval.parse("6h"))
                .withMessageContaining("6h");
    }

    @Test
    void join_partsInAnyOrder_isOneCandle() {
        MarketCandle first = candle(CandleInterval.ONE_HOUR, START, "10", "14", "9", "12", true);
        MarketCandle third = candle(CandleInterval.ONE_HOUR, START.plusSeconds(7200), "12", "13", "7", "8", true);

        MarketCandle joined = MarketCandle.join(CandleInterval.ONE_WEEK, List.of(third, first));

        assertThat(joined)
                .isEqualTo(new MarketCandle(
                        "BTC",
                        CandleInterval.ONE_WEEK,
                        START,
                        new BigDecimal("10"),
                        new BigDecimal("14"),
                        new BigDecimal("7"),
                        new BigDecimal("8"),
                        new BigDecimal("4"),
                        6,
                        true));
        assertThat(MarketCandle.join(
                                CandleInterval.ONE_WEEK,
                                List.of(
                                        first,
                                        candle(CandleInterval.ONE_HOUR, third.start(), "12", "13", "7", "8", false)))
                        .complete())
                .isFalse();
    }

    @Test
    void join_whatDoesNotFit_isRefused() {
        MarketCandle hour = candle(CandleInterval.ONE_HOUR, START, "10", "14", "9", "12", true);
        MarketCandle nextWeek =
                candle(CandleInterval.ONE_HOUR, START.plusSeconds(7 * 86400), "10", "14", "9", "12", true);

        for (List<MarketCandle> parts :
                List.of(List.<MarketCandle>of(), List.of(hour, hour), List.of(hour, nextWeek))) {
            assertThatIllegalArgumentException().isThrownBy(() -> MarketCandle.join(CandleInterval.ONE_WEEK, parts));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MarketCandle.join(CandleInterval.THIRTY_MINUTES, List.of(hour)));
    }

    @Test
    void candle_impossible_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> candle(CandleInterval.ONE_HOUR, START.plusSeconds(1), "10", "14", "9", "12", true))
                .withMessageContaining("cannot start at");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> candle(CandleInterval.ONE_HOUR, START, "10", "11", "9", "12", true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> candle(CandleInterval.ONE_HOUR, START, "10", "14", "11", "12", true));
    }

    private static MarketCandle candle(
            CandleInterval interval,
            Instant start,
            String open,
            String high,
            String low,
            String close,
            boolean complete) {
        return new MarketCandle(
                "BTC",
                interval,
                start,
                new BigDecimal(open),
                new BigDecimal(high),
                new BigDecimal(low),
                new BigDecimal(close),
                new BigDecimal("2"),
                3,
                complete);
    }
}
