package io.plimsoll.core.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTickTest {
    /** The examples of the venue's documentation, and their neighbours. */
    @ParameterizedTest
    @CsvSource({
        "1234.5, 1, true",
        "1234.56, 1, false",
        "0.001234, 0, true",
        "0.0012345, 0, false",
        "0.01234, 1, true",
        "0.012345, 1, false",
        "123456, 0, true",
        "123456.0, 0, true",
        "1234567, 5, true",
        "12345.6, 0, false",
        "0, 0, false",
    })
    void perpPrice_isTakenOrNot(String price, int sizeDecimals, boolean taken) {
        assertThat(PriceTick.perp(sizeDecimals).takesPrice(new BigDecimal(price)))
                .isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0001234, 0, true",
        "0.0001234, 1, true",
        "0.00012345, 1, false",
        "0.00012345, 0, true",
        "0.000123456, 0, false",
    })
    void spotPrice_mayHaveEightDecimals(String price, int sizeDecimals, boolean taken) {
        assertThat(PriceTick.spot(sizeDecimals).takesPrice(new BigDecimal(price)))
                .isEqualTo(taken);
    }

    @Test
    void roundingUp_carriesIntoTheNextMagnitude() {
        assertThat(PriceTick.perp(0).roundPriceUp(new BigDecimal("9999.96"))).isEqualTo("10000");
        assertThat(PriceTick.perp(0).roundPriceUp(new BigDecimal("99999.6"))).isEqualTo("100000");
    }

    @Test
    void price_belowTheSmallestStep_roundsToNothing() {
        PriceTick tick = PriceTick.perp(2);
        assertThat(tick.roundPriceDown(new BigDecimal("0.00001"))).isEqualTo("0");
        assertThat(tick.roundPriceUp(new BigDecimal("0.00001"))).isEqualTo("0.0001");
    }

    @Test
    void negativeOrTooManyDecimals_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PriceTick.perp(7)).withMessageContaining("priceDecimals");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PriceTick.perp(0).roundPriceUp(new BigDecimal("-1")))
                .withMessageContaining("price")
                .withMessageContaining("-1");
    }

    @Property
    void rounded_isTakenIdempotentAndOnTheRightSide(
            @ForAll("ticks") PriceTick tick, @ForAll("prices") BigDecimal price) {
        BigDecimal down = tick.roundPriceDown(price);
        BigDecimal up = tick.roundPriceUp(price);
        assertThat(down).isLessThanOrEqualTo(price);
        assertThat(up).isGreaterThanOrEqualTo(price);
        assertThat(tick.takesPrice(up)).isTrue();
        assertThat(down.signum() == 0 || tick.takesPrice(down)).isTrue();
        assertThat(tick.roundPriceUp(up)).isEqualTo(up);
        assertThat(tick.roundPriceDown(down)).isEqualTo(down);
        assertThat(tick.takesPrice(price)).isEqualTo(down.compareTo(price) == 0);
        assertThat(tick.roundPriceAway(true, price)).isEqualTo(down);
        assertThat(tick.roundPriceAway(false, price)).isEqualTo(up);
        assertThat(tick.roundPriceTowards(true, price)).isEqualTo(up);
        assertThat(tick.roundPriceTowards(false, price)).isEqualTo(down);
    }

    /** By counting digits of the text, as the venue describes it. */
    @Property
    void takenPrices_areThoseOfTheRule(@ForAll("ticks") PriceTick tick, @ForAll("prices") BigDecimal price) {
        BigDecimal stripped = price.stripTrailingZeros();
        boolean whole = stripped.scale() <= 0;
        boolean few = stripped.precision() <= 5 && stripped.scale() <= tick.priceDecimals();
        assertThat(tick.takesPrice(price)).isEqualTo(whole || few);
    }

    @Property
    void noPriceLiesBetweenTheTwoRoundings(@ForAll("ticks") PriceTick tick, @ForAll("prices") BigDecimal price) {
        BigDecimal down = tick.roundPriceDown(price);
        BigDecimal up = tick.roundPriceUp(price);
        BigDecimal middle = down.add(up).divide(BigDecimal.valueOf(2));
        assertThat(down.compareTo(up) == 0 || !tick.takesPrice(middle)).isTrue();
    }

    @Property
    void size_roundsDownToTheLot(@ForAll("ticks") PriceTick tick, @ForAll("prices") BigDecimal size) {
        BigDecimal rounded = tick.roundSizeDown(size);
        assertThat(rounded).isLessThanOrEqualTo(size);
        assertThat(size.subtract(rounded)).isLessThan(BigDecimal.ONE.movePointLeft(tick.sizeDecimals()));
        assertThat(rounded.signum() == 0 || tick.takesSize(rounded)).isTrue();
        assertThat(rounded.scale()).isBetween(0, tick.sizeDecimals());
    }

    @Provide
    Arbitrary<PriceTick> ticks() {
        return Arbitraries.integers()
                .between(0, 6)
                .flatMap(decimals -> Arbitraries.of(PriceTick.perp(decimals), PriceTick.spot(decimals)));
    }

    @Provide
    Arbitrary<BigDecimal> prices() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 10_000_000_000L),
                        Arbitraries.integers().between(0, 12))
                .as(BigDecimal::valueOf);
    }
}
