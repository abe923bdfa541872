package io.plimsoll.core.domain.market;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;

/**
 * What was traded in a market over one interval: its candle, and the sums that a mean price needs. Sums of sums are exact, so a
 * day joined from its hours says what the day's trades say; means of means would not.
 *
 * @param candle prices, volume and number of trades; at least one trade
 * @param buyVolume the part of the volume whose takers bought, base units
 * @param notional Σ price × size, quote units, rounded to 18 decimals (half even)
 * @param buyNotional the part of the notional whose takers bought, rounded likewise
 * @param largeTrades how many of the trades were kept as {@link WhaleTrade}s
 */
public record TradeSummary(
        MarketCandle candle, BigDecimal buyVolume, BigDecimal notional, BigDecimal buyNotional, long largeTrades) {
    private static final int DECIMALS = 18;

    public TradeSummary {
        notional = rounded(notional);
        buyNotional = rounded(buyNotional);
        if (candle.trades() < 1 || candle.volume().signum() <= 0 || notional.signum() < 0 || largeTrades < 0) {
            throw new IllegalArgumentException(where(candle) + " must have trades, got " + candle.trades()
                    + " with volume " + candle.volume() + ", notional " + notional + ", " + largeTrades + " large");
        }
        if (!isPart(buyVolume, candle.volume()) || !isPart(buyNotional, notional)) {
            throw new IllegalArgumentException(where(candle) + " must have bought no more than traded, got " + buyVolume
                    + " of " + candle.volume() + ", " + buyNotional + " of " + notional);
        }
    }

    /**
     * The summary of some trades.
     *
     * @param trades in any order, of one coin, all within one interval; not empty
     * @param largeTrades how many of them were large
     * @throws IllegalArgumentException if they are not
     */
    public static TradeSummary of(CandleInterval interval, List<MarketTrade> trades, long largeTrades) {
        if (trades.isEmpty()) {
            throw new IllegalArgumentException("trades to sum up must not be empty");
        }
        List<MarketTrade> sorted = trades.stream()
                .sorted(Comparator.comparing(MarketTrade::time).thenComparing(MarketTrade::id))
                .toList();
        MarketTrade first = sorted.get(0);
        MarketTrade last = sorted.get(sorted.size() - 1);
        BigDecimal high = first.price();
        BigDecimal low = first.price();
        BigDecimal volume = BigDecimal.ZERO;
        BigDecimal buyVolume = BigDecimal.ZERO;
        BigDecimal notional = BigDecimal.ZERO;
        BigDecimal buyNotional = BigDecimal.ZERO;
        for (MarketTrade trade : sorted) {
            if (!trade.coin().equals(first.coin())
                    || !interval.start(trade.time()).equals(interval.start(first.time()))) {
                throw new IllegalArgumentException("trade of " + trade.coin() + " at " + trade.time()
                        + " is not within one " + interval + " with the one of " + first.coin() + " at "
                        + first.time());
            }
            high = high.max(trade.price());
            low = low.min(trade.price());
            volume = volume.add(trade.size());
            notional = notional.add(trade.notional());
            if (trade.taker() == Side.BUY) {
                buyVolume = buyVolume.add(trade.size());
                buyNotional = buyNotional.add(trade.notional());
            }
        }
        MarketCandle candle = new MarketCandle(
                first.coin(),
                interval,
                interval.start(first.time()),
                first.price(),
                high,
                low,
                last.price(),
                volume,
                sorted.size(),
                true);
        return new TradeSummary(candle, buyVolume, notional, buyNotional, largeTrades);
    }

    /**
     * One summary of many that follow each other.
     *
     * @param interval of the result
     * @param parts in any order, of one coin and one shorter interval, all within one interval of the result; not empty
     * @throws IllegalArgumentException if they are not
     */
    public static TradeSummary join(CandleInterval interval, List<TradeSummary> parts) {
        MarketCandle candle = MarketCandle.join(
                interval, parts.stream().map(TradeSummary::candle).toList());
        BigDecimal buyVolume = BigDecimal.ZERO;
        BigDecimal notional = BigDecimal.ZERO;
        BigDecimal buyNotional = BigDecimal.ZERO;
        long largeTrades = 0;
        for (TradeSummary part : parts) {
            buyVolume = buyVolume.add(part.buyVolume);
            notional = notional.add(part.notional);
            buyNotional = buyNotional.add(part.buyNotional);
            largeTrades += part.largeTrades;
        }
        return new TradeSummary(candle, buyVolume, notional, buyNotional, largeTrades);
    }

    /** Mean price, each trade weighing as much as its size: notional / volume, rounded to 18 decimals (half even). */
    public BigDecimal vwap() {
        return notional.divide(candle.volume(), DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** The part of the volume whose takers sold, base units. */
    public BigDecimal sellVolume() {
        return candle.volume().subtract(buyVolume);
    }

    private static BigDecimal rounded(BigDecimal sum) {
        return sum.scale() > DECIMALS ? sum.setScale(DECIMALS, RoundingMode.HALF_EVEN) : sum;
    }

    private static boolean isPart(BigDecimal part, BigDecimal whole) {
        return part.signum() >= 0 && part.compareTo(whole) <= 0;
    }

    private static String where(MarketCandle candle) {
        return "summary of " + candle.coin() + " over " + candle.interval() + " at " + candle.start();
    }
}
