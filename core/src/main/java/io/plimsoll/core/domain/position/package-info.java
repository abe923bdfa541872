/**
 * What an account holds: {@link io.plimsoll.core.domain.position.PerpPosition} and {@link
 * io.plimsoll.core.domain.position.SpotBalance} on the exchange, with signed sizes in base units and money in USDC, and
 * {@link io.plimsoll.core.domain.position.LpPosition} on a chain, in raw token units.
 */
@NullMarked
package io.plimsoll.core.domain.position;

import org.jspecify.annotations.NullMarked;
