package io.plimsoll.analytics.lp;

import java.math.BigInteger;

/**
 * Amounts between two prices, and the price after an amount, at constant liquidity L.
 *
 * <pre>
 *   Δ0 = L · 2⁹⁶ · (√b − √a) / (√a · √b)         √a ≤ √b, both times 2⁹⁶
 *   Δ1 = L · (√b − √a) / 2⁹⁶
 * </pre>
 *
 * All prices are sqrtPriceX96, uint160; liquidity is a uint128; amounts are raw token units, uint256.
 *
 * @see <a href="https://github.com/Uniswap/v3-core/blob/main/contracts/libraries/SqrtPriceMath.sol">SqrtPriceMath.sol</a>
 */
public final class SqrtPriceMath {
    private SqrtPriceMath() {}

    /**
     * Δ0: token0 that turns into token1 when the price rises from one to the other.
     *
     * @param sqrtPriceA one price, positive
     * @param sqrtPriceB the other; the order does not matter
     * @param roundUp what a depositor must pay; otherwise what a withdrawer receives
     */
    public static BigInteger amount0Delta(
            BigInteger sqrtPriceA, BigInteger sqrtPriceB, BigInteger liquidity, boolean roundUp) {
        BigInteger lower = requirePrice("sqrtPriceA", sqrtPriceA).min(requirePrice("sqrtPriceB", sqrtPriceB));
        BigInteger upper = sqrtPriceA.max(sqrtPriceB);
        BigInteger numerator = requireLiquidity(liquidity).shiftLeft(96).multiply(upper.subtract(lower));
        // the contract divides by one price and then by the other; either way of rounding gives the same at once
        return Unsigned.divide(numerator, upper.multiply(lower), roundUp);
    }

    /**
     * Δ1: token1 that turns into token0 when the price falls from one to the other.
     *
     * @param sqrtPriceA one price, positive
     * @param sqrtPriceB the other; the order does not matter
     * @param roundUp what a depositor must pay; otherwise what a withdrawer receives
     */
    public static BigInteger amount1Delta(
            BigInteger sqrtPriceA, BigInteger sqrtPriceB, BigInteger liquidity, boolean roundUp) {
        BigInteger difference = requirePrice("sqrtPriceA", sqrtPriceA)
                .subtract(requirePrice("sqrtPriceB", sqrtPriceB))
                .abs();
        return Unsigned.divide(requireLiquidity(liquidity).multiply(difference), Unsigned.Q96, roundUp);
    }

    /**
     * The price after a swap has put this much into the pool; never past what the amount pays for.
     *
     * @param liquidity positive
     * @param amountIn of token0 if zeroForOne, otherwise of token1; fees already taken off
     * @param zeroForOne token0 goes in and the price falls
     */
    public static BigInteger nextSqrtPriceFromInput(
            BigInteger sqrtPriceX96, BigInteger liquidity, BigInteger amountIn, boolean zeroForOne) {
        requireSwap(sqrtPriceX96, liquidity);
        Unsigned.require("amountIn", amountIn, 256);
        return zeroForOne
                ? afterAmount0Added(sqrtPriceX96, liquidity, amountIn)
                : requireReachable(sqrtPriceX96.add(amountIn.shiftLeft(96).divide(liquidity)), "amountIn", amountIn);
    }

    /**
     * The price after a swap has taken this much out of the pool; far enough that the amount is paid for.
     *
     * @param liquidity positive
     * @param amountOut of token1 if zeroForOne, otherwise of token0
     * @param zeroForOne token0 goes in and the price falls
     * @throws IllegalArgumentException if the liquidity does not hold the amount
     */
    public static BigInteger nextSqrtPriceFromOutput(
            BigInteger sqrtPriceX96, BigInteger liquidity, BigInteger amountOut, boolean zeroForOne) {
        requireSwap(sqrtPriceX96, liquidity);
        Unsigned.require("amountOut", amountOut, 256);
        if (zeroForOne) {
            BigInteger fall = Unsigned.divide(amountOut.shiftLeft(96), liquidity, true);
            return requireReachable(sqrtPriceX96.subtract(fall), "amountOut", amountOut);
        }
        return amountOut.signum() == 0 ? sqrtPriceX96 : afterAmount0Removed(sqrtPriceX96, liquidity, amountOut);
    }

    /**
     * ⌈L√P / (L + Δ0·√P)⌉ with √P = price / 2⁹⁶. Where 256 bits do not hold the denominator, the contract takes the less
     * precise ⌈L / (L/√P + Δ0)⌉, and so must we.
     */
    private static BigInteger afterAmount0Added(BigInteger price, BigInteger liquidity, BigInteger amount) {
        if (amount.signum() == 0) {
            return price;
        }
        BigInteger numerator = liquidity.shiftLeft(96);
        BigInteger product = amount.multiply(price);
        BigInteger denominator = numerator.add(product);
        return Unsigned.fits(denominator, 256)
                ? Unsigned.divide(numerator.multiply(price), denominator, true)
                : Unsigned.divide(numerator, numerator.divide(price).add(amount), true);
    }

    /** ⌈L√P / (L − Δ0·√P)⌉. */
    private static BigInteger afterAmount0Removed(BigInteger price, BigInteger liquidity, BigInteger amount) {
        BigInteger numerator = liquidity.shiftLeft(96);
        BigInteger denominator = numerator.subtract(amount.multiply(price));
        return denominator.signum() <= 0
                ? requireReachable(denominator, "amountOut", amount)
                : requireReachable(Unsigned.divide(numerator.multiply(price), denominator, true), "amountOut", amount);
    }

    private static BigInteger requireReachable(BigInteger price, String name, BigInteger amount) {
        if (price.signum() <= 0 || price.bitLength() > 160) {
            throw new IllegalArgumentException(
                    name + " moves the price out of its bounds: at this liquidity " + amount + " is too much");
        }
        return price;
    }

    private static void requireSwap(BigInteger sqrtPriceX96, BigInteger liquidity) {
        requirePrice("sqrtPriceX96", sqrtPriceX96);
        Unsigned.requirePositive("liquidity", liquidity, 128);
    }

    private static BigInteger requirePrice(String name, BigInteger price) {
        return Unsigned.requirePositive(name, price, 160);
    }

    private static BigInteger requireLiquidity(BigInteger liquidity) {
        return Unsigned.require("liquidity", liquidity, 128);
    }
}
