package io.plimsoll.hyperliquid.source;

import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarketCandle;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.hyperliquid.info.Candle;
import io.plimsoll.hyperliquid.info.InfoClient;
import java.time.Instant;
import java.util.Optional;

/** The venue's candles as domain records. Thread-safe, no state. */
public final class HyperliquidCandles {
    private HyperliquidCandles() {}

    /**
     * A row of {@code candleSnapshot} or message of the channel {@code candle}.
     *
     * @param asOf block time at which the venue had it; it is complete if its time was over by then
     * @return empty for a candle without trades
     * @throws MalformedResponse if it is of an unknown interval, lies off its grid or is no candle
     */
    public static Optional<MarketCandle> map(Candle wire, Instant asOf) {
        if (wire.o() == null || wire.c() == null || wire.h() == null || wire.l() == null || wire.v() == null) {
            return Optional.empty();
        }
        try {
            CandleInterval interval = CandleInterval.parse(wire.i());
            Instant start = Instant.ofEpochMilli(wire.t());
            Instant end = Instant.ofEpochMilli(wire.T() + 1);
            if (!interval.end(start).equals(end)) {
                throw new IllegalArgumentException(
                        "candle of " + wire.s() + " over " + interval + " from " + start + " ends at " + end);
            }
            return Optional.of(new MarketCandle(
                    wire.s(),
                    interval,
                    start,
                    wire.o(),
                    wire.h(),
                    wire.l(),
                    wire.c(),
                    wire.v(),
                    wire.n() == null ? 0 : wire.n(),
                    !end.isAfter(asOf)));
        } catch (IllegalArgumentException impossible) {
            throw new MalformedResponse(InfoClient.SOURCE, String.valueOf(impossible.getMessage()), null);
        }
    }
}
