/**
 * Pyth behind core's ports. {@link io.plimsoll.pyth.source.PythPriceSource} makes prices of assets out of prices of feeds, by a
 * {@link io.plimsoll.pyth.source.FeedRoute} for each asset; {@link io.plimsoll.pyth.source.FeedPrices} is one way by which prices
 * of feeds come here: asked of Hermes, brought by its stream or by Pyth Pro's, read from a contract. {@link
 * io.plimsoll.pyth.source.FeedCalendar} tells when their markets trade.
 *
 * <p>Which prices may be used is decided by core's {@link io.plimsoll.core.domain.price.PricePolicy}, the choice between sources by
 * core's engine.
 */
@NullMarked
package io.plimsoll.pyth.source;

import org.jspecify.annotations.NullMarked;
