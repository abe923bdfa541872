package io.plimsoll.pyth.hermes;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The week of a market and its holidays, on the clock of its place:
 *
 * <pre>{@code
 * America/New_York;0930-1600,0930-1600,0930-1600,0930-1600,0930-1600,C,C;0101/C,1127/0930-1300
 * }</pre>
 *
 * Zone, seven days from Monday, holidays as month and day, which come every year. A day is open ({@code O}), closed ({@code C}) or
 * has hours, joined by {@code &}; {@code 2400} is its end. A market is open from the first minute of its hours to before the
 * last.
 *
 * @param zone of its clock
 * @param week seven days, Monday first
 * @param holidays days that differ, in place of their day of the week
 * @see <a href="https://docs.pyth.network/price-feeds/market-hours">market hours</a>
 */
public record MarketSchedule(ZoneId zone, List<Day> week, Map<MonthDay, Day> holidays) {
    private static final int DAYS = 7;
    private static final int MINUTES = 24 * 60;
    private static final Pattern HOURS = Pattern.compile("(\\d\\d)(\\d\\d)-(\\d\\d)(\\d\\d)");
    private static final Pattern HOLIDAY = Pattern.compile("(\\d\\d)(\\d\\d)/(.+)");

    /** The 29th of February comes after eight years at the latest; what does not happen by then never does. */
    private static final int HORIZON = 8 * 366;

    /** Checks the number of days. */
    public MarketSchedule {
        week = List.copyOf(week);
        if (week.size() != DAYS) {
            throw new IllegalArgumentException("week must have 7 days, got " + week.size());
        }
        holidays = Collections.unmodifiableMap(new TreeMap<>(holidays));
    }

    /**
     * When a market is open on a day.
     *
     * @param hours in any order; none if it is closed
     */
    public record Day(List<Hours> hours) {
        /** Open from midnight to midnight. */
        public static final Day OPEN = new Day(List.of(new Hours(0, MINUTES)));

        /** Closed all day. */
        public static final Day CLOSED = new Day(List.of());

        /** Copies the hours. */
        public Day {
            hours = List.copyOf(hours);
        }

        private static Day parse(String text) {
            return switch (text) {
                case "O" -> OPEN;
                case "C" -> CLOSED;
                default ->
                    new Day(List.of(text.split("&", -1)).stream()
                            .map(Hours::parse)
                            .toList());
            };
        }

        private boolean has(int minute) {
            return hours.stream().anyMatch(one -> one.open <= minute && minute < one.close);
        }

        @Override
        public String toString() {
            return equals(OPEN)
                    ? "O"
                    : equals(CLOSED) ? "C" : hours.stream().map(Hours::toString).collect(Collectors.joining("&"));
        }
    }

    /**
     * Hours of a day.
     *
     * @param open first minute of the day at which the market is open, from 0
     * @param close first minute at which it no longer is, up to 1440
     */
    public record Hours(int open, int close) {
        /** Checks the order. */
        public Hours {
            if (open < 0 || open >= close || close > MINUTES) {
                throw new IllegalArgumentException(
                        "hours must go forward within a day, got minutes " + open + " to " + close);
            }
        }

        private static Hours parse(String text) {
            Matcher matcher = HOURS.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("day must be O, C or hours such as 0930-1600, got " + text);
            }
            return new Hours(minute(matcher.group(1), matcher.group(2)), minute(matcher.group(3), matcher.group(4)));
        }

        private static int minute(String hour, String minute) {
            if (Integer.parseInt(minute) > 59) {
                throw new IllegalArgumentException("time must be hours and minutes, got " + hour + minute);
            }
            return 60 * Integer.parseInt(hour) + Integer.parseInt(minute);
        }

