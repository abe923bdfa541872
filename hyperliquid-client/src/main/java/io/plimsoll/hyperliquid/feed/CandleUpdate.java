package io.plimsoll.hyperliquid.feed;

import io.plimsoll.core.domain.market.MarketCandle;

/**
 * A candle whose time is over.
 *
 * @param candle as known now
 * @param revision 0 when it closes, then one more each time something that came late changes it
 */
public record CandleUpdate(MarketCandle candle, int revision) {}
