package io.plimsoll.core.domain.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OraclePriceTest {
    private static final Instant T = Instant.ofEpochSecond(1_791_030_045);

    @Test
    void value_anyExponentSign_isExact() {
        assertThat(new OraclePrice(8_480_475_150_000L, -8, 820_380_640L, T).value())
                .isEqualByComparingTo("84804.7515");
        assertThat(new OraclePrice(-3, 2, 0, T).value()).isEqualByComparingTo("-300");
        assertThat(new OraclePrice(7, 0, 0, T).value()).isEqualByComparingTo("7");
    }

    @Test
    void confidence_isUnsigned() {
        assertThat(new OraclePrice(1, 0, -1L, T).confidence()).isEqualByComparingTo("18446744073709551615");
    }

    @Test
    void age_mayBeNegative() {
        OraclePrice price = new OraclePrice(1, 0, 0, T);

        assertThat(price.age(T.plusSeconds(3))).isEqualTo(Duration.ofSeconds(3));
        assertThat(price.age(T.minusSeconds(3))).isEqualTo(Duration.ofSeconds(-3));
    }

    @Test
    void attestation_belowQuorum_cannotExist() {
        assertThat(new Attestation("pyth-pro-routers", 1, 3, 3)).hasToString("pyth-pro-routers#1 3/3");
        assertThatIllegalArgumentException().isThrownBy(() -> new Attestation("pyth-pro-routers", 1, 2, 3));
    }
}
