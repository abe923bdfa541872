package io.plimsoll.analytics.lp;

import static io.plimsoll.analytics.lp.Samples.ETHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.analytics.lp.SwapMath.Step;
import java.math.BigInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SwapMathTest {
    @Provide
    Arbitrary<BigInteger> sqrtPrices() {
        return Samples.sqrtPrices();
    }

    @Provide
    Arbitrary<BigInteger> liquidities() {
        return Samples.unsigned(128);
    }

    @Provide
    Arbitrary<BigInteger> amounts() {
        return Samples.unsigned(200);
    }

    @Test
    void step_thatReachesItsTarget_takesAFeeOnWhatItNeeded() {
        BigInteger target = Samples.sqrtPriceOf(101, 100);
        Step expected = new Step(
                target,
                new BigInteger("9975124224178055"),
                new BigInteger("9925619580021728"),
                new BigInteger("5988667735148"));
        BigInteger liquidity = ETHER.multiply(BigInteger.TWO);

        assertThat(SwapMath.computeSwapStep(Unsigned.Q96, target, liquidity, ETHER, 600))
                .isEqualTo(expected);
        assertThat(SwapMath.computeSwapStep(Unsigned.Q96, target, liquidity, ETHER.negate(), 600))
                .isEqualTo(expected);
    }

    @Test
    void step_thatCannotMoveThePrice_isAllFee() {
        assertThat(SwapMath.computeSwapStep(
                        BigInteger.valueOf(2413),
                        new BigInteger("79887613182836312"),
                        new BigInteger("1985041575832132834610021537970"),
                        BigInteger.TEN,
                        1872))
                .isEqualTo(new Step(BigInteger.valueOf(2413), BigInteger.ZERO, BigInteger.ZERO, BigInteger.TEN));
    }

    @Test
    void step_withTooLittleLiquidity_goesToItsTarget() {
        BigInteger price = new BigInteger("20282409603651670423947251286016");
        BigInteger target = price.multiply(BigInteger.valueOf(11)).divide(BigInteger.TEN);

        assertThat(SwapMath.computeSwapStep(price, target, BigInteger.valueOf(1024), BigInteger.valueOf(-4), 3000))
                .isEqualTo(new Step(target, BigInteger.valueOf(26_215), BigInteger.ZERO, BigInteger.valueOf(79)));
        assertThat(SwapMath.computeSwapStep(price, target, BigInteger.ZERO, ETHER, 3000))
                .isEqualTo(new Step(target, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO));
    }

    @Property
    void step_neverUsesMoreThanRemains_norPassesItsTarget(
            @ForAll("sqrtPrices") BigInteger current,
            @ForAll("sqrtPrices") BigInteger target,
            @ForAll("liquidities") BigInteger liquidity,
            @ForAll("amounts") BigInteger amount,
            @ForAll @IntRange(max = 999_999) int fee) {
        Step in = SwapMath.computeSwapStep(current, target, liquidity, amount, fee);
        Step out = SwapMath.computeSwapStep(current, target, liquidity, amount.negate(), fee);

        assertThat(in.amountIn().add(in.feeAmount())).isLessThanOrEqualTo(amount);
        assertThat(out.amountOut()).isLessThanOrEqualTo(amount);
        for (Step step : new Step[] {in, out}) {
            assertThat(step.sqrtPriceNextX96()).isBetween(current.min(target), current.max(target));
            assertThat(step.amountOut()).isNotNegative();
        }
        if (!in.sqrtPriceNextX96().equals(target)) {
            assertThat(in.amountIn().add(in.feeAmount())).isEqualTo(amount);
        }
        if (!out.sqrtPriceNextX96().equals(target)) {
            assertThat(out.amountOut()).isEqualTo(amount);
        }
    }

    @Test
    void fee_outOfBounds_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SwapMath.computeSwapStep(Unsigned.Q96, Unsigned.Q96, ETHER, ETHER, 1_000_000))
                .withMessage("fee must be 0 to 999999 hundredths of a bip, got 1000000");
    }
}
