/**
 * Pyth behind core's ports. {@link io.plimsoll.pyth.source.PythPriceSource} makes prices of assets out of prices of feeds, by a
 * {@link io.plimsoll.pyth.source.FeedRoute} for each asset; {@link io.plimsoll.pyth.source.FeedPrices} is one way by which prices
 * of feeds come here.
 */
@NullMarked
package io.plimsoll.pyth.source;

import org.jspecify.annotations.NullMarked;
