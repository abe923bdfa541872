/**
 * The venue behind core's ports: {@link io.plimsoll.hyperliquid.source.HyperliquidAccountSource}, {@link
 * io.plimsoll.hyperliquid.source.HyperliquidMarketSource}, {@link io.plimsoll.hyperliquid.source.HyperliquidFundingSource},
 * {@link io.plimsoll.hyperliquid.source.HyperliquidPriceSource}. Here wire words become domain words, strings of unknown
 * meaning become refusals, and milliseconds become instants.
 */
@NullMarked
package io.plimsoll.hyperliquid.source;

import org.jspecify.annotations.NullMarked;
