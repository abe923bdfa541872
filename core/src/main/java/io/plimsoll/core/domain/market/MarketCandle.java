package io.plimsoll.core.domain.market;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The trades of a market over one interval in four prices.
 *
 * @param coin market
 * @param interval how long
 * @param start inclusive, on the interval's grid
 * @param open price of the first trade
 * @param high highest price
 * @param low lowest price
 * @param close price of the last trade
 * @param volume base units
 * @param trades how many; at least 1
 * @param complete false if trades of it may be missing: it is still running, or lies over a gap
 */
public record MarketCandle(
        String coin,
        CandleInterval interval,
        Instant start,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume,
        long trades,
        boolean complete) {

    public MarketCandle {
        if (!interval.start(start).equals(start)) {
            throw new IllegalArgumentException("candle of " + interval + " cannot start at " + start);
        }
        if (high.compareTo(open.max(close)) < 0 || low.compareTo(open.min(close)) > 0 || low.signum() <= 0) {
            throw new IllegalArgumentException(
                    "candle of " + coin + " at " + start + " must have 0 < low <= open, close <= high, got " + open
                            + ", " + high + ", " + low + ", " + close);
        }
        if (volume.signum() < 0 || trades < 0) {
            throw new IllegalArgumentException("candle of " + coin + " at " + start + " has volume " + volume + " of "
                    + trades + " trades, must not be negative");
        }
    }

    /** Exclusive end: the start of the next candle. */
    public Instant end() {
        return interval.end(start);
    }

    /**
     * One candle of many that follow each other. Complete if all of its parts are; a stretch without a part counts as one
     * without trades.
     *
     * @param interval of the result
     * @param parts in any order, of one coin and one shorter interval, all within one candle of the result; not empty
     * @throws IllegalArgumentException if they are not
     */
    public static MarketCandle join(CandleInterval interval, List<MarketCandle> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("candles to join must not be empty");
        }
        List<MarketCandle> sorted =
                parts.stream().sorted(Comparator.comparing(MarketCandle::start)).toList();
        MarketCandle first = sorted.get(0);
        Instant start = interval.start(first.start);
        BigDecimal high = first.high;
        BigDecimal low = first.low;
        BigDecimal volume = BigDecimal.ZERO;
        long trades = 0;
        boolean complete = true;
        Instant end = start;
        for (MarketCandle part : sorted) {
            if (!part.coin.equals(first.coin)
                    || part.interval != first.interval
                    || !part.interval.divides(interval)
                    || part.start.isBefore(end)
                    || !interval.start(part.start).equals(start)) {
                throw new IllegalArgumentException("candle of " + part.coin + " over " + part.interval + " at "
                        + part.start + " is no part of the one over " + interval + " at " + start
                        + ", or is there twice");
            }
            high = high.max(part.high);
            low = low.min(part.low);
            volume = volume.add(part.volume);
            trades += part.trades;
            complete &= part.complete;
            end = part.end();
        }
        return new MarketCandle(
                first.coin,
                interval,
                start,
                first.open,
                high,
                low,
                sorted.get(sorted.size() - 1).close,
                volume,
                trades,
                complete);
    }

    /**
     * The candles of an interval that many shorter ones make, oldest first; a stretch without any has none.
     *
     * @param interval of the results
     * @param parts in any order, of one coin and one shorter interval
     * @param until exclusive; until when the parts are known: a candle that ends later is not complete
     * @throws IllegalArgumentException if the parts are not of one coin and one shorter interval, or one is there twice
     */
    public static List<MarketCandle> joinAll(CandleInterval interval, Collection<MarketCandle> parts, Instant until) {
        return parts.stream()
                .collect(Collectors.groupingBy(part -> interval.start(part.start), TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(group -> join(interval, group))
                .map(candle -> candle.end().isAfter(until) ? candle.running() : candle)
                .toList();
    }

    /** The same, not complete. */
    private MarketCandle running() {
        return new MarketCandle(coin, interval, start, open, high, low, close, volume, trades, false);
    }
}
