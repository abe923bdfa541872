package io.plimsoll.core.domain.repository.keeper.memory;

import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarketCandle;
import io.plimsoll.core.domain.repository.keeper.CandleRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Candles in one series for each source, coin and interval. */
final class InMemoryCandleRepository implements CandleRepository {
    private record Key(String source, String coin, CandleInterval interval) {}

    private record Stored(String source, MarketCandle candle) {
        private Key key() {
            return new Key(source, candle.coin(), candle.interval());
        }

        private Instant start() {
            return candle.start();
        }
    }

    private final TimeSeries<Key, Stored> candles = new TimeSeries<>(Stored::key, Stored::start);

    @Override
    public synchronized void upsert(String source, Collection<MarketCandle> added) {
        candles.upsert(added.stream().map(candle -> new Stored(source, candle)).toList());
    }

    @Override
    public synchronized int buildFromMinutes(
            String source, String coin, Set<CandleInterval> intervals, Instant from, Instant to) {
        intervals.forEach(CandleRepository::requireLongerThanMinute);
        int stored = 0;
        for (CandleInterval interval : from.isBefore(to) ? intervals : Set.<CandleInterval>of()) {
            Instant start = interval.start(from);
            Instant end = interval.end(to.minusNanos(1));
            List<MarketCandle> built = MarketCandle.joinAll(
                            interval, between(source, coin, CandleInterval.ONE_MINUTE, start, end.minusNanos(1)), to)
                    .stream()
                    .filter(candle -> between(source, coin, interval, candle.start(), candle.start()).stream()
                            .noneMatch(known -> known.trades() > candle.trades()))
                    .toList();
            upsert(source, built);
            stored += built.size();
        }
        return stored;
    }

    @Override
    public Optional<MarketCandle> latest(String source, String coin, CandleInterval interval) {
        return candles.latest(new Key(source, coin, interval)).map(Stored::candle);
    }

    @Override
    public List<MarketCandle> between(String source, String coin, CandleInterval interval, Instant from, Instant to) {
        return candles.between(new Key(source, coin, interval), from, to).stream()
                .map(Stored::candle)
                .toList();
    }

    @Override
    public int deleteOlderThan(CandleInterval interval, Instant limit) {
        return candles.deleteOlderThan(limit, key -> key.interval() == interval);
    }
}
