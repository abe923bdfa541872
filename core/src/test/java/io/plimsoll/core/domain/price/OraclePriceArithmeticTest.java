package io.plimsoll.core.domain.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.price.PriceBasket.Holding;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Identities of the arithmetic; its exact numbers are held to Pyth's SDKs by the corpus test of the Pyth client. */
class OraclePriceArithmeticTest {
    private static final Instant T = Instant.ofEpochSecond(1_791_030_045);

    private static OraclePrice price(long mantissa, int expo, long conf) {
        return new OraclePrice(mantissa, expo, conf, T);
    }

    @Provide
    Arbitrary<OraclePrice> anyPrices() {
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.integers().between(-58, 58),
                        Arbitraries.longs(),
                        Arbitraries.longs().between(0, 2_000_000_000L))
                .as((mantissa, expo, conf, time) -> new OraclePrice(mantissa, expo, conf, Instant.ofEpochSecond(time)));
    }

    /** Enough digits that eight of them are left, and a confidence below the price. */
    @Provide
    Arbitrary<OraclePrice> marketPrices() {
        return Combinators.combine(
                        Arbitraries.longs().between(10_000_000L, 9_000_000_000_000_000L),
                        Arbitraries.integers().between(-12, 2),
                        Arbitraries.longs().between(1, 1000))
                .as((mantissa, expo, permille) -> price(mantissa, expo, mantissa / 1000 / permille + 1));
    }

    @Property
    void product_holdsEveryProductOfTheTwoIntervals(
            @ForAll("anyPrices") OraclePrice p, @ForAll("anyPrices") OraclePrice q) {
        OraclePrice product = p.product(q).orElseThrow();

        BigDecimal low = product.value().subtract(product.confidence());
        BigDecimal high = product.value().add(product.confidence());
        for (BigDecimal x : ends(p)) {
            for (BigDecimal y : ends(q)) {
                assertThat(x.multiply(y)).isBetween(low, high);
            }
        }
        assertThat(product.publishTime())
                .isEqualTo(p.publishTime().isBefore(q.publishTime()) ? p.publishTime() : q.publishTime());
    }

    private static List<BigDecimal> ends(OraclePrice price) {
        return List.of(price.value().subtract(price.confidence()), price.value().add(price.confidence()));
    }

    @Property
    void product_losesNothingThatFits(
            @ForAll @IntRange(min = -2_000_000_000) int p, @ForAll @IntRange(min = -2_000_000_000) int q) {
        OraclePrice product = price(p, -8, 0).product(price(q, -5, 0)).orElseThrow();

        assertThat(product.value()).isEqualByComparingTo(BigDecimal.valueOf((long) p * q, 13));
        assertThat(product.confidence()).isZero();
    }

    @Test
    void product_ofRedemptionRateAndPrice_keepsAllDigits_whereCompatibleRoundingDoesNot() {
        OraclePrice rate = price(101_234_567, -8, 1_000);
        OraclePrice hype = price(4_012_345_678L, -8, 2_000_000);

        assertThat(rate.product(hype).orElseThrow().value()).isEqualByComparingTo("40.6188077366651426");
        assertThat(rate.times(hype).orElseThrow().value())
                .isLessThan(rate.product(hype).orElseThrow().value());
    }

    @Test
    void product_exponentsThatDoNotFit_isEmpty() {
        assertThat(price(1, Integer.MAX_VALUE, 0).product(price(1, 1, 0))).isEmpty();
        assertThat(price(1, Integer.MIN_VALUE, 0).product(price(1, -1, 0))).isEmpty();
    }

    @Property
    void crossRate_andItsInverse_multiplyToOne(
            @ForAll("marketPrices") OraclePrice a, @ForAll("marketPrices") OraclePrice b) {
        BigDecimal rate = a.dividedBy(b).orElseThrow().value();
        BigDecimal inverse = b.dividedBy(a).orElseThrow().value();

        assertThat(rate.multiply(inverse).subtract(BigDecimal.ONE).abs()).isLessThan(new BigDecimal("0.000001"));
    }

    @Property
    void crossRate_confidence_isTheSumOfTheRelativeOnes(
            @ForAll("marketPrices") OraclePrice a, @ForAll("marketPrices") OraclePrice b) {
        OraclePrice rate = a.dividedBy(b).orElseThrow();

        BigDecimal expected = relative(a).add(relative(b));
        assertThat(relative(rate).subtract(expected).abs()).isLessThan(new BigDecimal("0.000001"));
    }

    private static BigDecimal relative(OraclePrice price) {
        return price.confidence().divide(price.value().abs(), 12, RoundingMode.HALF_EVEN);
    }

    @Property
    void times_isSymmetric(@ForAll("anyPrices") OraclePrice a, @ForAll("anyPrices") OraclePrice b) {
        assertThat(a.times(b)).isEqualTo(b.times(a)).isPresent();
    }

    @Property
    void plus_isSymmetric_andCarriesNothingAway(
            @ForAll("anyPrices") OraclePrice a, @ForAll("anyPrices") OraclePrice b) {
        OraclePrice other = new OraclePrice(b.mantissa(), a.expo(), b.conf(), b.publishTime());
        Optional<OraclePrice> sum = a.plus(other);

        assertThat(sum).isEqualTo(other.plus(a));
        BigInteger mantissa = BigInteger.valueOf(a.mantissa()).add(BigInteger.valueOf(b.mantissa()));
        BigInteger conf =
                new BigInteger(Long.toUnsignedString(a.conf())).add(new BigInteger(Long.toUnsignedString(b.conf())));
        assertThat(sum.isPresent()).isEqualTo(mantissa.bitLength() < 64 && conf.bitLength() <= 64);
        sum.ifPresent(total -> assertThat(total.mantissa()).isEqualTo(mantissa.longValueExact()));
    }

    @Test
    void plus_otherExponent_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> price(1, -8, 0).plus(price(1, -7, 0)))
                .withMessageContaining("-8 and -7");
    }

    @Property
    void scale_inTwoSteps_isScaleInOne(
            @ForAll("anyPrices") OraclePrice price,
            @ForAll @IntRange(min = 0, max = 30) int first,
            @ForAll @IntRange(min = 0, max = 30) int second) {
        int middle = price.expo() + first;
        int end = middle + second;

        assertThat(price.scaledTo(middle).flatMap(once -> once.scaledTo(end)))
                .isEqualTo(price.scaledTo(end))
                .isPresent();
    }

    @Property
    void scale_finerAndBack_changesNothing(
            @ForAll("anyPrices") OraclePrice price, @ForAll @IntRange(min = 0, max = 25) int digits) {
        Optional<OraclePrice> finer = price.scaledTo(price.expo() - digits);
        boolean fits = BigInteger.valueOf(price.mantissa())
                                .multiply(BigInteger.TEN.pow(digits))
                                .bitLength()
                        < 64
                && new BigInteger(Long.toUnsignedString(price.conf()))
                                .multiply(BigInteger.TEN.pow(digits))
                                .bitLength()
                        <= 64;

        assertThat(finer.isPresent()).isEqualTo(fits);
        finer.ifPresent(fine -> assertThat(fine.scaledTo(price.expo())).contains(price));
    }

    @Test
    void scale_ofNothing_reachesAnyExponentAtOnce() {
        assertThat(price(0, Integer.MAX_VALUE, 0).scaledTo(0)).contains(price(0, 0, 0));
        assertThat(price(0, 0, 0).scaledTo(Integer.MIN_VALUE)).contains(price(0, Integer.MIN_VALUE, 0));
        assertThat(price(7, 0, 7).scaledTo(Integer.MAX_VALUE)).contains(price(0, Integer.MAX_VALUE, 0));
        assertThat(price(0, 1, 0).scaledTo(Integer.MIN_VALUE)).isEmpty();
    }

    @Test
    void scale_negative_goesUp_andTheLeastLongIsANumberLikeAnyOther() {
        assertThat(price(-19, -1, 19).scaledTo(0)).contains(price(-1, 0, 1));
        assertThat(price(Long.MIN_VALUE, 0, -1L).scaledTo(1))
                .contains(price(Long.MIN_VALUE / 10, 1, 1844674407370955161L));
        assertThat(price(Long.MIN_VALUE, 0, 0).normalised()).contains(price(-92_233_720, 11, 0));
        assertThat(price(Long.MIN_VALUE / 10, 1, 0).scaledTo(0)).contains(price(Long.MIN_VALUE / 10 * 10, 0, 0));
        assertThat(price(Long.MIN_VALUE / 10 - 1, 1, 0).scaledTo(0)).isEmpty();
    }

    @Test
    void value_leastExponent_isRefused_notWrong() {
        OraclePrice price = price(1, Integer.MIN_VALUE, 1);

        assertThat(price.isPlausible()).isFalse();
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(price::value);
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(price::confidence);
    }

    @Test
    void division_byZero_orByWhatBecomesZero_isEmpty() {
        assertThat(price(1, 0, 0).dividedBy(price(0, 0, 0))).isEmpty();
        assertThat(price(1, 0, 0).dividedBy(price(1, 0, 1L << 40))).isEmpty();
        assertThat(price(1, 0, 0).inQuote(price(3, 0, 0), -9)).contains(price(333_333_333, -9, 0));
    }

    @Test
    void basket_sumsItsHoldings_andAnEmptyOneHasNoPrice() {
        PriceBasket basket = new PriceBasket(List.of(
                new Holding(price(10_000_000, -2, 500), 10, -2),
                new Holding(new OraclePrice(400_000, -2, 100, T.minusSeconds(9)), 5, -2)));

        OraclePrice total = basket.price(-8).orElseThrow();
        assertThat(total.value()).isEqualByComparingTo("10200");
        assertThat(total.confidence()).isEqualByComparingTo("0.55");
        assertThat(total.publishTime()).isEqualTo(T.minusSeconds(9));
        assertThat(new PriceBasket(List.of()).price(-8)).isEmpty();
    }

    @Test
    void line_meetsItsEnds_andIsEmptyWithoutLength() {
        PriceLine line = new PriceLine(0, price(100, 0, 1), 10, price(200, 0, 2));

        assertThat(line.at(0, -9).orElseThrow().value()).isEqualByComparingTo("100");
        assertThat(line.at(10, -9).orElseThrow().value()).isEqualByComparingTo("200");
        assertThat(line.at(5, -9).orElseThrow().value()).isEqualByComparingTo("150");
        assertThat(new PriceLine(10, price(1, 0, 0), 10, price(1, 0, 0)).at(10, -9))
                .isEmpty();
        assertThat(new PriceLine(Long.MIN_VALUE, price(1, 0, 0), Long.MAX_VALUE, price(1, 0, 0)).at(0, -9))
                .isEmpty();
    }

    @Test
    void valuation_goesAgainstTheAccount_andNeverTheOtherWay() {
        OraclePrice hundred = price(100_000_000_00L, -8, 7);
        ValuationCurve discount = new ValuationCurve(1000, 100, 90, -2);
        ValuationCurve premium = new ValuationCurve(1000, 100, 110, -2);

        assertThat(discount.collateralPrice(hundred, 500).orElseThrow().value()).isEqualByComparingTo("95");
        assertThat(premium.borrowPrice(hundred, 500).orElseThrow().value()).isEqualByComparingTo("105");
        assertThat(discount.borrowPrice(hundred, 500)).isEmpty();
        assertThat(premium.collateralPrice(hundred, 500)).isEmpty();
        assertThat(discount.collateralPrice(hundred, -1))
                .as("beyond a signed long")
                .isEmpty();
        assertThat(discount.collateralPrice(hundred, 500).orElseThrow().conf()).isEqualTo(7);
    }
}
