package io.plimsoll.analytics.lp;

import java.math.BigInteger;

/**
 * The least amounts to insist on when liquidity is deposited or withdrawn while the price may move: token0 as of the price
 * risen by the tolerance, token1 as of the price fallen by it, since in range each is least there. To be passed as {@code
 * amount0Min} and {@code amount1Min}.
 *
 * @see <a href="https://github.com/Uniswap/v3-sdk/blob/main/src/entities/position.ts">mintAmountsWithSlippage and
 *     burnAmountsWithSlippage of the v3-sdk</a>
 */
public final class SlippageLimits {
    private static final int BIPS = 10_000;

    private SlippageLimits() {}

    /**
     * Least payment when depositing. The liquidity is what the position manager makes of {@link LiquidityMath#mintAmounts}.
     *
     * @param toleranceBips how far the price may move either way, in hundredths of a percent, 0 to 10,000
     */
    public static TokenAmounts mint(
            PoolState pool, int tickLower, int tickUpper, BigInteger liquidity, int toleranceBips) {
        BigInteger created = LiquidityMath.maxLiquidityOfPeriphery(
                pool.sqrtPriceX96(),
                TickMath.sqrtPriceAtTick(tickLower),
                TickMath.sqrtPriceAtTick(tickUpper),
                LiquidityMath.mintAmounts(pool, tickLower, tickUpper, liquidity));
        TokenAmounts atUpper = LiquidityMath.mintAmounts(risen(pool, toleranceBips), tickLower, tickUpper, created);
        TokenAmounts atLower = LiquidityMath.mintAmounts(fallen(pool, toleranceBips), tickLower, tickUpper, created);
        return new TokenAmounts(atUpper.amount0(), atLower.amount1());
    }

    /**
     * Least receipt when withdrawing.
     *
     * @param toleranceBips how far the price may move either way, in hundredths of a percent, 0 to 10,000
     */
    public static TokenAmounts burn(
            PoolState pool, int tickLower, int tickUpper, BigInteger liquidity, int toleranceBips) {
        TokenAmounts atUpper = LiquidityMath.burnAmounts(risen(pool, toleranceBips), tickLower, tickUpper, liquidity);
        TokenAmounts atLower = LiquidityMath.burnAmounts(fallen(pool, toleranceBips), tickLower, tickUpper, liquidity);
        return new TokenAmounts(atUpper.amount0(), atLower.amount1());
    }

    private static PoolState risen(PoolState pool, int toleranceBips) {
        BigInteger most = TickMath.MAX_SQRT_PRICE.subtract(BigInteger.ONE);
        return PoolState.at(times(pool, BIPS + requireTolerance(toleranceBips)).min(most));
    }

    private static PoolState fallen(PoolState pool, int toleranceBips) {
        BigInteger least = TickMath.MIN_SQRT_PRICE.add(BigInteger.ONE);
        return PoolState.at(times(pool, BIPS - requireTolerance(toleranceBips)).max(least));
    }

    /** √(P · bips / 10,000), rounded down. */
    private static BigInteger times(PoolState pool, int bips) {
        return pool.sqrtPriceX96()
                .pow(2)
                .multiply(BigInteger.valueOf(bips))
                .divide(BigInteger.valueOf(BIPS))
                .sqrt();
    }

    private static int requireTolerance(int toleranceBips) {
        if (toleranceBips < 0 || toleranceBips > BIPS) {
            throw new IllegalArgumentException("toleranceBips must be 0 to 10000, got " + toleranceBips);
        }
        return toleranceBips;
    }
}
