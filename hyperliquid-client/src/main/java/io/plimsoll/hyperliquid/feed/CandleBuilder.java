package io.plimsoll.hyperliquid.feed;

import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarketCandle;
import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.market.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Candles of one market from its trades, in any number of intervals at once. The same trades give the same candles in
 * whatever order they come, and however often.
 *
 * <p>A trade counts once, by {@link MarketTrade.Key}. One that comes late changes its candle; if that was closed already, a
 * revision of it is returned. How late it may be is a matter of memory: trades older than {@code memory} behind the newest
 * are forgotten as soon as there are more than a thousand, and what is not newer than the last one forgotten is refused and
 * counted, as nobody can tell any more whether it counted already.
 *
 * <p>The venue gives no order within a block. Trades of one block are taken as sweeps of the book: buys from the lowest price
 * up, then sells from the highest price down. Only open and close depend on it.
 *
 * <p>A candle closes when a trade of a later one comes, or when {@link #advance} says that its time is over. A stretch without
 * trades has no candle. A candle is complete if it is closed, starts no earlier than the builder's knowledge and touches no
 * {@link #gap}; {@link #merge} mends what is not. Not thread-safe.
 */
public final class CandleBuilder {
    /** So many trades are remembered however old they are: on (re)subscribing the venue repeats the last 30 of a market. */
    private static final int REMEMBERED_ALWAYS = 1000;

    private static final Comparator<MarketTrade> ORDER = Comparator.comparing(MarketTrade::time)
            .thenComparing(MarketTrade::taker)
            .thenComparing(CandleBuilder::sweepPrice)
            .thenComparing(MarketTrade::id)
            .thenComparing(MarketTrade::size);

    private final String coin;
    private final Duration memory;
    private final Map<CandleInterval, NavigableMap<Instant, Bucket>> buckets = new EnumMap<>(CandleInterval.class);
    private final NavigableMap<Instant, Set<Long>> remembered = new TreeMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private int rememberedTrades;
    private Instant knownFrom = Instant.MAX;
    private Instant now = Instant.MIN;
    private Instant forgottenTo = Instant.MIN;
    private long refused;
    private long repeated;

    private record Gap(Instant from, Instant to) {}

    /**
     * A builder that knows nothing yet: the candles that the first trade falls into are not complete.
     *
     * @param intervals of the candles; not empty
     * @param memory how late a trade may be; not negative
     */
    public CandleBuilder(String coin, Set<CandleInterval> intervals, Duration memory) {
        if (intervals.isEmpty()) {
            throw new IllegalArgumentException("intervals must not be empty");
        }
        if (memory.isNegative()) {
            throw new IllegalArgumentException("memory must not be negative, got " + memory);
        }
        this.coin = coin;
        this.memory = memory;
        intervals.forEach(interval -> buckets.put(interval, new TreeMap<>()));
    }

    /** The market. */
    public String coin() {
        return coin;
    }

    /** Says that from this time on every trade is fed to it: candles from there on are complete. Before the first trade. */
    public CandleBuilder knowingAllFrom(Instant time) {
        knownFrom = time;
        return this;
    }

    /** Takes trades in any order; returns the candles that closed by it and those closed before that changed. */
    public List<CandleUpdate> add(Collection<MarketTrade> trades) {
        List<CandleUpdate> updates = new ArrayList<>();
        trades.stream().sorted(ORDER).forEach(trade -> updates.addAll(add(trade)));
        return updates;
    }

    /**
     * Takes a trade.
     *
     * @return the candles that closed by it, oldest first, and those closed before that changed
     * @throws IllegalArgumentException if it is of another market
     */
    public List<CandleUpdate> add(MarketTrade trade) {
        if (!trade.coin().equals(coin)) {
            throw new IllegalArgumentException("candles of " + coin + " cannot take a trade of " + trade.coin());
        }
        if (!trade.time().isAfter(forgottenTo)) {
            refused++;
            return List.of();
        }
        if (!remembered.computeIfAbsent(trade.time(), time -> new HashSet<>()).add(trade.id())) {
            repeated++;
            return List.of();
        }
        rememberedTrades++;
        if (knownFrom.equals(Instant.MAX)) {
            // trades of this very block may have gone before
            knownFrom = trade.time().plusMillis(1);
        }
        List<CandleUpdate> updates = new ArrayList<>();
        buckets.forEach((interval, byStart) -> {
            Bucket bucket = byStart.computeIfAbsent(interval.start(trade.time()), start -> new Bucket(interval, start));
            bucket.add(trade);
            if (!bucket.closed && !bucket.end.isAfter(now)) {
                updates.add(bucket.close());
            } else if (bucket.closed && bucket.official == null) {
                updates.add(bucket.revise());
            }
        });
        updates.addAll(advance(trade.time()));
        return updates;
    }

    /**
     * Moves the block's clock: candles that end at or before {@code blockTime} close. An earlier time than known changes
     * nothing.
     *
     * @return the candles that closed, oldest first per interval
     */
    public List<CandleUpdate> advance(Instant blockTime) {
        if (!blockTime.isAfter(now)) {
            return List.of();
        }
        now = blockTime;
        List<CandleUpdate> updates = new ArrayList<>();
        for (NavigableMap<Instant, Bucket> byStart : buckets.values()) {
            for (Bucket bucket : byStart.values()) {
                if (!bucket.closed && !bucket.end.isAfter(now)) {
                    updates.add(bucket.close());
                }
            }
        }
        forget();
        return updates;
    }

    /**
     * Says that trades may be missing: the stream was down, say. Candles that touch it are not complete.
     *
     * @param from of the last block that is known whole
     * @param to of the first block that is known whole again
     * @return closed candles that are no longer complete
     */
    public List<CandleUpdate> gap(Instant from, Instant to) {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("gap must not end (" + to + ") before it starts (" + from + ")");
        }
        gaps.add(new Gap(from, to));
        List<CandleUpdate> updates = new ArrayList<>();
        for (NavigableMap<Instant, Bucket> byStart : buckets.values()) {
            for (Bucket bucket : byStart.values()) {
                if (bucket.closed && bucket.official == null && bucket.touches(from, to)) {
                    updates.add(bucket.revise());
                }
            }
        }
        return updates;
    }

    /**
     * Takes a candle as the venue has it ({@code candleSnapshot}, {@code candle}). It replaces ours where that is not
     * complete or not there; a complete one of ours stays, as its volume is exact and the venue's is not. A candle still
     * running at {@code asOf} is ignored: nobody can tell which trades are in it.
     *
     * @param asOf block time at which the venue had it
     * @return the change, if there is one
     * @throws IllegalArgumentException if it is of another market or of an interval that is not built
     */
    public Optional<CandleUpdate> merge(MarketCandle venue, Instant asOf) {
        NavigableMap<Instant, Bucket> byStart = buckets.get(venue.interval());
        if (!venue.coin().equals(coin) || byStart == null) {
            throw new IllegalArgumentException("candles of " + coin + " over " + buckets.keySet()
                    + " cannot take one of " + venue.coin() + " over " + venue.interval());
        }
        if (venue.end().isAfter(asOf)) {
            return Optional.empty();
        }
        Bucket bucket = byStart.get(venue.start());
        if (bucket == null) {
            if (!venue.end().isAfter(forgottenTo)) {
                return Optional.empty();
            }
            bucket = new Bucket(venue.interval(), venue.start());
            byStart.put(venue.start(), bucket);
            bucket.official = venue;
            return Optional.of(bucket.close());
        }
        if (bucket.official != null || bucket.unbroken()) {
            return Optional.empty();
        }
        bucket.official = venue;
        return Optional.of(bucket.closed ? bucket.revise() : bucket.close());
    }

    /** The candle that is running, as known now; empty if it has no trade yet. */
    public Optional<MarketCandle> findRunning(CandleInterval interval) {
        NavigableMap<Instant, Bucket> byStart = buckets.get(interval);
        if (byStart == null) {
            throw new IllegalArgumentException("candles over " + interval + " are not built, only " + buckets.keySet());
        }
        return Optional.ofNullable(byStart.lastEntry())
                .map(Map.Entry::getValue)
                .filter(bucket -> !bucket.closed)
                .map(Bucket::candle);
    }

    /** Trades refused because they were too old to tell whether they counted already. */
    public long refusedTrades() {
        return refused;
    }

    /** Trades that came again. */
    public long repeatedTrades() {
        return repeated;
    }

    private void forget() {
        Instant horizon = now.minus(memory);
        while (rememberedTrades > REMEMBERED_ALWAYS && remembered.firstKey().isBefore(horizon)) {
            Map.Entry<Instant, Set<Long>> oldest = remembered.pollFirstEntry();
            rememberedTrades -= oldest.getValue().size();
            forgottenTo = oldest.getKey();
        }
        // nothing can change a candle any more that ends before the first trade that may still come
        buckets.values()
                .forEach(byStart ->
                        byStart.values().removeIf(bucket -> bucket.closed && !bucket.end.isAfter(forgottenTo)));
        gaps.removeIf(gap -> buckets.keySet().stream()
                .noneMatch(interval -> interval.end(gap.to).isAfter(forgottenTo)));
    }

    private static BigDecimal sweepPrice(MarketTrade trade) {
        return trade.taker() == Side.BUY ? trade.price() : trade.price().negate();
    }

    private final class Bucket {
        private final CandleInterval interval;
        private final Instant start;
        private final Instant end;
        private @Nullable MarketTrade first;
        private @Nullable MarketTrade last;
        private @Nullable MarketCandle official;
        private BigDecimal high = BigDecimal.ZERO;
        private BigDecimal low = BigDecimal.ZERO;
        private BigDecimal volume = BigDecimal.ZERO;
        private long trades;
        private boolean closed;
        private int revision;

        private Bucket(CandleInterval interval, Instant start) {
            this.interval = interval;
            this.start = start;
            this.end = interval.end(start);
        }

        private void add(MarketTrade trade) {
            high = first == null ? trade.price() : high.max(trade.price());
            low = first == null ? trade.price() : low.min(trade.price());
            first = first == null || ORDER.compare(trade, first) < 0 ? trade : first;
            last = last == null || ORDER.compare(trade, last) > 0 ? trade : last;
            volume = volume.add(trade.size());
            trades++;
        }

        private CandleUpdate close() {
            closed = true;
            return new CandleUpdate(candle(), 0);
        }

        private CandleUpdate revise() {
            revision++;
            return new CandleUpdate(candle(), revision);
        }

        private boolean touches(Instant from, Instant to) {
            return start.isBefore(to) && end.isAfter(from);
        }

        private boolean unbroken() {
            return !start.isBefore(knownFrom) && gaps.stream().noneMatch(gap -> touches(gap.from, gap.to));
        }

        private MarketCandle candle() {
            if (official != null || first == null || last == null) {
                // a bucket without trades exists only for a candle of the venue
                MarketCandle venue = Objects.requireNonNull(official);
                return new MarketCandle(
                        coin,
                        interval,
                        start,
                        venue.open(),
                        venue.high(),
                        venue.low(),
                        venue.close(),
                        venue.volume(),
                        venue.trades(),
                        true);
            }
            return new MarketCandle(
                    coin,
                    interval,
                    start,
                    first.price(),
                    high,
                    low,
                    last.price(),
                    volume,
                    trades,
                    closed && unbroken());
        }
    }
}
