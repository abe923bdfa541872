package io.plimsoll.analytics.lp;

import java.math.BigInteger;

/**
 * What liquidity over a range is in tokens, and how much liquidity tokens make.
 *
 * <pre>
 *   below the range   all token0: Δ0(√lower, √upper)
 *   in range          Δ0(√P, √upper) and Δ1(√lower, √P)           lower ≤ tick &lt; upper
 *   above             all token1: Δ1(√lower, √upper)
 * </pre>
 *
 * with Δ0, Δ1 of {@link SqrtPriceMath}. Rounding is the pool's: against whoever deposits or withdraws.
 *
 * @see <a href="https://github.com/Uniswap/v3-core/blob/main/contracts/UniswapV3Pool.sol">UniswapV3Pool.sol, _modifyPosition</a>
 * @see <a href="https://github.com/Uniswap/v3-periphery/blob/main/contracts/libraries/LiquidityAmounts.sol">LiquidityAmounts.sol</a>
 */
public final class LiquidityMath {
    private LiquidityMath() {}

    /** What withdrawing the liquidity gives; rounded down. */
    public static TokenAmounts burnAmounts(PoolState pool, int tickLower, int tickUpper, BigInteger liquidity) {
        return amounts(pool, tickLower, tickUpper, liquidity, false);
    }

    /** What depositing the liquidity costs; rounded up. */
    public static TokenAmounts mintAmounts(PoolState pool, int tickLower, int tickUpper, BigInteger liquidity) {
        return amounts(pool, tickLower, tickUpper, liquidity, true);
    }

    private static TokenAmounts amounts(
            PoolState pool, int tickLower, int tickUpper, BigInteger liquidity, boolean roundUp) {
        TickMath.requireRange(tickLower, tickUpper);
        BigInteger lower = TickMath.sqrtPriceAtTick(tickLower);
        BigInteger upper = TickMath.sqrtPriceAtTick(tickUpper);
        if (pool.tick() < tickLower) {
            return new TokenAmounts(SqrtPriceMath.amount0Delta(lower, upper, liquidity, roundUp), BigInteger.ZERO);
        }
        if (pool.tick() >= tickUpper) {
            return new TokenAmounts(BigInteger.ZERO, SqrtPriceMath.amount1Delta(lower, upper, liquidity, roundUp));
        }
        return new TokenAmounts(
                SqrtPriceMath.amount0Delta(pool.sqrtPriceX96(), upper, liquidity, roundUp),
                SqrtPriceMath.amount1Delta(lower, pool.sqrtPriceX96(), liquidity, roundUp));
    }

    /**
     * The most liquidity that the amounts pay for, rounded down: L₀ = Δ0 · √a · √b / (2⁹⁶ · (√b − √a)), L₁ = Δ1 · 2⁹⁶ / (√b −
     * √a), the smaller of both in range. Not bounded by 128 bits, as a pool would.
     *
     * @param sqrtPriceX96 of the pool
     * @param sqrtPriceA one end of the range
     * @param sqrtPriceB the other; not the same, the order does not matter
     * @param available most to be paid of each token
     */
    public static BigInteger maxLiquidity(
            BigInteger sqrtPriceX96, BigInteger sqrtPriceA, BigInteger sqrtPriceB, TokenAmounts available) {
        return maxLiquidity(sqrtPriceX96, sqrtPriceA, sqrtPriceB, available, true);
    }

    /**
     * As {@link #maxLiquidity}, with the periphery contracts' coarser L₀ = Δ0 · ⌊√a · √b / 2⁹⁶⌋ / (√b − √a): what a deposit
     * through the position manager really makes.
     *
     * @param sqrtPriceX96 of the pool
     * @param sqrtPriceA one end of the range
     * @param sqrtPriceB the other; not the same, the order does not matter
     * @param available most to be paid of each token
     */
    public static BigInteger maxLiquidityOfPeriphery(
            BigInteger sqrtPriceX96, BigInteger sqrtPriceA, BigInteger sqrtPriceB, TokenAmounts available) {
        return maxLiquidity(sqrtPriceX96, sqrtPriceA, sqrtPriceB, available, false);
    }

    private static BigInteger maxLiquidity(
            BigInteger sqrtPriceX96,
            BigInteger sqrtPriceA,
            BigInteger sqrtPriceB,
            TokenAmounts available,
            boolean precise) {
        BigInteger price = Unsigned.requirePositive("sqrtPriceX96", sqrtPriceX96, 160);
        BigInteger lower = Unsigned.requirePositive("sqrtPriceA", sqrtPriceA, 160)
                .min(Unsigned.requirePositive("sqrtPriceB", sqrtPriceB, 160));
        BigInteger upper = sqrtPriceA.max(sqrtPriceB);
        if (lower.equals(upper)) {
            throw new IllegalArgumentException("sqrtPriceA and sqrtPriceB must differ, both are " + lower);
        }
        if (price.compareTo(lower) <= 0) {
            return ofAmount0(lower, upper, available.amount0(), precise);
        }
        if (price.compareTo(upper) >= 0) {
            return ofAmount1(lower, upper, available.amount1());
        }
        return ofAmount0(price, upper, available.amount0(), precise).min(ofAmount1(lower, price, available.amount1()));
    }

    private static BigInteger ofAmount0(BigInteger lower, BigInteger upper, BigInteger amount0, boolean precise) {
        BigInteger width = upper.subtract(lower);
        BigInteger product = lower.multiply(upper);
        return precise
                ? amount0.multiply(product).divide(width.shiftLeft(96))
                : amount0.multiply(product.shiftRight(96)).divide(width);
    }

    private static BigInteger ofAmount1(BigInteger lower, BigInteger upper, BigInteger amount1) {
        return amount1.shiftLeft(96).divide(upper.subtract(lower));
    }
}
