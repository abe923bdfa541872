package io.plimsoll.analytics.lp;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What providing liquidity has cost against keeping the tokens: IL = V_LP / V_hold − 1, both at today's price. V_hold is the
 * initial deposit in the mixture in which it was made, not half and half; V_LP is without fees. A fraction, 0 or less:
 * −0.0572 is a loss of 5.72 %.
 *
 * <p>V_LP / V_hold is rounded down at 34 digits, so that a loss is never understated.
 */
public final class ImpermanentLoss {
    private static final MathContext DOWN = new MathContext(34, RoundingMode.FLOOR);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private ImpermanentLoss() {}

    /**
     * From amounts: V = amount0 · P + amount1. The amounts themselves are whole raw units; of tiny positions that shows.
     *
     * @param deposit what was put in
     * @param now what withdrawing the same liquidity gives now, without fees
     * @param sqrtPriceX96 of the pool now
     * @throws IllegalArgumentException if the deposit is worth nothing
     */
    public static BigDecimal of(TokenAmounts deposit, TokenAmounts now, BigInteger sqrtPriceX96) {
        Unsigned.requirePositive("sqrtPriceX96", sqrtPriceX96, 160);
        BigInteger held = value(deposit, sqrtPriceX96);
        if (held.signum() == 0) {
            throw new IllegalArgumentException("deposit must be worth something, got " + deposit);
        }
        return quotient(value(now, sqrtPriceX96), held);
    }

    /** Raw token1 times 2¹⁹². */
    private static BigInteger value(TokenAmounts amounts, BigInteger sqrtPriceX96) {
        return amounts.amount0()
                .multiply(sqrtPriceX96.pow(2))
                .add(amounts.amount1().shiftLeft(192));
    }

    /**
     * Of a range, whatever its liquidity: with √a, √b the ends, s₀, s₁ the square roots of the price then and now, and c₀, c₁
     * the same clipped to the range,
     *
     * <pre>
     *   V_LP   = L · ((1/c₁ − 1/√b) · s₁² + c₁ − √a)
     *   V_hold = L · ((1/c₀ − 1/√b) · s₁² + c₀ − √a)
     * </pre>
     *
     * @param sqrtPriceLower √a · 2⁹⁶, positive
     * @param sqrtPriceUpper √b · 2⁹⁶, above √a
     * @param sqrtPriceThen s₀ · 2⁹⁶, when the deposit was made
     * @param sqrtPriceNow s₁ · 2⁹⁶
     */
    public static BigDecimal ofRange(
            BigInteger sqrtPriceLower, BigInteger sqrtPriceUpper, BigInteger sqrtPriceThen, BigInteger sqrtPriceNow) {
        BigInteger lower = Unsigned.requirePositive("sqrtPriceLower", sqrtPriceLower, 160);
        BigInteger upper = Unsigned.requirePositive("sqrtPriceUpper", sqrtPriceUpper, 160);
        if (lower.compareTo(upper) >= 0) {
            throw new IllegalArgumentException(
                    "sqrtPriceLower must be below sqrtPriceUpper, got " + lower + " and " + upper);
        }
        BigInteger then = Unsigned.requirePositive("sqrtPriceThen", sqrtPriceThen, 160)
                .max(lower)
                .min(upper);
        BigInteger now = Unsigned.requirePositive("sqrtPriceNow", sqrtPriceNow, 160)
                .max(lower)
                .min(upper);
        BigInteger price = sqrtPriceNow.pow(2);
        // both values times c₀ · c₁ · √b / L
        return quotient(scaledValue(now, then, lower, upper, price), scaledValue(then, now, lower, upper, price));
    }

    private static BigInteger scaledValue(
            BigInteger clipped, BigInteger other, BigInteger lower, BigInteger upper, BigInteger price) {
        BigInteger token0 = upper.subtract(clipped).multiply(price);
        BigInteger token1 = clipped.subtract(lower).multiply(clipped).multiply(upper);
        return token0.add(token1).multiply(other);
    }

    /**
     * Of a position over all prices, such as a V2 pool's: IL = 2√r / (1 + r) − 1.
     *
     * @param ratio r = price now / price then, positive
     */
    public static BigDecimal ofFullRange(BigDecimal ratio) {
        if (ratio.signum() <= 0) {
            throw new IllegalArgumentException("ratio must be positive, got " + ratio);
        }
        return ratio.sqrt(DOWN)
                .multiply(TWO)
                .divide(ratio.add(BigDecimal.ONE), DOWN)
                .subtract(BigDecimal.ONE);
    }

    private static BigDecimal quotient(BigInteger provided, BigInteger held) {
        return new BigDecimal(provided).divide(new BigDecimal(held), DOWN).subtract(BigDecimal.ONE);
    }
}
