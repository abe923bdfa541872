package io.plimsoll.hyperliquid.info;

import io.plimsoll.hyperliquid.internal.ReadBy;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code candleSnapshot} and message of the channel {@code candle}. The last one of a snapshot is still open. Its
 * numbers may be missing only where the market has not traded.
 *
 * @param t milliseconds, start
 * @param T milliseconds, last one that belongs to it
 * @param s coin
 * @param i interval
 * @param o first price
 * @param c last price
 * @param h highest price
 * @param l lowest price
 * @param v volume in base units
 * @param n number of trades
 */
@ReadBy(CandleReader.class)
public record Candle(
        long t,
        long T,
        String s,
        String i,
        @Nullable BigDecimal o,
        @Nullable BigDecimal c,
        @Nullable BigDecimal h,
        @Nullable BigDecimal l,
        @Nullable BigDecimal v,
        @Nullable Long n) {}
