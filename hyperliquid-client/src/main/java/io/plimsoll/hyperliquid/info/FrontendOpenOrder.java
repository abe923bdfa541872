package io.plimsoll.hyperliquid.info;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order with everything the venue's own page shows: {@link OpenOrder} and its kind, trigger and children.
 *
 * @param coin market
 * @param side {@code B} buys, {@code A} sells
 * @param limitPx limit price
 * @param sz what is left to fill
 * @param oid the venue's order id
 * @param timestamp milliseconds, of the placing
 * @param origSz size when placed
 * @param triggerCondition for people, {@code N/A} without a trigger
 * @param isTrigger waits for {@code triggerPx}
 * @param triggerPx mark price that sets it off; 0 without a trigger
 * @param children orders that wait for this one to fill
 * @param isPositionTpsl closes the whole position, whatever its size is then
 * @param reduceOnly never opens or turns a position
 * @param orderType {@code Market}, {@code Limit}, {@code Stop Market}, {@code Stop Limit}, {@code Take Profit Market},
 *     {@code Take Profit Limit}, {@code Twap Slice}, {@code Vault Close}, {@code Spot Dust Conversion}; an open set
 * @param tif {@code Gtc}, {@code Ioc}, {@code Alo}, {@code FrontendMarket}, {@code LiquidationMarket}; null for triggers
 * @param cloid the client's order id
 */
public record FrontendOpenOrder(
        String coin,
        String side,
        BigDecimal limitPx,
        BigDecimal sz,
        long oid,
        long timestamp,
        BigDecimal origSz,
        String triggerCondition,
        boolean isTrigger,
        BigDecimal triggerPx,
        List<FrontendOpenOrder> children,
        boolean isPositionTpsl,
        boolean reduceOnly,
        String orderType,
        @Nullable String tif,
        @Nullable String cloid) {}
