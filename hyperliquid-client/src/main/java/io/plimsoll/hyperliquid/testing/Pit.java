package io.plimsoll.hyperliquid.testing;

import io.plimsoll.hyperliquid.testing.VenueLedger.Trade;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where one market is traded: its book, the orders that wait for a price, and what was traded. Guarded by the engine's lock. */
final class Pit {
    private static final int KEPT_TRADES = 200_000;

    final Instrument instrument;
    final OrderBook book = new OrderBook();
    final Map<Long, VenueOrder> sleeping = new LinkedHashMap<>();
    final History<Trade> trades = new History<>(KEPT_TRADES);
    final Candles candles;

    Pit(Instrument instrument) {
        this.instrument = instrument;
        this.candles = new Candles(instrument.coin());
    }
}
