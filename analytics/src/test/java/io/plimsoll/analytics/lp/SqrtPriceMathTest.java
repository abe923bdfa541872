package io.plimsoll.analytics.lp;

import static io.plimsoll.analytics.lp.Samples.ETHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SqrtPriceMathTest {
    private static final BigInteger ONE_TO_ONE = Unsigned.Q96;
    private static final BigInteger TENTH = ETHER.divide(BigInteger.TEN);

    @Provide
    Arbitrary<BigInteger> sqrtPrices() {
        return Samples.sqrtPrices();
    }

    @Provide
    Arbitrary<BigInteger> liquidities() {
        return Samples.positive(128);
    }

    @Provide
    Arbitrary<BigInteger> amounts() {
        return Samples.unsigned(128);
    }

    @Provide
    Arbitrary<BigInteger> hugeAmounts() {
        return Samples.unsigned(255);
    }

    @Test
    void amountDeltas_fromOneToOnePointTwoOne() {
        BigInteger upper = Samples.sqrtPriceOf(121, 100);

        assertThat(SqrtPriceMath.amount0Delta(ONE_TO_ONE, upper, ETHER, true)).isEqualTo("90909090909090910");
        assertThat(SqrtPriceMath.amount0Delta(ONE_TO_ONE, upper, ETHER, false)).isEqualTo("90909090909090909");
        assertThat(SqrtPriceMath.amount1Delta(ONE_TO_ONE, upper, ETHER, true)).isEqualTo("100000000000000000");
        assertThat(SqrtPriceMath.amount1Delta(ONE_TO_ONE, upper, ETHER, false)).isEqualTo("99999999999999999");
        assertThat(SqrtPriceMath.amount0Delta(upper, upper, ETHER, true)).isZero();
        assertThat(SqrtPriceMath.amount1Delta(upper, upper, ETHER, true)).isZero();
    }

    @Test
    void nextPrice_ofRoundAmounts() {
        assertThat(SqrtPriceMath.nextSqrtPriceFromInput(ONE_TO_ONE, ETHER, TENTH, false))
                .isEqualTo("87150978765690771352898345369");
        assertThat(SqrtPriceMath.nextSqrtPriceFromInput(ONE_TO_ONE, ETHER, TENTH, true))
                .isEqualTo("72025602285694852357767227579");
        assertThat(SqrtPriceMath.nextSqrtPriceFromOutput(ONE_TO_ONE, ETHER, TENTH, false))
                .isEqualTo("88031291682515930659493278152");
        assertThat(SqrtPriceMath.nextSqrtPriceFromOutput(ONE_TO_ONE, ETHER, TENTH, true))
                .isEqualTo("71305346262837903834189555302");
    }

    @Test
    void nextPrice_ofNothing_stays() {
        for (boolean zeroForOne : new boolean[] {true, false}) {
            assertThat(SqrtPriceMath.nextSqrtPriceFromInput(ONE_TO_ONE, TENTH, BigInteger.ZERO, zeroForOne))
                    .isEqualTo(ONE_TO_ONE);
            assertThat(SqrtPriceMath.nextSqrtPriceFromOutput(ONE_TO_ONE, TENTH, BigInteger.ZERO, zeroForOne))
                    .isEqualTo(ONE_TO_ONE);
        }
    }

    @Test
    void nextPrice_ofAnAmountWhoseProductHas257Bits_isTheContractsCoarserOne() {
        BigInteger half = BigInteger.ONE.shiftLeft(255);

        assertThat(SqrtPriceMath.nextSqrtPriceFromInput(ONE_TO_ONE, BigInteger.ONE, half, true))
                .isEqualTo(1);
        // L·2⁹⁶ / √P = 2²⁰⁰ / 1.5·2¹⁵⁸ is cut off before 2⁹⁸ is added: ⌈2²⁰⁰ / (⌊2⁴³ / 1.5⌋ + 2⁹⁸)⌉
        BigInteger price = BigInteger.valueOf(3).shiftLeft(157);
        BigInteger liquidity = BigInteger.ONE.shiftLeft(104);
        BigInteger amount = BigInteger.ONE.shiftLeft(98);
        BigInteger cutOff = BigInteger.ONE.shiftLeft(43).divide(BigInteger.valueOf(3));
        assertThat(SqrtPriceMath.nextSqrtPriceFromInput(price, liquidity, amount, true))
                .isEqualTo(
                        BigInteger.ONE.shiftLeft(200).divide(cutOff.add(amount)).add(BigInteger.ONE));
    }

    @Test
    void nextPrice_beyondWhatThereIs_isRefused() {
        BigInteger price = new BigInteger("20282409603651670423947251286016");
        BigInteger liquidity = BigInteger.valueOf(1024);

        for (int tooMuch : new int[] {4, 5}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            SqrtPriceMath.nextSqrtPriceFromOutput(price, liquidity, BigInteger.valueOf(tooMuch), false))
                    .withMessage("amountOut moves the price out of its bounds: at this liquidity " + tooMuch
                            + " is too much");
        }
        for (int tooMuch : new int[] {262_144, 262_145}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            SqrtPriceMath.nextSqrtPriceFromOutput(price, liquidity, BigInteger.valueOf(tooMuch), true))
                    .withMessageContaining(tooMuch + " is too much");
        }
        assertThat(SqrtPriceMath.nextSqrtPriceFromOutput(price, liquidity, BigInteger.valueOf(262_143), true))
                .isEqualTo("77371252455336267181195264");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqrtPriceMath.nextSqrtPriceFromInput(
                        BigInteger.ONE.shiftLeft(160).subtract(BigInteger.ONE), liquidity, liquidity, false))
                .withMessage("amountIn moves the price out of its bounds: at this liquidity 1024 is too much");
    }

    @Test
    void badArguments_areRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqrtPriceMath.amount0Delta(BigInteger.ZERO, ONE_TO_ONE, ETHER, false))
                .withMessage("sqrtPriceA must be positive, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqrtPriceMath.amount1Delta(ONE_TO_ONE, BigInteger.valueOf(-3), ETHER, false))
                .withMessage("sqrtPriceB must be a uint160, got -3");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> SqrtPriceMath.amount1Delta(ONE_TO_ONE, ONE_TO_ONE, BigInteger.ONE.shiftLeft(128), false))
                .withMessage("liquidity must be a uint128, got 340282366920938463463374607431768211456");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SqrtPriceMath.nextSqrtPriceFromInput(ONE_TO_ONE, BigInteger.ZERO, ETHER, false))
                .withMessage("liquidity must be positive, got 0");
    }

    @Property
    void amountDeltas_roundedEitherWay_differByOneAtMost_inEitherOrder(
            @ForAll("sqrtPrices") BigInteger a,
            @ForAll("sqrtPrices") BigInteger b,
            @ForAll("liquidities") BigInteger liquidity) {
        BigInteger down0 = SqrtPriceMath.amount0Delta(a, b, liquidity, false);
        BigInteger down1 = SqrtPriceMath.amount1Delta(a, b, liquidity, false);

        assertThat(SqrtPriceMath.amount0Delta(b, a, liquidity, true).subtract(down0))
                .isBetween(BigInteger.ZERO, BigInteger.ONE);
        assertThat(SqrtPriceMath.amount1Delta(b, a, liquidity, true).subtract(down1))
                .isBetween(BigInteger.ZERO, BigInteger.ONE);
        // the contract's own two divisions
        BigInteger lower = a.min(b);
        BigInteger upper = a.max(b);
        BigInteger product = liquidity.shiftLeft(96).multiply(upper.subtract(lower));
        assertThat(down0).isEqualTo(product.divide(upper).divide(lower));
        assertThat(SqrtPriceMath.amount0Delta(a, b, liquidity, true))
                .isEqualTo(Unsigned.divide(Unsigned.divide(product, upper, true), lower, true));
    }

    @Property
    void nextPriceFromInput_movesTheRightWay_andNeedsNoMoreThanWasGiven(
            @ForAll("sqrtPrices") BigInteger price,
            @ForAll("liquidities") BigInteger liquidity,
            @ForAll("hugeAmounts") BigInteger amount) {
        BigInteger lower = SqrtPriceMath.nextSqrtPriceFromInput(price, liquidity, amount, true);

        assertThat(lower).isPositive().isLessThanOrEqualTo(price);
        assertThat(SqrtPriceMath.amount0Delta(lower, price, liquidity, true)).isLessThanOrEqualTo(amount);

        BigInteger rise = amount.shiftLeft(96).divide(liquidity);
        Assume.that(price.add(rise).bitLength() <= 160);
        BigInteger higher = SqrtPriceMath.nextSqrtPriceFromInput(price, liquidity, amount, false);
        assertThat(higher).isGreaterThanOrEqualTo(price);
        assertThat(SqrtPriceMath.amount1Delta(price, higher, liquidity, true)).isLessThanOrEqualTo(amount);
    }

    @Property
    void nextPriceFromOutput_movesFarEnoughForWhatWasTaken(
            @ForAll("sqrtPrices") BigInteger price,
            @ForAll("liquidities") BigInteger liquidity,
            @ForAll("amounts") BigInteger amount) {
        Assume.that(amount.shiftLeft(96).compareTo(liquidity.multiply(price.subtract(BigInteger.ONE))) < 0);
        BigInteger lower = SqrtPriceMath.nextSqrtPriceFromOutput(price, liquidity, amount, true);

        assertThat(lower).isPositive().isLessThanOrEqualTo(price);
        assertThat(SqrtPriceMath.amount1Delta(lower, price, liquidity, false)).isGreaterThanOrEqualTo(amount);
    }
}
