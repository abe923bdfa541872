/**
 * What a program keeps up to date from the venue's messages: {@link io.plimsoll.hyperliquid.feed.OrderBook}, {@link
 * io.plimsoll.hyperliquid.feed.CandleBuilder} and {@link io.plimsoll.hyperliquid.feed.LiquidationCombiner}. All three are fed
 * by hand, have no thread and no connection, and take time from what they are fed or from a given clock: what they make of a
 * recording is what they made of the live stream. {@link io.plimsoll.hyperliquid.feed.BookFeed}, {@link
 * io.plimsoll.hyperliquid.feed.CandleFeed} and {@link io.plimsoll.hyperliquid.feed.LiquidationFeed} connect them to a stream.
 */
@NullMarked
package io.plimsoll.hyperliquid.feed;

import org.jspecify.annotations.NullMarked;
