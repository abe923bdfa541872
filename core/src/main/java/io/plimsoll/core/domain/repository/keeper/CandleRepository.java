package io.plimsoll.core.domain.repository.keeper;

import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarketCandle;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Candles, one row for each source, coin, interval and start. Thread-safe; each call is one transaction. */
public interface CandleRepository {
    /**
     * Adds the candles, or replaces those with the same coin, interval and start.
     *
     * @param source of the prices: candles of different sources are never mixed
     */
    void upsert(String source, Collection<MarketCandle> candles);

    /**
     * Builds longer candles from the stored candles of one minute, and stores them: all that overlap the time from ≤ t {@code <}
     * to. May be repeated, and run again when minutes have come late. A longer candle is complete if its minutes are and it
     * has ended by {@code to}. One that is stored already is kept if it has more trades than its minutes have now: they were
     * deleted since.
     *
     * @param intervals to build; each a multiple of a minute, longer than one
     * @param to exclusive; until when minutes are known
     * @return how many candles were stored
     */
    int buildFromMinutes(String source, String coin, Set<CandleInterval> intervals, Instant from, Instant to);

    /** The newest candle. */
    Optional<MarketCandle> latest(String source, String coin, CandleInterval interval);

    /** The candles with from ≤ start ≤ to, oldest first. */
    List<MarketCandle> between(String source, String coin, CandleInterval interval, Instant from, Instant to);

    /** Deletes all of an interval that start before {@code limit}, and says how many. */
    int deleteOlderThan(CandleInterval interval, Instant limit);

    /** Refuses an interval that cannot be built from minutes. */
    static void requireLongerThanMinute(CandleInterval interval) {
        if (interval == CandleInterval.ONE_MINUTE) {
            throw new IllegalArgumentException("candles to build must be longer than a minute, got " + interval);
        }
    }
}
