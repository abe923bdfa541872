/**
 * What an account holds: {@link io.plimsoll.core.domain.position.PerpPosition} and {@link
 * io.plimsoll.core.domain.position.SpotBalance}. Sizes are signed, in base units; money is USDC.
 */
@NullMarked
package io.plimsoll.core.domain.position;

import org.jspecify.annotations.NullMarked;
