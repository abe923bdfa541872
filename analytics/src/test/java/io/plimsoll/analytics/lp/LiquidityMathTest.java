package io.plimsoll.analytics.lp;

import static io.plimsoll.analytics.lp.Samples.ETHER;
import static io.plimsoll.analytics.lp.Samples.MAX_UINT128;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.analytics.lp.Samples.Range;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.junit.jupiter.api.Test;

class LiquidityMathTest {
    private static final Range RANGE = new Range(-600, 1200);

    @Provide
    Arbitrary<Tuple2<Range, PoolState>> rangesAndPools() {
        return Samples.ranges().flatMap(range -> Samples.poolsNear(range).map(pool -> Tuple.of(range, pool)));
    }

    @Provide
    Arbitrary<BigInteger> liquidities() {
        return Samples.unsigned(128);
    }

    @Provide
    Arbitrary<TokenAmounts> amounts() {
        return Combinators.combine(Samples.unsigned(112), Samples.unsigned(112)).as(TokenAmounts::new);
    }

    @Provide
    Arbitrary<Range> ranges() {
        return Samples.ranges();
    }

    @Provide
    Arbitrary<PoolState> pools() {
        return Arbitraries.oneOf(Samples.pools(), Samples.poolsNear(RANGE));
    }

    private static TokenAmounts burn(PoolState pool, Range range, BigInteger liquidity) {
        return LiquidityMath.burnAmounts(pool, range.lower(), range.upper(), liquidity);
    }

    private static TokenAmounts mint(PoolState pool, Range range, BigInteger liquidity) {
        return LiquidityMath.mintAmounts(pool, range.lower(), range.upper(), liquidity);
    }

    @Property
    void mintThenBurn_losesOneUnitOfEachAtMost_andNeverGains(
            @ForAll("rangesAndPools") Tuple2<Range, PoolState> at, @ForAll("liquidities") BigInteger liquidity) {
        TokenAmounts paid = mint(at.get2(), at.get1(), liquidity);
        TokenAmounts received = burn(at.get2(), at.get1(), liquidity);

        assertThat(paid.amount0().subtract(received.amount0())).isBetween(BigInteger.ZERO, BigInteger.ONE);
        assertThat(paid.amount1().subtract(received.amount1())).isBetween(BigInteger.ZERO, BigInteger.ONE);
    }

    @Property
    void maxLiquidity_isPaidForByTheAmounts_andOneMoreIsNot(
            @ForAll("rangesAndPools") Tuple2<Range, PoolState> at, @ForAll("amounts") TokenAmounts available) {
        Range range = at.get1();
        PoolState pool = at.get2();
        BigInteger most =
                LiquidityMath.maxLiquidity(pool.sqrtPriceX96(), range.sqrtLower(), range.sqrtUpper(), available);
        Assume.that(most.compareTo(MAX_UINT128) < 0);

        TokenAmounts paid = mint(pool, range, most);
        TokenAmounts oneMore = mint(pool, range, most.add(BigInteger.ONE));

        assertThat(paid.amount0()).isLessThanOrEqualTo(available.amount0());
        assertThat(paid.amount1()).isLessThanOrEqualTo(available.amount1());
        assertThat(oneMore.amount0().compareTo(available.amount0()) > 0
                        || oneMore.amount1().compareTo(available.amount1()) > 0)
                .isTrue();
        assertThat(LiquidityMath.maxLiquidityOfPeriphery(
                        pool.sqrtPriceX96(), range.sqrtUpper(), range.sqrtLower(), available))
                .isLessThanOrEqualTo(most);
    }

    @Property
    void risingPrice_turnsToken0IntoToken1(
            @ForAll("pools") PoolState a, @ForAll("pools") PoolState b, @ForAll("liquidities") BigInteger liquidity) {
        boolean ordered = a.sqrtPriceX96().compareTo(b.sqrtPriceX96()) <= 0;
        TokenAmounts low = burn(ordered ? a : b, RANGE, liquidity);
        TokenAmounts high = burn(ordered ? b : a, RANGE, liquidity);

        assertThat(low.amount0()).isGreaterThanOrEqualTo(high.amount0());
        assertThat(low.amount1()).isLessThanOrEqualTo(high.amount1());
    }

