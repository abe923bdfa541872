package io.plimsoll.hyperliquid.feed;

import io.plimsoll.core.domain.market.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A book at one moment. Immutable. It knows the levels that the venue sends, at most 20 a side: a question that needs more
 * depth than that has no answer.
 *
 * @param coin market
 * @param bids orders to buy, best first
 * @param asks orders to sell, best first; the best is above the best bid
 * @param bookTime block time of the last whole book
 * @param time block time of the last message, whole book or best prices
 */
public record BookView(String coin, List<BookLevel> bids, List<BookLevel> asks, Instant bookTime, Instant time) {
    private static final int DIGITS = 34;
    private static final BigDecimal HALF = new BigDecimal("0.5");

    public BookView {
        bids = List.copyOf(bids);
        asks = List.copyOf(asks);
    }

    /** Best bid; empty while there is none. */
    public Optional<BookLevel> bestBid() {
        return bids.stream().findFirst();
    }

    /** Best ask; empty while there is none. */
    public Optional<BookLevel> bestAsk() {
        return asks.stream().findFirst();
    }

    /** (best bid + best ask) / 2, exact; empty while a side is empty. */
    public Optional<BigDecimal> mid() {
        return bestBid()
                .flatMap(bid ->
                        bestAsk().map(ask -> plain(bid.price().add(ask.price()).multiply(HALF))));
    }

    /** best ask − best bid, positive; empty while a side is empty. */
    public Optional<BigDecimal> spread() {
        return bestBid().flatMap(bid -> bestAsk().map(ask -> ask.price().subtract(bid.price())));
    }

    /** How old the last message is, by the block's clock against {@code now}. */
    public Duration age(Instant now) {
        return Duration.between(time, now);
    }

    /** What somebody who trades in this direction meets: a buyer the asks, a seller the bids. */
    public List<BookLevel> against(Side side) {
        return side == Side.BUY ? asks : bids;
    }

    /**
     * Size that can be had without paying worse than a limit. A limit beyond the last known level gives what is known.
     *
     * @param side of the one who trades: a buyer takes asks up to {@code limit}, a seller bids down to it
     * @return base units; zero if nothing is that cheap
     */
    public BigDecimal sizeTo(Side side, BigDecimal limit) {
        BigDecimal size = BigDecimal.ZERO;
        for (BookLevel level : against(side)) {
            int worse = level.price().compareTo(limit);
            if (side == Side.BUY ? worse > 0 : worse < 0) {
                break;
            }
            size = size.add(level.size());
        }
        return size;
    }

    /**
     * Average price of trading a size at once: Σ price·size / size over the levels it eats. 34 digits, rounded against the one
     * who trades.
     *
     * @param size base units; positive
     * @return empty if the known levels do not hold it
     */
    public Optional<BigDecimal> averagePriceForSize(Side side, BigDecimal size) {
        requirePositive("size", size);
        BigDecimal rest = size;
        BigDecimal notional = BigDecimal.ZERO;
        for (BookLevel level : against(side)) {
            BigDecimal eaten = level.size().min(rest);
            notional = notional.add(eaten.multiply(level.price()));
            rest = rest.subtract(eaten);
            if (rest.signum() == 0) {
                return Optional.of(quotient(side, notional, size));
            }
        }
        return Optional.empty();
    }

    /**
     * Average price of trading a notional at once, the venue's impact price: notional / Σ size, where the last level is eaten
     * in part. With N the notional, n and s that of the levels eaten whole, p the last price: p·N / (p·s + N − n), so that
     * only one division is rounded: 34 digits, against the one who trades.
     *
     * @param notional quote units; positive. The venue's own for funding is 20 000 for BTC and ETH, 6 000 for others
     * @return empty if the known levels do not hold it
     */
    public Optional<BigDecimal> averagePriceForNotional(Side side, BigDecimal notional) {
        requirePositive("notional", notional);
        BigDecimal rest = notional;
        BigDecimal size = BigDecimal.ZERO;
        for (BookLevel level : against(side)) {
            if (rest.compareTo(level.notional()) <= 0) {
                return Optional.of(quotient(
                        side,
                        level.price().multiply(notional),
                        level.price().multiply(size).add(rest)));
            }
            rest = rest.subtract(level.notional());
            size = size.add(level.size());
        }
        return Optional.empty();
    }

    private static BigDecimal quotient(Side side, BigDecimal dividend, BigDecimal divisor) {
        MathContext against = new MathContext(DIGITS, side == Side.BUY ? RoundingMode.CEILING : RoundingMode.FLOOR);
        return plain(dividend.divide(divisor, against));
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static void requirePositive(String parameter, BigDecimal value) {
        if (value.signum() <= 0) {
            throw new IllegalArgumentException(parameter + " must be > 0, got " + value);
        }
    }
}
