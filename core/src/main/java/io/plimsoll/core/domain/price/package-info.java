/**
 * Oracle prices, where they come from, and which of them may be used. Start from {@link
 * io.plimsoll.core.domain.price.PriceSource}; a {@link io.plimsoll.core.domain.price.PriceQuote} says how old a price is and who
 * vouches for it, a {@link io.plimsoll.core.domain.price.PricePolicy} says whether it may be used, or every reason why not.
 *
 * <p>{@link io.plimsoll.core.domain.price.OraclePrice}, {@link io.plimsoll.core.domain.price.PriceBasket}, {@link
 * io.plimsoll.core.domain.price.PriceLine} and {@link io.plimsoll.core.domain.price.ValuationCurve} compute as Pyth's SDK does;
 * to value positions, use a verdict's {@link io.plimsoll.core.domain.price.PriceBounds}.
 *
 * <p>The choice between several sources belongs to the engine.
 */
@NullMarked
package io.plimsoll.core.domain.price;

import org.jspecify.annotations.NullMarked;
