/**
 * What an account gains or loses when an asset moves: {@link io.plimsoll.analytics.exposure.Exposure} sums the legs of an
 * account to a net delta per asset, in base units of the asset.
 */
@NullMarked
package io.plimsoll.analytics.exposure;

import org.jspecify.annotations.NullMarked;
