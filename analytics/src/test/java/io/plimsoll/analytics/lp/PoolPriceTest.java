package io.plimsoll.analytics.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PoolPriceTest {
    @Provide
    Arbitrary<Integer> ticks() {
        return Samples.ticks();
    }

    @Provide
    Arbitrary<BigInteger> sqrtPrices() {
        return Samples.sqrtPrices();
    }

    @Test
    void price_isPerWholeToken() {
        // 3000 USDC (6 decimals) for one ether (18)
        BigInteger sqrtPrice = PoolPrice.sqrtPriceOf(BigInteger.valueOf(3_000_000_000L), BigInteger.TEN.pow(18));

        assertThat(PoolPrice.ofToken0(sqrtPrice, 18, 6, PoolPrice.DISPLAY).toPlainString())
                .isEqualTo("3000.00000000000000");
        assertThat(PoolPrice.ofToken1(sqrtPrice, 18, 6, PoolPrice.DISPLAY).toPlainString())
                .isEqualTo("0.000333333333333333333");
    }

    @Test
    void display_roundsHalfUp() {
        assertThat(new BigDecimal("1.000000000000000005").round(PoolPrice.DISPLAY))
                .isEqualByComparingTo("1.00000000000000001");
        assertThat(PoolPrice.DISPLAY.getPrecision()).isEqualTo(18);
    }

    @Property
    void tickOfTheExactPrice_isTheTick_andOfALittleLessTheOneBelow(
            @ForAll("ticks") int tick,
            @ForAll @IntRange(max = 24) int decimals0,
            @ForAll @IntRange(max = 24) int decimals1) {
        BigDecimal exact =
                PoolPrice.ofToken0(TickMath.sqrtPriceAtTick(tick), decimals0, decimals1, MathContext.UNLIMITED);

        assertThat(PoolPrice.tickOf(exact, decimals0, decimals1)).isEqualTo(tick);
        if (tick > TickMath.MIN_TICK) {
            BigDecimal less = exact.multiply(BigDecimal.ONE.subtract(new BigDecimal("1e-60")));
            assertThat(PoolPrice.tickOf(less, decimals0, decimals1)).isEqualTo(tick - 1);
        }
    }

    @Property
    void ratioOfSquares_isThePrice(@ForAll("sqrtPrices") BigInteger sqrtPrice) {
        BigInteger roomy = sqrtPrice.shiftRight(Math.max(0, sqrtPrice.bitLength() - 128));

        assertThat(PoolPrice.sqrtPriceOf(roomy.pow(2), BigInteger.ONE)).isEqualTo(roomy.shiftLeft(96));
    }

    @Test
    void badArguments_areRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PoolPrice.ofToken0(BigInteger.ZERO, 18, 6, PoolPrice.DISPLAY))
                .withMessage("sqrtPriceX96 must be positive, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PoolPrice.ofToken0(Unsigned.Q96, -1, 6, PoolPrice.DISPLAY))
                .withMessage("decimals0 must be 0 to 255, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PoolPrice.ofToken0(Unsigned.Q96, 18, 256, PoolPrice.DISPLAY))
                .withMessage("decimals1 must be 0 to 255, got 256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PoolPrice.ofToken1(Unsigned.Q96, 18, 6, MathContext.UNLIMITED))
                .withMessageStartingWith("rounding must be limited");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PoolPrice.sqrtPriceOf(BigInteger.ONE, BigInteger.ZERO))
                .withMessage("amount0 must be positive, got 0");
        for (String price : new String[] {"0", "-1", "1e-40", "1e39", "1e999999999", "1e-999999999"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PoolPrice.tickOf(new BigDecimal(price), 6, 6))
                    .withMessage("price must be between 2^-128 and 2^128 in raw units, got " + new BigDecimal(price)
                            + " with 6 and 6 decimals");
        }
    }
}
