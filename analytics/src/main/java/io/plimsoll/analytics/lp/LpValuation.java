package io.plimsoll.analytics.lp;

import io.plimsoll.core.domain.market.PoolSnapshot;
import io.plimsoll.core.domain.position.LpHolding;
import io.plimsoll.core.domain.position.LpPosition;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What a position is at a pool's price: the tokens in its range, and those owed to it that are not collected yet.
 *
 * <p>Measured in token1, its value moves with the price P of token0 as much as its token0 does, although the mixture changes
 * on the way: V = x·P + y and dV/dP = x, as x and y change along P·dx + dy = 0. So delta is an amount, and no greek needs
 * computing. In token0 terms the same holds for token1. Where both tokens are volatile, convert each of the two deltas by
 * itself.
 *
 * @param position what is valued
 * @param pool where its pool stands
 * @param principal what withdrawing all liquidity gives, rounded down
 * @param owed what a collect would pay besides, rounded down: fees, and what was withdrawn from the liquidity before
 */
public record LpValuation(LpPosition position, PoolState pool, TokenAmounts principal, TokenAmounts owed) {
    /**
     * Values a position.
     *
     * @param feeGrowthInside0X128 {@link FeeMath#feeGrowthInside} of token0, of the same block as the pool's state
     * @param feeGrowthInside1X128 the same of token1
     */
    public static LpValuation of(
            LpPosition position, PoolState pool, BigInteger feeGrowthInside0X128, BigInteger feeGrowthInside1X128) {
        TokenAmounts owed = new TokenAmounts(
                FeeMath.owed(
                        position.tokensOwed0(),
                        feeGrowthInside0X128,
                        position.feeGrowthInside0LastX128(),
                        position.liquidity()),
                FeeMath.owed(
                        position.tokensOwed1(),
                        feeGrowthInside1X128,
                        position.feeGrowthInside1LastX128(),
                        position.liquidity()));
        return new LpValuation(position, pool, principal(position, pool), owed);
    }

    /** Values a position with all that was read of its pool in the same block. */
    public static LpValuation of(LpHolding holding) {
        PoolSnapshot pool = holding.pool();
        return of(
                holding.position(),
                new PoolState(pool.sqrtPriceX96(), pool.tick()),
                holding.feeGrowthInside0X128(),
                holding.feeGrowthInside1X128());
    }

    /** Values a position with what is booked as owed to it already: fees earned since then are left out. */
    public static LpValuation ofBooked(LpPosition position, PoolState pool) {
        return new LpValuation(
                position,
                pool,
                principal(position, pool),
                new TokenAmounts(position.tokensOwed0(), position.tokensOwed1()));
    }

    private static TokenAmounts principal(LpPosition position, PoolState pool) {
        return LiquidityMath.burnAmounts(pool, position.tickLower(), position.tickUpper(), position.liquidity());
    }

    /** lower ≤ tick &lt; upper: both tokens in it, and earning fees. */
    public boolean isInRange() {
        return pool.isInRange(position.tickLower(), position.tickUpper());
    }

    /** principal + owed. */
    public TokenAmounts total() {
        return principal.plus(owed);
    }

    /**
     * dV/dP with the value in token1: whole token0 that the position is long, tokens owed included. Exact.
     *
     * @param decimals0 of token0, 0 to 255
     */
    public BigDecimal delta0(int decimals0) {
        return new BigDecimal(total().amount0(), PoolPrice.requireDecimals("decimals0", decimals0));
    }

    /**
     * The same with the value in token0: whole token1 that the position is long, tokens owed included. Exact.
     *
     * @param decimals1 of token1, 0 to 255
     */
    public BigDecimal delta1(int decimals1) {
        return new BigDecimal(total().amount1(), PoolPrice.requireDecimals("decimals1", decimals1));
    }

    /** {@link #total} in raw token1: amount1 + ⌊amount0 · (sqrtPriceX96 / 2⁹⁶)²⌋, tokens owed included; rounded down. */
    public BigInteger valueInToken1() {
        TokenAmounts total = total();
        return total.amount0()
                .multiply(pool.sqrtPriceX96().pow(2))
                .shiftRight(192)
                .add(total.amount1());
    }

    /** {@link #total} in raw token0: amount0 + ⌊amount1 / (sqrtPriceX96 / 2⁹⁶)²⌋, tokens owed included; rounded down. */
    public BigInteger valueInToken0() {
        TokenAmounts total = total();
        return total.amount1().shiftLeft(192).divide(pool.sqrtPriceX96().pow(2)).add(total.amount0());
    }
}
