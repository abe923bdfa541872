/**
 * Morpho Blue: {@link io.plimsoll.evm.protocol.morpho.MorphoEvents} understands what it logs, {@link
 * io.plimsoll.evm.protocol.morpho.MorphoReader} reads markets and positions, with the interest that the contract has not booked yet.
 * Amounts are units of the tokens, shares are Morpho's own, rates and fractions have 18 decimals (WAD). Vaults on top of it are
 * accounts of it like all others. What a position is worth at other prices is analytics' business.
 */
@NullMarked
package io.plimsoll.evm.protocol.morpho;

import org.jspecify.annotations.NullMarked;
