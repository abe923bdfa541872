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
import org.junit.jupiter.api.Test;

class TickMathTest {
    private static final MathContext DIGITS = new MathContext(60);

    @Provide
    Arbitrary<Integer> ticks() {
        return Samples.ticks();
    }

    @Provide
    Arbitrary<BigInteger> sqrtPrices() {
        return Samples.sqrtPrices();
    }

    @Test
    void ends_areTheContractsConstants() {
        assertThat(TickMath.sqrtPriceAtTick(TickMath.MIN_TICK)).isEqualTo(TickMath.MIN_SQRT_PRICE);
        assertThat(TickMath.sqrtPriceAtTick(TickMath.MAX_TICK)).isEqualTo(TickMath.MAX_SQRT_PRICE);
        assertThat(TickMath.tickAtSqrtPrice(TickMath.MIN_SQRT_PRICE)).isEqualTo(TickMath.MIN_TICK);
        assertThat(TickMath.tickAtSqrtPrice(TickMath.MAX_SQRT_PRICE.subtract(BigInteger.ONE)))
                .isEqualTo(TickMath.MAX_TICK - 1);
        assertThat(TickMath.sqrtPriceAtTick(0)).isEqualTo(Unsigned.Q96);
    }

    @Property
    void tick_toPriceAndBack_isItself(@ForAll("ticks") int tick) {
        BigInteger next = TickMath.sqrtPriceAtTick(tick + 1);

        assertThat(TickMath.tickAtSqrtPrice(TickMath.sqrtPriceAtTick(tick))).isEqualTo(tick);
        assertThat(TickMath.tickAtSqrtPrice(next.subtract(BigInteger.ONE))).isEqualTo(tick);
        assertThat(next).isGreaterThan(TickMath.sqrtPriceAtTick(tick));
    }

    @Property
    void tickOfPrice_isTheFloor(@ForAll("sqrtPrices") BigInteger sqrtPrice) {
        int tick = TickMath.tickAtSqrtPrice(sqrtPrice);

        assertThat(TickMath.sqrtPriceAtTick(tick)).isLessThanOrEqualTo(sqrtPrice);
        assertThat(TickMath.sqrtPriceAtTick(tick + 1)).isGreaterThan(sqrtPrice);
    }

    @Property(tries = 200)
    void price_isAPowerOfTheStep(@ForAll("ticks") int tick) {
        BigDecimal power = new BigDecimal("1.0001").pow(tick, DIGITS);
        BigDecimal price = new BigDecimal(TickMath.sqrtPriceAtTick(tick).pow(2)).divide(new BigDecimal(Unsigned.Q192));

        // whole numbers near the lowest tick have ten digits
        assertThat(price.divide(power, DIGITS).subtract(BigDecimal.ONE).abs()).isLessThan(new BigDecimal("1e-9"));
    }

    @Test
    void outOfBounds_isRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TickMath.sqrtPriceAtTick(887_273))
                .withMessage("tick must be within -887272 and 887272, got 887273");
        assertThatIllegalArgumentException().isThrownBy(() -> TickMath.sqrtPriceAtTick(Integer.MIN_VALUE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TickMath.tickAtSqrtPrice(TickMath.MIN_SQRT_PRICE.subtract(BigInteger.ONE)))
                .withMessage("sqrtPriceX96 must be at least 4295128739 and below "
                        + "1461446703485210103287273052203988822378723970342, got 4295128738");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TickMath.tickAtSqrtPrice(TickMath.MAX_SQRT_PRICE))
                .withMessageEndingWith("got " + TickMath.MAX_SQRT_PRICE);
        assertThatIllegalArgumentException().isThrownBy(() -> TickMath.tickAtSqrtPrice(BigInteger.valueOf(-1)));
    }
}
