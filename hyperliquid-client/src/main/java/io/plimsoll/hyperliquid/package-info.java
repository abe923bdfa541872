/**
 * HyperCore for Java: start from {@link io.plimsoll.hyperliquid.HyperliquidClient}.
 *
 * <p>Two layers. The wire layer is named after the venue's own words and can be used alone: questions ({@link
 * io.plimsoll.hyperliquid.info}), actions ({@link io.plimsoll.hyperliquid.exchange}), the websocket ({@link
 * io.plimsoll.hyperliquid.ws}) and archives ({@link io.plimsoll.hyperliquid.history}), within what the venue allows ({@link
 * io.plimsoll.hyperliquid.limit}). The source layer ({@link io.plimsoll.hyperliquid.source}) implements core's ports on top of
 * it, and {@link io.plimsoll.hyperliquid.feed} makes books, candles and liquidations of it. Risk formulas are not here: see the
 * analytics module. A venue to test on is in {@link io.plimsoll.hyperliquid.testing}.
 */
@NullMarked
package io.plimsoll.hyperliquid;

import org.jspecify.annotations.NullMarked;
