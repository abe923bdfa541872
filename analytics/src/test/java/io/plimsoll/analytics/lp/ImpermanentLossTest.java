package io.plimsoll.analytics.lp;

import static io.plimsoll.analytics.lp.Samples.ETHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.analytics.lp.Samples.Range;
import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ImpermanentLossTest {
    private static final Range RANGE = new Range(-2000, 3000);

    @Provide
    Arbitrary<PoolState> pools() {
        return Samples.poolsNear(RANGE);
    }

    private static BigDecimal ofRange(PoolState then, PoolState now) {
        return ImpermanentLoss.ofRange(RANGE.sqrtLower(), RANGE.sqrtUpper(), then.sqrtPriceX96(), now.sqrtPriceX96());
    }

    @Test
    void fullRange_knownRatios() {
        assertThat(ImpermanentLoss.ofFullRange(BigDecimal.ONE)).isZero();
        assertThat(ImpermanentLoss.ofFullRange(new BigDecimal("4"))).isEqualByComparingTo("-0.2");
        assertThat(ImpermanentLoss.ofFullRange(new BigDecimal("2")))
                .isCloseTo(new BigDecimal("-0.05719"), within(new BigDecimal("1e-5")));
        // as much when the price falls by the same factor
        assertThat(ImpermanentLoss.ofFullRange(new BigDecimal("0.25"))).isEqualByComparingTo("-0.2");
    }

    @Test
    void ranges_knownCases() {
        assertThat(percent(4, 5, 5, 4, 12)).isCloseTo(new BigDecimal("-3.922"), within(new BigDecimal("5e-4")));
        assertThat(percent(4, 5, 5, 4, 7)).isCloseTo(new BigDecimal("-12.787"), within(new BigDecimal("5e-4")));
        assertThat(percent(4, 5, 5, 4, 15)).isCloseTo(new BigDecimal("-15.279"), within(new BigDecimal("5e-4")));
        assertThat(percent(1, 2, 2, 1, 12)).isCloseTo(new BigDecimal("-1.414"), within(new BigDecimal("5e-4")));
    }

    /** From price 1 to tenths / 10, in percent. */
    private static BigDecimal percent(long lower1, long lower0, long upper1, long upper0, long tenths) {
        return ImpermanentLoss.ofRange(
                        Samples.sqrtPriceOf(lower1, lower0),
                        Samples.sqrtPriceOf(upper1, upper0),
                        Unsigned.Q96,
                        Samples.sqrtPriceOf(tenths, 10))
                .movePointRight(2);
    }

    @Test
    void wholeRange_isTheFormulaOfAllPrices() {
        BigDecimal range = ImpermanentLoss.ofRange(
                TickMath.MIN_SQRT_PRICE, TickMath.MAX_SQRT_PRICE, Unsigned.Q96, Samples.sqrtPriceOf(4, 1));

        assertThat(range).isCloseTo(new BigDecimal("-0.2"), within(new BigDecimal("1e-15")));
    }

    @Property
    void loss_isNeverAGain_andNothingWithoutAMove(@ForAll("pools") PoolState then, @ForAll("pools") PoolState now) {
        assertThat(ofRange(then, now)).isBetween(new BigDecimal("-1"), BigDecimal.ZERO);
        assertThat(ofRange(then, then)).isZero();
    }

    @Property
    void fromAmounts_agreesWithTheRange(@ForAll("pools") PoolState then, @ForAll("pools") PoolState now) {
        BigInteger liquidity = BigInteger.ONE.shiftLeft(127);
        TokenAmounts deposit = LiquidityMath.mintAmounts(then, RANGE.lower(), RANGE.upper(), liquidity);
        TokenAmounts withdrawn = LiquidityMath.burnAmounts(now, RANGE.lower(), RANGE.upper(), liquidity);

        BigDecimal loss = ImpermanentLoss.of(deposit, withdrawn, now.sqrtPriceX96());

        assertThat(loss).isLessThanOrEqualTo(BigDecimal.ZERO);
        assertThat(loss).isCloseTo(ofRange(then, now), within(new BigDecimal("1e-9")));
    }

    @Test
    void badArguments_areRefusedByName() {
        TokenAmounts some = new TokenAmounts(ETHER, ETHER);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImpermanentLoss.of(TokenAmounts.NONE, some, Unsigned.Q96))
                .withMessage("deposit must be worth something, got TokenAmounts[amount0=0, amount1=0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImpermanentLoss.of(some, some, BigInteger.ZERO))
                .withMessage("sqrtPriceX96 must be positive, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImpermanentLoss.ofRange(Unsigned.Q96, Unsigned.Q96, Unsigned.Q96, Unsigned.Q96))
                .withMessage("sqrtPriceLower must be below sqrtPriceUpper, got 79228162514264337593543950336 and "
                        + "79228162514264337593543950336");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImpermanentLoss.ofFullRange(BigDecimal.ZERO))
                .withMessage("ratio must be positive, got 0");
    }
}
