/**
 * Algebra Integral, a family of concentrated-liquidity DEXes with plugins: {@link io.plimsoll.evm.protocol.algebra.AlgebraEvents}
 * decodes what it logs, {@link io.plimsoll.evm.protocol.algebra.AlgebraLayout} makes a {@link
 * io.plimsoll.evm.protocol.uniswapv3.UniswapV3PositionReader} read its positions. Farms are not here: a farmed position is read by
 * its number.
 */
@NullMarked
package io.plimsoll.evm.protocol.algebra;

import org.jspecify.annotations.NullMarked;
