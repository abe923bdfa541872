package io.plimsoll.analytics.lp;

import io.plimsoll.core.domain.position.LpPosition;
import java.math.BigInteger;

/**
 * Ticks and square roots of prices. A tick is a step of a hundredth of a percent: price = 1.0001^tick.
 *
 * <pre>
 *   sqrtPriceX96(tick) ≈ 1.0001^(tick / 2) · 2⁹⁶                    as the contract rounds it
 *   tick(sqrtPriceX96) = max { t : sqrtPriceX96(t) ≤ sqrtPriceX96 }  exactly
 * </pre>
 *
 * @see <a href="https://github.com/Uniswap/v3-core/blob/main/contracts/libraries/TickMath.sol">TickMath.sol</a>
 */
public final class TickMath {
    /** The lowest tick, of price 2⁻¹²⁸. */
    public static final int MIN_TICK = -LpPosition.MAX_TICK;

    /** The highest tick, of price 2¹²⁸. */
    public static final int MAX_TICK = LpPosition.MAX_TICK;

    /** The square root of the price at {@link #MIN_TICK}: the lowest a pool can have. */
    public static final BigInteger MIN_SQRT_PRICE = BigInteger.valueOf(4_295_128_739L);

    /** The square root of the price at {@link #MAX_TICK}: above all that a pool can have. */
    public static final BigInteger MAX_SQRT_PRICE = new BigInteger("1461446703485210103287273052203988822378723970342");

    private static final BigInteger MAX_UINT256 = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    private static final BigInteger LOW_32_BITS = BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE);

    /** 1.0001^(−2ⁱ / 2) · 2¹²⁸ for i = 0, 1, 2 …: one factor for each bit of the tick. */
    private static final BigInteger[] FACTORS = {
        hex("fffcb933bd6fad37aa2d162d1a594001"),
        hex("fff97272373d413259a46990580e213a"),
        hex("fff2e50f5f656932ef12357cf3c7fdcc"),
        hex("ffe5caca7e10e4e61c3624eaa0941cd0"),
        hex("ffcb9843d60f6159c9db58835c926644"),
        hex("ff973b41fa98c081472e6896dfb254c0"),
        hex("ff2ea16466c96a3843ec78b326b52861"),
        hex("fe5dee046a99a2a811c461f1969c3053"),
        hex("fcbe86c7900a88aedcffc83b479aa3a4"),
        hex("f987a7253ac413176f2b074cf7815e54"),
        hex("f3392b0822b70005940c7a398e4b70f3"),
        hex("e7159475a2c29b7443b29c7fa6e889d9"),
        hex("d097f3bdfd2022b8845ad8f792aa5825"),
        hex("a9f746462d870fdf8a65dc1f90e061e5"),
        hex("70d869a156d2a1b890bb3df62baf32f7"),
        hex("31be135f97d08fd981231505542fcfa6"),
        hex("9aa508b5b7a84e1c677de54f3e99bc9"),
        hex("5d6af8dedb81196699c329225ee604"),
        hex("2216e584f5fa1ea926041bedfe98"),
        hex("48a170391f7dc42444e8fa2")
    };

    /** Binary digits of log₂ after the point: enough to tell two ticks from three. */
    private static final int LOG_DIGITS = 14;

    /** 1 / log₂ √1.0001, times 2⁶⁴. */
    private static final BigInteger TICKS_PER_LOG = new BigInteger("255738958999603826347141");

    /** How far the logarithm of {@value #LOG_DIGITS} digits may be above and below the true one, in ticks times 2¹²⁸. */
    private static final BigInteger LOG_ABOVE = new BigInteger("3402992956809132418596140100660247210");

    private static final BigInteger LOG_BELOW = new BigInteger("291339464771989622907027621153398088495");

    private TickMath() {}

    private static BigInteger hex(String digits) {
        return new BigInteger(digits, 16);
    }

    /**
     * √1.0001^tick · 2⁹⁶, rounded up from 128 to 96 binary digits, so that {@link #tickAtSqrtPrice} leads back to the tick.
     *
     * @throws IllegalArgumentException if the tick is not within {@link #MIN_TICK} and {@link #MAX_TICK}
     */
    public static BigInteger sqrtPriceAtTick(int tick) {
        requireTick("tick", tick);
        BigInteger ratio = BigInteger.ONE.shiftLeft(128);
        int steps = Math.abs(tick);
        for (int bit = 0; bit < FACTORS.length; bit++) {
            if ((steps >> bit & 1) != 0) {
                ratio = ratio.multiply(FACTORS[bit]).shiftRight(128);
            }
        }
        if (tick > 0) {
            ratio = MAX_UINT256.divide(ratio);
        }
        return ratio.add(LOW_32_BITS).shiftRight(32);
    }

    /**
     * The greatest tick whose {@link #sqrtPriceAtTick} is not above this price.
     *
     * @throws IllegalArgumentException if the price is below {@link #MIN_SQRT_PRICE}, or not below {@link #MAX_SQRT_PRICE}
     */
    public static int tickAtSqrtPrice(BigInteger sqrtPriceX96) {
        requireSqrtPrice("sqrtPriceX96", sqrtPriceX96);
        BigInteger ticks = BigInteger.valueOf(log2(sqrtPriceX96)).shiftLeft(64 - LOG_DIGITS);
        ticks = ticks.multiply(TICKS_PER_LOG);
        int low = ticks.subtract(LOG_ABOVE).shiftRight(128).intValueExact();
        int high = ticks.add(LOG_BELOW).shiftRight(128).intValueExact();
        return low == high || sqrtPriceAtTick(high).compareTo(sqrtPriceX96) > 0 ? low : high;
    }

    /** ⌊log₂(sqrtPriceX96 / 2⁹⁶) · 2^{@value #LOG_DIGITS}⌋, digit by digit: squaring doubles a logarithm. */
    private static int log2(BigInteger sqrtPriceX96) {
        int whole = sqrtPriceX96.bitLength() - 1;
        // in [1, 2) times 2¹²⁷
        BigInteger mantissa = sqrtPriceX96.shiftRight(whole - 127);
        int log = whole - 96;
        for (int digit = 0; digit < LOG_DIGITS; digit++) {
            mantissa = mantissa.multiply(mantissa).shiftRight(127);
            boolean doubled = mantissa.bitLength() > 128;
            log = (log << 1) + (doubled ? 1 : 0);
            mantissa = doubled ? mantissa.shiftRight(1) : mantissa;
        }
        return log;
    }

    static void requireTick(String name, int tick) {
        if (tick < MIN_TICK || tick > MAX_TICK) {
            throw new IllegalArgumentException(
                    name + " must be within " + MIN_TICK + " and " + MAX_TICK + ", got " + tick);
        }
    }

    static void requireRange(int tickLower, int tickUpper) {
        requireTick("tickLower", tickLower);
        requireTick("tickUpper", tickUpper);
        if (tickLower >= tickUpper) {
            throw new IllegalArgumentException(
                    "tickLower must be below tickUpper, got " + tickLower + " and " + tickUpper);
        }
    }

    /** The price, if a pool can have it. */
    static BigInteger requireSqrtPrice(String name, BigInteger sqrtPriceX96) {
        if (sqrtPriceX96.compareTo(MIN_SQRT_PRICE) < 0 || sqrtPriceX96.compareTo(MAX_SQRT_PRICE) >= 0) {
            throw new IllegalArgumentException(name + " must be at least " + MIN_SQRT_PRICE + " and below "
                    + MAX_SQRT_PRICE + ", got " + sqrtPriceX96);
        }
        return sqrtPriceX96;
    }
}
