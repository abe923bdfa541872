/**
 * Concentrated liquidity of the Uniswap V3 kind, to the last digit as the contracts compute it: start from {@link
 * io.plimsoll.analytics.lp.LpValuation}, which says what a position holds, what it has earned and how it moves with the
 * price.
 *
 * <p>Below it, one class per contract library: {@link io.plimsoll.analytics.lp.TickMath}, {@link
 * io.plimsoll.analytics.lp.SqrtPriceMath}, {@link io.plimsoll.analytics.lp.SwapMath}, {@link
 * io.plimsoll.analytics.lp.LiquidityMath}, {@link io.plimsoll.analytics.lp.FeeMath}. {@link
 * io.plimsoll.analytics.lp.PoolPrice} is the way to and from prices that people read.
 *
 * <p>Amounts are raw token units. A sqrtPriceX96 is √(token1 / token0, raw) · 2⁹⁶; a value X128 is times 2¹²⁸. Where the
 * contracts revert, these functions throw {@link IllegalArgumentException}. Pure functions, thread-safe; no
 * floating point. Not here: reading pools from a chain.
 */
@NullMarked
package io.plimsoll.analytics.lp;

import org.jspecify.annotations.NullMarked;
