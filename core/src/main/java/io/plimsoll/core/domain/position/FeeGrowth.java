package io.plimsoll.core.domain.position;

import java.math.BigInteger;

/**
 * How pools of the Uniswap V3 kind count fees: for each token, fees per unit of liquidity since ever (global) and, at each tick,
 * those earned on the other side of it (outside). The counters are uint256 times 2¹²⁸ and wrap; only differences mean something.
 * One token at a time.
 *
 * @see <a href="https://github.com/Uniswap/v3-core/blob/main/contracts/libraries/Tick.sol">Tick.sol, getFeeGrowthInside</a>
 * @see <a href="https://github.com/Uniswap/v3-core/blob/main/contracts/libraries/Position.sol">Position.sol, update</a>
 */
public final class FeeGrowth {
    private static final BigInteger UINT256 = mask(256);
    private static final BigInteger UINT128 = mask(128);

    private FeeGrowth() {}

    private static BigInteger mask(int bits) {
        return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    }

    /**
     * Fees per unit of liquidity within a range, times 2¹²⁸, mod 2²⁵⁶: global − below − above, where below is what was earned under
     * the lower tick and above what was earned from the upper tick on.
     *
     * @param tick of the pool
     * @param globalX128 of the pool
     * @param outsideLowerX128 of the lower tick
     * @param outsideUpperX128 of the upper tick
     */
    public static BigInteger inside(
            int tick,
            int tickLower,
            int tickUpper,
            BigInteger globalX128,
            BigInteger outsideLowerX128,
            BigInteger outsideUpperX128) {
        BigInteger below = tick >= tickLower ? outsideLowerX128 : globalX128.subtract(outsideLowerX128);
        BigInteger above = tick < tickUpper ? outsideUpperX128 : globalX128.subtract(outsideUpperX128);
        return globalX128.subtract(below).subtract(above).and(UINT256);
    }

    /**
     * What liquidity has earned since the last booking: ⌊((inside − insideLast) mod 2²⁵⁶) · L / 2¹²⁸⌋ in raw token units. Not cut to
     * 128 bits.
     */
    public static BigInteger earned(BigInteger insideX128, BigInteger insideLastX128, BigInteger liquidity) {
        return insideX128
                .subtract(insideLastX128)
                .and(UINT256)
                .multiply(liquidity)
                .shiftRight(128);
    }

    /** What is owed after a booking: (owedBefore + earned) mod 2¹²⁸, as contracts keep it in a uint128 that wraps. */
    public static BigInteger owed(
            BigInteger owedBefore, BigInteger insideX128, BigInteger insideLastX128, BigInteger liquidity) {
        return owedBefore.add(earned(insideX128, insideLastX128, liquidity)).and(UINT128);
    }
}
