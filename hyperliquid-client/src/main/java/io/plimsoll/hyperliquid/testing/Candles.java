package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.hyperliquid.testing.VenueLedger.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The candles of one market, kept by the minute and summed up on demand. Guarded by the engine's lock. */
final class Candles {
    static final Map<String, Long> INTERVALS = new LinkedHashMap<>();
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    /** 1970-01-05 was the first Monday. */
    private static final long FIRST_MONDAY = 4 * DAY;

    private static final int MOST = 5000;

    static {
        INTERVALS.put("1m", MINUTE);
        INTERVALS.put("3m", 3 * MINUTE);
        INTERVALS.put("5m", 5 * MINUTE);
        INTERVALS.put("15m", 15 * MINUTE);
        INTERVALS.put("30m", 30 * MINUTE);
        INTERVALS.put("1h", HOUR);
        INTERVALS.put("2h", 2 * HOUR);
        INTERVALS.put("4h", 4 * HOUR);
        INTERVALS.put("8h", 8 * HOUR);
        INTERVALS.put("12h", 12 * HOUR);
        INTERVALS.put("1d", DAY);
        INTERVALS.put("3d", 3 * DAY);
        INTERVALS.put("1w", 7 * DAY);
        INTERVALS.put("1M", 0L);
    }

    private static final class Candle {
        final BigDecimal open;
        BigDecimal close;
        BigDecimal high;
        BigDecimal low;
        BigDecimal volume = BigDecimal.ZERO;
        long trades;

        Candle(BigDecimal price) {
            this.open = price;
            this.close = price;
            this.high = price;
            this.low = price;
        }

        void add(BigDecimal last, BigDecimal highest, BigDecimal lowest, BigDecimal size, long count) {
            close = last;
            high = high.max(highest);
            low = low.min(lowest);
            volume = volume.add(size);
            trades += count;
        }
    }

    private final String coin;
    private final NavigableMap<Long, Candle> minutes = new TreeMap<>();

    Candles(String coin) {
        this.coin = coin;
    }

    void add(Trade trade) {
        minutes.computeIfAbsent(trade.time() - trade.time() % MINUTE, t -> new Candle(trade.px()))
                .add(trade.px(), trade.px(), trade.px(), trade.sz(), 1);
        if (minutes.size() > MOST) {
            minutes.pollFirstEntry();
        }
    }

    /** Those that overlap the time, oldest first. */
    List<ObjectNode> between(String interval, long start, long end) {
        NavigableMap<Long, Candle> sums = new TreeMap<>();
        minutes.subMap(opening(interval, start), true, Math.max(end, start), true)
                .forEach((time, minute) -> {
                    long from = opening(interval, time);
                    if (from <= end) {
                        sums.computeIfAbsent(from, t -> new Candle(minute.open))
                                .add(minute.close, minute.high, minute.low, minute.volume, minute.trades);
                    }
                });
        List<ObjectNode> rows = new ArrayList<>();
        sums.forEach((time, candle) -> rows.add(json(interval, time, candle)));
        return rows;
    }

    /** The one that runs. */
    Optional<ObjectNode> latest(String interval) {
        if (minutes.isEmpty()) {
            return Optional.empty();
        }
        List<ObjectNode> rows = between(interval, minutes.lastKey(), minutes.lastKey());
        return Optional.of(rows.get(rows.size() - 1));
    }

    private ObjectNode json(String interval, long time, Candle candle) {
        return VenueJson.object()
                .put("t", time)
                .put("T", closing(interval, time))
                .put("s", coin)
                .put("i", interval)
                .put("o", VenueJson.print(candle.open))
                .put("c", VenueJson.print(candle.close))
                .put("h", VenueJson.print(candle.high))
                .put("l", VenueJson.print(candle.low))
                .put("v", VenueJson.print(candle.volume))
                .put("n", candle.trades);
    }

    private static long opening(String interval, long time) {
        return switch (interval) {
            case "1M" -> month(time).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
            case "1w" -> time - Math.floorMod(time - FIRST_MONDAY, length(interval));
            default -> time - Math.floorMod(time, length(interval));
        };
    }

    private static long closing(String interval, long opening) {
        return interval.equals("1M")
                ? month(opening)
                                .plusMonths(1)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant()
                                .toEpochMilli()
                        - 1
                : opening + length(interval) - 1;
    }

    private static long length(String interval) {
        Long length = INTERVALS.get(interval);
        if (length == null) {
            throw new IllegalArgumentException("no interval " + interval);
        }
        return length;
    }

    private static LocalDate month(long time) {
        return Instant.ofEpochMilli(time).atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    }
}
