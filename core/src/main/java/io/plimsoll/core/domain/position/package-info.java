/**
 * What an account holds: {@link io.plimsoll.core.domain.position.PerpPosition} and {@link
 * io.plimsoll.core.domain.position.SpotBalance} on the exchange, with signed sizes in base units and money in USDC, and
 * {@link io.plimsoll.core.domain.position.LpPosition} and {@link io.plimsoll.core.domain.position.LendingPosition} on a chain, in
 * raw token units. {@link io.plimsoll.core.domain.position.Holdings} is all that a source says of an account.
 */
@NullMarked
package io.plimsoll.core.domain.position;

import org.jspecify.annotations.NullMarked;
