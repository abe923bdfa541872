package io.plimsoll.hyperliquid.info;

/**
 * An order and what became of it: a row of {@code historicalOrders} and the answer to {@code orderStatus}. One order has a
 * row for each status it went through.
 *
 * @param order as it was then
 * @param status {@code open}, {@code filled}, {@code canceled}, {@code triggered}, {@code rejected}, {@code
 *     marginCanceled}, …; an open set of words
 * @param statusTimestamp milliseconds, since when
 */
public record HistoricalOrder(FrontendOpenOrder order, String status, long statusTimestamp) {}
