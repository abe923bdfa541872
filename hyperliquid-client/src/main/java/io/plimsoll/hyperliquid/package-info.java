/**
 * HyperCore for Java: start from {@link io.plimsoll.hyperliquid.HyperliquidClient}.
 *
 * <p>Two layers. The wire layer ({@link io.plimsoll.hyperliquid.info}) is named after the venue's own words and can be used
 * alone, within what the venue allows ({@link io.plimsoll.hyperliquid.limit}); the source layer ({@link
 * io.plimsoll.hyperliquid.source}) implements core's ports on top of it. Risk formulas are not here: see the analytics
 * module.
 */
@NullMarked
package io.plimsoll.hyperliquid;

import org.jspecify.annotations.NullMarked;
