package io.plimsoll.pyth.onchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.pyth.onchain.ContractArithmetic.Revert;
import io.plimsoll.pyth.onchain.ContractArithmetic.RevertedException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Its exact numbers are held to Pyth's own contract by the corpus test of the arithmetic. */
class ContractArithmeticTest {
    private static OraclePrice price(long mantissa, int expo, long conf) {
        return new OraclePrice(mantissa, expo, conf, Instant.EPOCH);
    }

    @Provide
    Arbitrary<OraclePrice> marketPrices() {
        return Combinators.combine(
                        Arbitraries.longs().between(10_000_000L, 9_000_000_000_000_000L),
                        Arbitraries.integers().between(-12, 2))
                .as((mantissa, expo) -> price(mantissa, expo, 1));
    }

    @Property
    void price_isRoundedDown(
            @ForAll("marketPrices") OraclePrice price, @ForAll @IntRange(min = 0, max = 40) int decimals) {
        assertThat(ContractArithmetic.convertToUint(price, decimals))
                .isEqualTo(price.value()
                        .movePointRight(decimals)
                        .setScale(0, RoundingMode.DOWN)
                        .toBigInteger());
    }

    @Property
    void crossRate_isRoundedDown(
            @ForAll("marketPrices") OraclePrice a,
            @ForAll("marketPrices") OraclePrice b,
            @ForAll @IntRange(min = -20, max = 4) int exponent) {
        Assume.that(Math.abs(a.expo() - b.expo() - exponent) <= 58);

        BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(exponent);
        BigDecimal found = new BigDecimal(ContractArithmetic.deriveCrossRate(a, b, exponent)).multiply(unit);
        assertThat(found.multiply(b.value())).isLessThanOrEqualTo(a.value());
        assertThat(found.add(unit).multiply(b.value())).isGreaterThan(a.value());
    }

    @Test
    void contract_revertsInTheOrderOfItsChecks() {
        assertThat(revert(() -> ContractArithmetic.convertToUint(price(-1, -300, 0), 8)))
                .isEqualTo(Revert.NEGATIVE_INPUT_PRICE);
        assertThat(revert(() -> ContractArithmetic.convertToUint(price(1, -256, 0), 8)))
                .isEqualTo(Revert.INVALID_INPUT_EXPO);
        assertThat(revert(() -> ContractArithmetic.convertToUint(price(1, 0, 0), 59)))
                .isEqualTo(Revert.EXPONENT_OVERFLOW);
        assertThat(ContractArithmetic.convertToUint(price(1, 0, 0), 58)).isEqualTo(BigInteger.TEN.pow(58));
        assertThat(ContractArithmetic.convertToUint(price(1, -255, 0), 197)).isZero();
        assertThat(revert(() -> ContractArithmetic.convertToUint(price(1, -255, 0), 196)))
                .isEqualTo(Revert.EXPONENT_OVERFLOW);
        assertThat(revert(() -> ContractArithmetic.convertToUint(price(1, Integer.MAX_VALUE, 0), 1)))
                .isEqualTo(Revert.ARITHMETIC_OVERFLOW);
        assertThat(revert(() -> ContractArithmetic.deriveCrossRate(price(1, 0, 0), price(0, 0, 0), -59)))
                .isEqualTo(Revert.EXPONENT_OVERFLOW);
        assertThat(revert(() -> ContractArithmetic.deriveCrossRate(price(1, 0, 0), price(0, 0, 0), -58)))
                .isEqualTo(Revert.DIVISION_BY_ZERO);
        assertThatIllegalArgumentException().isThrownBy(() -> ContractArithmetic.convertToUint(price(1, 0, 0), 256));
    }

    private static Revert revert(Runnable call) {
        try {
            call.run();
        } catch (RevertedException e) {
            return e.revert();
        }
        throw new AssertionError("did not revert");
    }
}
