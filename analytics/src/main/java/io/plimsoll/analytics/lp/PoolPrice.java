package io.plimsoll.analytics.lp;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Prices as people read them, per whole token and not per raw unit, and the way back to a pool's numbers.
 *
 * <pre>
 *   price of token0 in token1 = (sqrtPriceX96 / 2⁹⁶)² · 10^(decimals0 − decimals1)
 *   price of token1 in token0 = its inverse
 * </pre>
 *
 * Each is computed exactly and rounded once, as the caller says.
 */
public final class PoolPrice {
    /** For display: 18 significant digits, half up. */
    public static final MathContext DISPLAY = new MathContext(18, RoundingMode.HALF_UP);

    private static final BigDecimal Q192 = new BigDecimal(Unsigned.Q192);

    private PoolPrice() {}

    /**
     * What one token0 costs, in token1.
     *
     * @param decimals0 of token0, 0 to 255
     * @param decimals1 of token1, 0 to 255
     * @param rounding of the result, such as {@link #DISPLAY}; unlimited gives all digits, of which there are up to 192 and
     *     more after the point
     */
    public static BigDecimal ofToken0(BigInteger sqrtPriceX96, int decimals0, int decimals1, MathContext rounding) {
        return square(sqrtPriceX96, decimals0, decimals1).divide(Q192, rounding);
    }

    /**
     * What one token1 costs, in token0.
     *
     * @param decimals0 of token0, 0 to 255
     * @param decimals1 of token1, 0 to 255
     * @param rounding of the result, such as {@link #DISPLAY}; must not be unlimited
     */
    public static BigDecimal ofToken1(BigInteger sqrtPriceX96, int decimals0, int decimals1, MathContext rounding) {
        if (rounding.getPrecision() == 0) {
            throw new IllegalArgumentException("rounding must be limited, got " + rounding);
        }
        return Q192.divide(square(sqrtPriceX96, decimals0, decimals1), rounding);
    }

    private static BigDecimal square(BigInteger sqrtPriceX96, int decimals0, int decimals1) {
        BigInteger price = Unsigned.requirePositive("sqrtPriceX96", sqrtPriceX96, 160);
        return new BigDecimal(price.pow(2)).movePointRight(shift(decimals0, decimals1));
    }

    /**
     * sqrtPriceX96 of a ratio of raw amounts: ⌊√(amount1 · 2¹⁹² / amount0)⌋. May be beyond what a pool can have.
     *
     * @param amount1 raw token1, not negative
     * @param amount0 raw token0, positive
     */
    public static BigInteger sqrtPriceOf(BigInteger amount1, BigInteger amount0) {
        Unsigned.require("amount1", amount1, 256);
        Unsigned.requirePositive("amount0", amount0, 256);
        return amount1.shiftLeft(192).divide(amount0).sqrt();
    }

    /**
     * The greatest tick whose price of token0 is not above this one; exact.
     *
     * @param price of one token0 in token1, positive
     * @param decimals0 of token0, 0 to 255
     * @param decimals1 of token1, 0 to 255
     * @throws IllegalArgumentException if no pool can have the price
     */
    public static int tickOf(BigDecimal price, int decimals0, int decimals1) {
        BigDecimal raw = price.scaleByPowerOfTen(-shift(decimals0, decimals1));
        // far from all bounds, no need to write out the digits
        boolean plausible = raw.signum() > 0 && Math.abs((long) raw.precision() - raw.scale()) < 100;
        BigInteger sqrtPrice = plausible ? raw.multiply(Q192).toBigInteger().sqrt() : BigInteger.ZERO;
        if (sqrtPrice.compareTo(TickMath.MIN_SQRT_PRICE) < 0 || sqrtPrice.compareTo(TickMath.MAX_SQRT_PRICE) >= 0) {
            throw new IllegalArgumentException("price must be between 2^-128 and 2^128 in raw units, got " + price
                    + " with " + decimals0 + " and " + decimals1 + " decimals");
        }
        return TickMath.tickAtSqrtPrice(sqrtPrice);
    }

    private static int shift(int decimals0, int decimals1) {
        return requireDecimals("decimals0", decimals0) - requireDecimals("decimals1", decimals1);
    }

    static int requireDecimals(String name, int decimals) {
        if (decimals < 0 || decimals > 255) {
            throw new IllegalArgumentException(name + " must be 0 to 255, got " + decimals);
        }
        return decimals;
    }
}
