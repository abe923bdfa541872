/**
 * Oracle prices and where they come from. Start from {@link io.plimsoll.core.domain.price.PriceSource}; a {@link
 * io.plimsoll.core.domain.price.PriceQuote} says how old a price is and who vouches for it.
 *
 * <p>The choice between several sources belongs to the engine.
 */
@NullMarked
package io.plimsoll.core.domain.price;

import org.jspecify.annotations.NullMarked;
