package io.plimsoll.analytics.lp;

import static io.plimsoll.analytics.lp.Samples.MAX_UINT128;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FeeMathTest {
    private static final BigInteger Q128 = BigInteger.ONE.shiftLeft(128);
    private static final BigInteger MAX_UINT256 = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

    @Provide
    Arbitrary<BigInteger> counters() {
        return Samples.unsigned(256);
    }

    @Provide
    Arbitrary<BigInteger> liquidities() {
        return Samples.unsigned(128);
    }

    private static BigInteger wrap(BigInteger value) {
        return value.and(MAX_UINT256);
    }

    @Property
    void adjacentRanges_addUp(
            @ForAll @IntRange(min = -400, max = 400) int tick,
            @ForAll("counters") BigInteger global,
            @ForAll("counters") BigInteger low,
            @ForAll("counters") BigInteger middle,
            @ForAll("counters") BigInteger high) {
        BigInteger left = FeeMath.feeGrowthInside(tick, -300, 0, global, low, middle);
        BigInteger right = FeeMath.feeGrowthInside(tick, 0, 300, global, middle, high);

        assertThat(FeeMath.feeGrowthInside(tick, -300, 300, global, low, high)).isEqualTo(wrap(left.add(right)));
    }

    @Property
    void earned_doesNotCareWhereTheCountersStand(
            @ForAll("counters") BigInteger growth,
            @ForAll("counters") BigInteger last,
            @ForAll("liquidities") BigInteger liquidity) {
        assertThat(FeeMath.earned(wrap(last.add(growth)), last, liquidity))
                .isEqualTo(growth.multiply(liquidity).divide(Q128));
    }

    @Property
    void earned_inTwoBookings_losesOneUnitAtMost(
            @ForAll("counters") BigInteger start,
            @ForAll("liquidities") BigInteger first,
            @ForAll("liquidities") BigInteger second,
            @ForAll("liquidities") BigInteger liquidity) {
        BigInteger between = wrap(start.add(first));
        BigInteger end = wrap(between.add(second));
        BigInteger atOnce = FeeMath.earned(end, start, liquidity);
        BigInteger inTwo = FeeMath.earned(between, start, liquidity).add(FeeMath.earned(end, between, liquidity));

        assertThat(atOnce.subtract(inTwo)).isBetween(BigInteger.ZERO, BigInteger.ONE);
    }

    @Test
    void growth_whileThePoolIsOutside_isNotInside() {
        BigInteger before = FeeMath.feeGrowthInside(
                500, -60, 60, BigInteger.valueOf(1000), BigInteger.valueOf(10), BigInteger.valueOf(40));
        BigInteger after = FeeMath.feeGrowthInside(
                500, -60, 60, BigInteger.valueOf(9000), BigInteger.valueOf(10), BigInteger.valueOf(40));

        assertThat(before).isEqualTo(30).isEqualTo(after);
    }

    @Test
    void earned_acrossTheWrap() {
        // from 2²⁵⁶ − 1 to 2¹²⁸ − 1: 2¹²⁸, which is one unit for each of liquidity
        assertThat(FeeMath.earned(MAX_UINT128, MAX_UINT256, BigInteger.valueOf(42)))
                .isEqualTo(42);
    }

    @Test
    void owed_isCutTo128BitsAsTheContractDoes() {
        BigInteger once = Q128;
        assertThat(FeeMath.earned(once, BigInteger.ZERO, MAX_UINT128)).isEqualTo(MAX_UINT128);
        assertThat(FeeMath.owed(BigInteger.ZERO, once, BigInteger.ZERO, MAX_UINT128))
                .isEqualTo(MAX_UINT128);
        assertThat(FeeMath.owed(BigInteger.TEN, once, BigInteger.ZERO, MAX_UINT128))
                .isEqualTo(9);
        assertThat(FeeMath.owed(BigInteger.TEN, once, once, MAX_UINT128)).isEqualTo(10);
    }

    @Test
    void badArguments_areRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeeMath.earned(MAX_UINT256.add(BigInteger.ONE), BigInteger.ZERO, BigInteger.ONE))
                .withMessage("insideX128 must be a uint256, got " + BigInteger.ONE.shiftLeft(256));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeeMath.owed(Q128, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ONE))
                .withMessage("owedBefore must be a uint128, got " + Q128);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> FeeMath.feeGrowthInside(0, 60, -60, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO))
                .withMessage("tickLower must be below tickUpper, got 60 and -60");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        FeeMath.feeGrowthInside(0, -60, 60, BigInteger.ZERO, BigInteger.valueOf(-1), BigInteger.ZERO))
                .withMessage("outsideLowerX128 must be a uint256, got -1");
    }
}
