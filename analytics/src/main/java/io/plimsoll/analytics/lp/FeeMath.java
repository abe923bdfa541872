package io.plimsoll.analytics.lp;

import io.plimsoll.core.domain.position.FeeGrowth;
import java.math.BigInteger;

/**
 * Fees that liquidity has earned. A pool counts, for each token, fees per unit of liquidity since ever (global) and, at each
 * tick, those earned on the other side of it (outside). These counters are uint256 and wrap; only differences mean
 * something, and a difference that wraps is as good as any.
 *
 * <pre>
 *   below  = tick ≥ lower ? outsideLower : global − outsideLower
 *   above  = tick &lt; upper ? outsideUpper : global − outsideUpper
 *   inside = global − below − above                                       all mod 2²⁵⁶
 *   earned = ⌊((inside − insideLast) mod 2²⁵⁶) · L / 2¹²⁸⌋
 *   owed   = (owedBefore + earned) mod 2¹²⁸
 * </pre>
 *
 * One token at a time; call twice.
 *
 * @see <a href="https://github.com/Uniswap/v3-core/blob/main/contracts/libraries/Tick.sol">Tick.sol, getFeeGrowthInside</a>
 * @see <a href="https://github.com/Uniswap/v3-core/blob/main/contracts/libraries/Position.sol">Position.sol, update</a>
 */
public final class FeeMath {
    private FeeMath() {}

    /**
     * inside: fees per unit of liquidity within the range, times 2¹²⁸.
     *
     * @param tick of the pool
     * @param globalX128 {@code feeGrowthGlobalX128} of the pool
     * @param outsideLowerX128 {@code feeGrowthOutsideX128} of the lower tick
     * @param outsideUpperX128 {@code feeGrowthOutsideX128} of the upper tick
     */
    public static BigInteger feeGrowthInside(
            int tick,
            int tickLower,
            int tickUpper,
            BigInteger globalX128,
            BigInteger outsideLowerX128,
            BigInteger outsideUpperX128) {
        TickMath.requireRange(tickLower, tickUpper);
        Unsigned.require("globalX128", globalX128, 256);
        Unsigned.require("outsideLowerX128", outsideLowerX128, 256);
        Unsigned.require("outsideUpperX128", outsideUpperX128, 256);
        return FeeGrowth.inside(tick, tickLower, tickUpper, globalX128, outsideLowerX128, outsideUpperX128);
    }

    /**
     * earned: what the liquidity has earned since the last booking, raw units, rounded down. Not cut to 128 bits.
     *
     * @param insideX128 {@link #feeGrowthInside} now
     * @param insideLastX128 the same at the last booking
     */
    public static BigInteger earned(BigInteger insideX128, BigInteger insideLastX128, BigInteger liquidity) {
        requireGrowth(insideX128, insideLastX128, liquidity);
        return FeeGrowth.earned(insideX128, insideLastX128, liquidity);
    }

    /**
     * owed: what a collect would pay, raw units. Cut to 128 bits as the contract does, which loses whatever is above: a
     * position must be collected from before that.
     *
     * @param owedBefore {@code tokensOwed} of the position, a uint128
     * @param insideX128 {@link #feeGrowthInside} now
     * @param insideLastX128 the same at the last booking
     */
    public static BigInteger owed(
            BigInteger owedBefore, BigInteger insideX128, BigInteger insideLastX128, BigInteger liquidity) {
        Unsigned.require("owedBefore", owedBefore, 128);
        requireGrowth(insideX128, insideLastX128, liquidity);
        return FeeGrowth.owed(owedBefore, insideX128, insideLastX128, liquidity);
    }

    private static void requireGrowth(BigInteger insideX128, BigInteger insideLastX128, BigInteger liquidity) {
        Unsigned.require("insideX128", insideX128, 256);
        Unsigned.require("insideLastX128", insideLastX128, 256);
        Unsigned.require("liquidity", liquidity, 128);
    }
}
