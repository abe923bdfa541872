/**
 * A perpetual exchange whose positions stand alone, as the reference contract {@code PerpDex.sol} beside the tests has it: {@link
 * io.plimsoll.evm.protocol.perpdex.PerpDexEvents} understands what it logs, {@link
 * io.plimsoll.evm.protocol.perpdex.PerpDexPositions} makes positions of it, {@link
 * io.plimsoll.evm.protocol.perpdex.PerpDexReader} reads markets and positions from the contract itself. Amounts have been scaled: USD
 * as BigDecimal. What a position is worth at other prices is analytics' business.
 */
@NullMarked
package io.plimsoll.evm.protocol.perpdex;

import org.jspecify.annotations.NullMarked;
