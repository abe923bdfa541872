package io.plimsoll.pyth.hermes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.pyth.hermes.MarketSchedule.Day;
import io.plimsoll.pyth.hermes.MarketSchedule.Hours;
import java.time.Duration;
import java.time.Instant;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarketScheduleTest {
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final MarketSchedule STOCKS = MarketSchedule.parse(
            "America/New_York;0930-1600,0930-1600,0930-1600,0930-1600,0930-1600,C,C;0101/C,1126/C,1127/0930-1300");

    /** Currencies: from Sunday evening to Friday evening. */
    private static final MarketSchedule CURRENCIES =
            MarketSchedule.parse("America/New_York;O,O,O,O,0000-1700,C,1700-2400;");

    private static Instant newYork(String local) {
        return ZonedDateTime.parse(local + ":00-05:00")
                .toLocalDateTime()
                .atZone(NEW_YORK)
                .toInstant();
    }

    @ParameterizedTest
    @CsvSource({
        // a Friday
        "2026-11-20T09:29, false",
        "2026-11-20T09:30, true",
        "2026-11-20T15:59, true",
        "2026-11-20T16:00, false",
        "2026-11-21T12:00, false",
        "2026-11-22T12:00, false",
        "2026-11-23T12:00, true",
        // Thanksgiving and the short day after it
        "2026-11-26T12:00, false",
        "2026-11-27T12:59, true",
        "2026-11-27T13:00, false",
        "2027-01-01T12:00, false",
        // summer time: the same hours on the clock
        "2026-07-01T09:30, true",
        "2026-07-01T09:29, false"
    })
    void stocks_areOpenAsTheirClockSays(String local, boolean open) {
        assertThat(STOCKS.isOpen(newYork(local))).isEqualTo(open);
    }

    @Test
    void nextChanges_goOverNightsWeekendsAndHolidays() {
        Instant friday = newYork("2026-11-20T12:00");
        assertThat(STOCKS.nextClose(friday)).contains(newYork("2026-11-20T16:00"));
        assertThat(STOCKS.nextOpen(friday)).contains(newYork("2026-11-23T09:30"));
        Instant eveOfThanksgiving = newYork("2026-11-25T16:00");
        assertThat(STOCKS.nextOpen(eveOfThanksgiving)).contains(newYork("2026-11-27T09:30"));
        assertThat(STOCKS.nextClose(eveOfThanksgiving)).contains(newYork("2026-11-27T13:00"));
    }

    @Test
    void midnight_isNoChange_whereTheNextDayGoesOn() {
        Instant monday = newYork("2026-11-16T12:00");
        assertThat(CURRENCIES.isOpen(monday)).isTrue();
        assertThat(CURRENCIES.nextClose(monday)).contains(newYork("2026-11-20T17:00"));
        assertThat(CURRENCIES.nextOpen(monday)).contains(newYork("2026-11-22T17:00"));
    }

    @Test
    void neverChanging_hasNoNextChange() {
        MarketSchedule coins = MarketSchedule.parse("America/New_York;O,O,O,O,O,O,O;");
        MarketSchedule nothing = MarketSchedule.parse("UTC;C,C,C,C,C,C,C");
        Instant now = Instant.parse("2026-11-20T12:00:00Z");

        assertThat(coins.isOpen(now)).isTrue();
        assertThat(coins.nextClose(now)).isEmpty();
        assertThat(coins.nextOpen(now)).isEmpty();
        assertThat(nothing.isOpen(now)).isFalse();
        assertThat(nothing.nextOpen(now)).isEmpty();
        assertThat(nothing.nextClose(now)).isEmpty();
    }

    @Test
    void leapDay_isFoundAcrossTheYearThatHasNone() {
        MarketSchedule rare = MarketSchedule.parse("UTC;C,C,C,C,C,C,C;0229/O");

        assertThat(rare.nextOpen(Instant.parse("2096-03-01T00:00:00Z")))
                .contains(Instant.parse("2104-02-29T00:00:00Z"));
    }

    @Test
    void clocksSetForwardOverTheOpening_openWhereTheyAreSet() {
        // 02:00 to 03:00 does not exist on 2026-03-08
        MarketSchedule early = MarketSchedule.parse("America/New_York;C,C,C,C,C,C,0230-0600");

        assertThat(early.nextOpen(Instant.parse("2026-03-08T00:00:00Z")))
                .contains(Instant.parse("2026-03-08T07:00:00Z"));
    }

    @Test
    void hourThatIsRepeated_isOpenTwice() {
        // 01:00 to 02:00 comes twice on 2026-11-01
        MarketSchedule early = MarketSchedule.parse("America/New_York;C,C,C,C,C,C,0100-0130");
        Instant first = Instant.parse("2026-11-01T05:00:00Z");

        assertThat(early.nextOpen(first.minusSeconds(1))).contains(first);
        assertThat(early.nextClose(first)).contains(first.plusSeconds(1800));
        assertThat(early.nextOpen(first)).contains(first.plusSeconds(3600));
    }

    @Test
    void text_isReadAndWritten() {
        MarketSchedule parsed =
                MarketSchedule.parse(" Israel;0959-1714, 0000-0400&2000-2400,O,C,C,C,0959-1539;1225/C,0101/O,1225/O ");

        assertThat(parsed)
                .isEqualTo(new MarketSchedule(
                        ZoneId.of("Israel"),
                        List.of(
                                new Day(List.of(new Hours(599, 1034))),
                                new Day(List.of(new Hours(0, 240), new Hours(1200, 1440))),
                                Day.OPEN,
                                Day.CLOSED,
                                Day.CLOSED,
                                Day.CLOSED,
                                new Day(List.of(new Hours(599, 939)))),
                        Map.of(MonthDay.of(12, 25), Day.CLOSED, MonthDay.of(1, 1), Day.OPEN)));
        assertThat(parsed).hasToString("Israel;0959-1714,0000-0400&2000-2400,O,C,C,C,0959-1539;0101/O,1225/C");
        assertThat(MarketSchedule.parse(parsed.toString())).isEqualTo(parsed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "America/New_York",
                "America/New_York,O,O,O,O,O,C,C",
                "America/New_York;O,O,O;",
                "America/New_York;O,O,O,O,O,O,O,O;",
                "Mars/Olympus;O,O,O,O,O,C,C;",
                "America/New_York;2530-2600,O,O,O,O,C,C;",
                "America/New_York;0960-1600,O,O,O,O,C,C;",
                "America/New_York;1600-0930,O,O,O,O,C,C;",
                "America/New_York;0930-0930,O,O,O,O,C,C;",
                "America/New_York;0930-2401,O,O,O,O,C,C;",
                "America/New_York;0930-1600&,O,O,O,O,C,C;",
                "America/New_York;X,O,O,O,O,C,C;",
                "America/New_York;O,O,O,O,O,C,C;13/C",
                "America/New_York;O,O,O,O,O,C,C;0230/C",
                "America/New_York;O,O,O,O,O,C,C;1301/C",
                "America/New_York;O,O,O,O,O,C,C;0101/C,",
                "America/New_York;O,O,O,O,O,C,C;0101/",
                "America/New_York;O,O,O,O,O,C,C;;"
            })
    void nonsense_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> MarketSchedule.parse(text));
        PriceFeed feed = new PriceFeed("ab".repeat(32), Map.of("symbol", "Equity.X", "schedule", text), null);
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(feed::schedule)
                .withMessageContaining("Equity.X");
    }

    @Provide
    Arbitrary<MarketSchedule> schedules() {
        Arbitrary<Hours> hours = Combinators.combine(
                        Arbitraries.integers().between(0, 47),
                        Arbitraries.integers().between(1, 48))
                .as((from, length) -> new Hours(30 * from, Math.min(1440, 30 * (from + length))));
        Arbitrary<Day> days = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just(Day.OPEN)),
                Tuple.of(1, Arbitraries.just(Day.CLOSED)),
                Tuple.of(3, hours.list().ofMinSize(1).ofMaxSize(3).map(Day::new)));
        Arbitrary<Map<MonthDay, Day>> holidays = Arbitraries.maps(
                        Arbitraries.integers().between(1, 28).map(day -> MonthDay.of(11, day)), days)
                .ofMaxSize(3);
        return Combinators.combine(
                        Arbitraries.of("America/New_York", "Europe/London", "Asia/Tokyo", "Australia/Lord_Howe", "UTC")
                                .map(ZoneId::of),
                        days.list().ofSize(7),
                        holidays)
                .as(MarketSchedule::new);
    }

    @Property(tries = 200)
    void nextChange_isTheFirstThatLookingEveryHalfHourFinds(
            @ForAll("schedules") MarketSchedule schedule, @ForAll @IntRange(min = 0, max = 40 * 48) int halfHours) {
        // over the day on which clocks are set in America and Europe, and in part of Australia by half an hour
        Instant at = Instant.parse("2026-10-01T00:00:00Z").plus(Duration.ofMinutes(30L * halfHours));

        for (boolean open : new boolean[] {true, false}) {
            Optional<Instant> told = open ? schedule.nextOpen(at) : schedule.nextClose(at);
            assertThat(told.filter(change -> change.isBefore(at.plus(Duration.ofDays(15)))))
                    .as("%s from %s", schedule, at)
                    .isEqualTo(looked(schedule, at, open));
        }
        assertThat(MarketSchedule.parse(schedule.toString())).isEqualTo(schedule);
    }

    private static Optional<Instant> looked(MarketSchedule schedule, Instant at, boolean open) {
        Duration step = Duration.ofMinutes(30);
        for (Instant t = at.plus(step); t.isBefore(at.plus(Duration.ofDays(15))); t = t.plus(step)) {
            if (schedule.isOpen(t) == open && schedule.isOpen(t.minus(step)) != open) {
                return Optional.of(t);
            }
        }
        return Optional.empty();
    }

    @Test
    void marketHours_reachAsFarAsTheyTell() {
        Instant close = Instant.ofEpochSecond(1000);
        Instant open = Instant.ofEpochSecond(2000);
        MarketHours both = new MarketHours(true, 2000L, 1000L);

        assertThat(both.isOpen(close.minusSeconds(1))).contains(true);
        assertThat(both.isOpen(close)).contains(false);
        assertThat(both.isOpen(open.minusSeconds(1))).contains(false);
        assertThat(both.isOpen(open)).isEmpty();
        assertThat(new MarketHours(false, 1000L, null).isOpen(close)).isEmpty();
        assertThat(new MarketHours(false, 1000L, 2000L).isOpen(close)).contains(true);
        assertThat(new MarketHours(true, null, null).isOpen(open)).contains(true);
        // a next opening before the next closing says nothing of the time after the closing
        assertThat(new MarketHours(true, 500L, 1000L).isOpen(close)).isEmpty();
    }

    @Test
    void feed_believesTheServersHoursFirst_thenItsSchedule() {
        Map<String, String> closed = Map.of("schedule", "UTC;C,C,C,C,C,C,C;");
        Instant now = Instant.ofEpochSecond(1500);

        assertThat(new PriceFeed("00", closed, new MarketHours(true, null, null)).isOpen(now))
                .contains(true);
        assertThat(new PriceFeed("00", closed, new MarketHours(true, null, 1000L)).isOpen(now))
                .contains(false);
        assertThat(new PriceFeed("00", closed, null).isOpen(now)).contains(false);
        assertThat(new PriceFeed("00", Map.of(), null).isOpen(now)).isEmpty();
        assertThatExceptionOfType(MalformedResponse.class).isThrownBy(new PriceFeed("00", closed, null)::feed);
    }
}
