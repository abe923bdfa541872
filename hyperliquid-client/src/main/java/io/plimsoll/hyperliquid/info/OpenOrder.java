package io.plimsoll.hyperliquid.info;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An order as {@code openOrders} and the channel {@code orderUpdates} tell it.
 *
 * @param coin market
 * @param side {@code B} buys, {@code A} sells
 * @param limitPx limit price
 * @param sz what is left to fill; 0 for a trigger order on the whole position
 * @param oid the venue's order id
 * @param timestamp milliseconds, of the placing
 * @param origSz size when placed; missing before 2024
 * @param cloid the client's order id
 * @param reduceOnly true for such orders, else missing
 */
public record OpenOrder(
        String coin,
        String side,
        BigDecimal limitPx,
        BigDecimal sz,
        long oid,
        long timestamp,
        @Nullable BigDecimal origSz,
        @Nullable String cloid,
        @Nullable Boolean reduceOnly) {}
