package io.plimsoll.core.domain.repository.market.memory;

import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.market.TradeSummary;
import io.plimsoll.core.domain.market.WhaleTrade;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/** Trades, large trades and summaries, which know of each other. Guarded by itself: who uses it synchronizes on it. */
final class TradeBook {
    static final Comparator<MarketTrade.Key> BY_MARKET = Comparator.comparing(MarketTrade.Key::coin)
            .thenComparing(MarketTrade.Key::time)
            .thenComparing(MarketTrade.Key::id);

    /** An hour or a day of a market. */
    record Slot(String coin, Instant start) {
        static final Comparator<Slot> ORDER = Comparator.comparing(Slot::coin).thenComparing(Slot::start);
    }

    final TreeMap<MarketTrade.Key, MarketTrade> trades = new TreeMap<>(BY_MARKET);
    final TreeMap<MarketTrade.Key, WhaleTrade> whales = new TreeMap<>(BY_MARKET);
    final TreeMap<Slot, TradeSummary> hours = new TreeMap<>(Slot.ORDER);
    final TreeMap<Slot, TradeSummary> days = new TreeMap<>(Slot.ORDER);
    private final Set<Slot> finalHours = new HashSet<>();
    private final Set<Slot> finalDays = new HashSet<>();
    private final TreeSet<Slot> dueHours = new TreeSet<>(Slot.ORDER);
    private final TreeSet<Slot> dueDays = new TreeSet<>(Slot.ORDER);

    /** Says that an hour has got trades. */
    void note(MarketTrade trade) {
        dueHours.add(hour(trade.coin(), trade.time()));
    }

    int rollUp(Instant until) {
        int written = roll(dueHours, CandleInterval.ONE_HOUR, until, this::writeHour);
        return written + roll(dueDays, CandleInterval.ONE_DAY, until, this::writeDay);
    }

    private static int roll(Set<Slot> due, CandleInterval interval, Instant until, ToIntFunction<Slot> write) {
        List<Slot> ended = due.stream()
                .filter(slot -> !interval.end(slot.start()).isAfter(until))
                .toList();
        ended.forEach(due::remove);
        return ended.stream().mapToInt(write).sum();
    }

    private int writeHour(Slot hour) {
        Slot day = day(hour);
        List<MarketTrade> found =
                List.copyOf(within(trades, CandleInterval.ONE_HOUR, hour).values());
        if (finalHours.contains(hour) || finalDays.contains(day) || found.isEmpty()) {
            return 0;
        }
        int large = within(whales, CandleInterval.ONE_HOUR, hour).size();
        hours.put(hour, TradeSummary.of(CandleInterval.ONE_HOUR, found, large));
        dueDays.add(day);
        return 1;
    }

    private int writeDay(Slot day) {
        List<TradeSummary> parts = List.copyOf(
                hours.subMap(day, true, new Slot(day.coin(), CandleInterval.ONE_DAY.end(day.start())), false)
                        .values());
        if (finalDays.contains(day) || parts.isEmpty()) {
            return 0;
        }
        days.put(day, TradeSummary.join(CandleInterval.ONE_DAY, parts));
        return 1;
    }

    int deleteTrades(Instant limit) {
        Instant end = CandleInterval.ONE_HOUR.start(limit);
        rollUp(end);
        hours.keySet().stream().filter(hour -> hour.start().isBefore(end)).forEach(finalHours::add);
        int before = trades.size();
        trades.keySet().removeIf(key -> key.time().isBefore(end));
        return before - trades.size();
    }

    int deleteHours(Instant limit) {
        Instant end = CandleInterval.ONE_DAY.start(limit);
        rollUp(end);
        days.keySet().stream().filter(day -> day.start().isBefore(end)).forEach(finalDays::add);
        int before = hours.size();
        hours.keySet().removeIf(hour -> hour.start().isBefore(end));
        finalHours.retainAll(hours.keySet());
        return before - hours.size();
    }

    int deleteDays(Instant limit) {
        int before = days.size();
        days.keySet().removeIf(day -> day.start().isBefore(limit));
        finalDays.retainAll(days.keySet());
        return before - days.size();
    }

    /** The part of a map that is of one market and lies in from ≤ time ≤ to. */
    static <V> NavigableMap<MarketTrade.Key, V> between(
            NavigableMap<MarketTrade.Key, V> map, String coin, Instant from, Instant to) {
        return from.isAfter(to)
                ? new TreeMap<>(BY_MARKET)
                : map.subMap(
                        new MarketTrade.Key(from, coin, Long.MIN_VALUE),
                        true,
                        new MarketTrade.Key(to, coin, Long.MAX_VALUE),
                        true);
    }

    static <V> NavigableMap<MarketTrade.Key, V> of(NavigableMap<MarketTrade.Key, V> map, String coin) {
        return between(map, coin, Instant.MIN, Instant.MAX);
    }

    private static <V> NavigableMap<MarketTrade.Key, V> within(
            NavigableMap<MarketTrade.Key, V> map, CandleInterval interval, Slot slot) {
        return map.subMap(
                new MarketTrade.Key(slot.start(), slot.coin(), Long.MIN_VALUE),
                true,
                new MarketTrade.Key(interval.end(slot.start()), slot.coin(), Long.MIN_VALUE),
                false);
    }

    private static Slot hour(String coin, Instant time) {
        return new Slot(coin, CandleInterval.ONE_HOUR.start(time));
    }

    private static Slot day(Slot hour) {
        return new Slot(hour.coin(), CandleInterval.ONE_DAY.start(hour.start()));
    }
}