    @Property
    void outOfRange_isAllOneToken(@ForAll("ranges") Range range, @ForAll("liquidities") BigInteger liquidity) {
        TokenAmounts above = burn(Samples.poolAt(Math.min(range.upper(), TickMath.MAX_TICK - 1)), range, liquidity);
        if (range.upper() < TickMath.MAX_TICK) {
            assertThat(above.amount0()).isZero();
            assertThat(above.amount1())
                    .isEqualTo(SqrtPriceMath.amount1Delta(range.sqrtLower(), range.sqrtUpper(), liquidity, false));
        }
        if (range.lower() > TickMath.MIN_TICK) {
            TokenAmounts below = burn(Samples.poolAt(range.lower() - 1), range, liquidity);
            assertThat(below.amount1()).isZero();
            assertThat(below.amount0())
                    .isEqualTo(SqrtPriceMath.amount0Delta(range.sqrtLower(), range.sqrtUpper(), liquidity, false));
        }
    }

    @Test
    void ends_lowerBelongsToTheRange_upperDoesNot() {
        assertThat(Samples.poolAt(-601).isInRange(-600, 1200)).isFalse();
        assertThat(Samples.poolAt(-600).isInRange(-600, 1200)).isTrue();
        assertThat(Samples.poolAt(1199).isInRange(-600, 1200)).isTrue();
        assertThat(Samples.poolAt(1200).isInRange(-600, 1200)).isFalse();

        assertThat(burn(Samples.poolAt(-600), RANGE, ETHER).amount1()).isZero();
        assertThat(burn(Samples.poolAt(1200), RANGE, ETHER).amount0()).isZero();
        assertThat(burn(Samples.poolAt(1199), RANGE, ETHER).amount0()).isPositive();
    }

    @Test
    void poolThatFellOntoATick_isBelowIt() {
        BigInteger lower = TickMath.sqrtPriceAtTick(-600);
        PoolState crossed = new PoolState(lower, -601);

        assertThat(crossed.isInRange(-600, 1200)).isFalse();
        // the price is the same and so are the amounts
        assertThat(burn(crossed, RANGE, ETHER)).isEqualTo(burn(PoolState.at(lower), RANGE, ETHER));
    }

    @Test
    void poolState_whoseTickIsNotItsPrice_isRefused() {
        BigInteger beside = Unsigned.Q96.add(BigInteger.ONE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PoolState(beside, -1))
                .withMessage("tick of sqrtPriceX96 79228162514264337593543950337 must be 0, got -1");
        assertThatIllegalArgumentException().isThrownBy(() -> new PoolState(Unsigned.Q96, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new PoolState(Unsigned.Q96, -2));
    }

    @Test
    void badRange_isRefusedByName() {
        PoolState pool = Samples.poolAt(0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LiquidityMath.burnAmounts(pool, 60, 60, ETHER))
                .withMessage("tickLower must be below tickUpper, got 60 and 60");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LiquidityMath.mintAmounts(pool, 0, 900_000, ETHER))
                .withMessage("tickUpper must be within -887272 and 887272, got 900000");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> LiquidityMath.maxLiquidity(Unsigned.Q96, Unsigned.Q96, Unsigned.Q96, TokenAmounts.NONE))
                .withMessage("sqrtPriceA and sqrtPriceB must differ, both are 79228162514264337593543950336");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenAmounts(BigInteger.ONE, BigInteger.valueOf(-1)))
                .withMessage("amounts must not be negative, got 1 and -1");
    }

    @Property
    void slippageLimits_areBelowTheAmounts(
            @ForAll("rangesAndPools") Tuple2<Range, PoolState> at, @ForAll("liquidities") BigInteger liquidity) {
        Range range = at.get1();
        PoolState pool = at.get2();
        TokenAmounts received = burn(pool, range, liquidity);
        TokenAmounts least = SlippageLimits.burn(pool, range.lower(), range.upper(), liquidity, 50);
        // MIN_SQRT_PRICE + 1 is the lowest that is considered, which may be above the pool's price
        Assume.that(pool.sqrtPriceX96().compareTo(TickMath.MIN_SQRT_PRICE) > 0);

        assertThat(least.amount0()).isLessThanOrEqualTo(received.amount0());
        assertThat(least.amount1()).isLessThanOrEqualTo(received.amount1());
    }

    @Test
    void slippageTolerance_outOfBounds_isRefused() {
        for (int tolerance : new int[] {-1, 10_001}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SlippageLimits.burn(Samples.poolAt(0), -600, 1200, ETHER, tolerance))
                    .withMessage("toleranceBips must be 0 to 10000, got " + tolerance);
        }
    }
}