        @Override
        public String toString() {
            return "%02d%02d-%02d%02d".formatted(open / 60, open % 60, close / 60, close % 60);
        }
    }

    /**
     * Reads the {@code schedule} attribute of a feed.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static MarketSchedule parse(String text) {
        String[] parts = text.strip().split(";", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw new IllegalArgumentException("schedule must be zone;week;holidays, got " + text);
        }
        Map<MonthDay, Day> holidays = new TreeMap<>();
        if (parts.length == 3 && !parts[2].isBlank()) {
            for (String holiday : parts[2].split(",", -1)) {
                parseHoliday(holiday.strip(), holidays);
            }
        }
        return new MarketSchedule(
                zone(parts[0].strip()),
                List.of(parts[1].split(",", -1)).stream()
                        .map(day -> Day.parse(day.strip()))
                        .toList(),
                holidays);
    }

    private static void parseHoliday(String text, Map<MonthDay, Day> holidays) {
        Matcher matcher = HOLIDAY.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("holiday must be month, day and hours such as 1225/C, got " + text);
        }
        try {
            MonthDay day = MonthDay.of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            // the first word on a day counts, as it does where prices are published
            holidays.putIfAbsent(day, Day.parse(matcher.group(3)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("holiday must be a day of the year, got " + text, e);
        }
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("schedule must begin with a time zone, got " + name, e);
        }
    }

    /** Whether the market is open. */
    public boolean isOpen(Instant at) {
        ZonedDateTime local = at.atZone(zone);
        return day(local.toLocalDate()).has(60 * local.getHour() + local.getMinute());
    }

    /** The first time after {@code at} at which the market opens; empty if it never does. */
    public Optional<Instant> nextOpen(Instant at) {
        return next(at, true);
    }

    /** The first time after {@code at} at which the market closes; empty if it never does. */
    public Optional<Instant> nextClose(Instant at) {
        return next(at, false);
    }

    private Day day(LocalDate date) {
        return holidays.getOrDefault(
                MonthDay.from(date), week.get(date.getDayOfWeek().getValue() - 1));
    }

    private Optional<Instant> next(Instant at, boolean open) {
        LocalDate first = at.atZone(zone).toLocalDate();
        for (int i = 0; i <= HORIZON; i++) {
            for (Instant change : changes(first.plusDays(i))) {
                if (change.isAfter(at) && isOpen(change) == open && isOpen(change.minusNanos(1)) != open) {
                    return Optional.of(change);
                }
            }
        }
        return Optional.empty();
    }

    /** When something may change on a day: at midnight, at the ends of its hours, and where clocks are set. */
    private NavigableSet<Instant> changes(LocalDate date) {
        ZoneRules rules = zone.getRules();
        NavigableSet<Instant> changes = new TreeSet<>();
        List<LocalDateTime> times = new ArrayList<>(List.of(date.atStartOfDay()));
        for (Hours hours : day(date).hours) {
            times.add(date.atStartOfDay().plusMinutes(hours.open));
            times.add(date.atStartOfDay().plusMinutes(hours.close));
        }
        for (LocalDateTime time : times) {
            // none in the hour that is left out when clocks go forward, two in the hour that is repeated
            for (ZoneOffset offset : rules.getValidOffsets(time)) {
                changes.add(time.toInstant(offset));
            }
        }
        ZoneOffsetTransition set =
                rules.nextTransition(date.atTime(LocalTime.MIN).minusDays(1).toInstant(ZoneOffset.UTC));
        if (set != null && !set.getDateTimeBefore().toLocalDate().isAfter(date.plusDays(1))) {
            changes.add(set.getInstant());
        }
        return changes;
    }

    /** The text; {@link #parse} reads it back. */
    @Override
    public String toString() {
        return zone + ";" + week.stream().map(Day::toString).collect(Collectors.joining(",")) + ";"
                + holidays.entrySet().stream()
                        .map(entry -> "%02d%02d/%s"
                                .formatted(
                                        entry.getKey().getMonthValue(),
                                        entry.getKey().getDayOfMonth(),
                                        entry.getValue()))
                        .collect(Collectors.joining(","));
    }
}
