package io.plimsoll.core.domain.repository.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\u0000", "\ud800", "ü", "a\n"})
    void words_thatAreNotVisibleAscii_areRefused(String word) {
        assertThatIllegalArgumentException().isThrownBy(() -> new LeaseClaim(word, "a", MINUTE));
        assertThatIllegalArgumentException().isThrownBy(() -> new LeaseClaim("a", word, MINUTE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Lease(word, "a", 1, Instant.EPOCH));
    }

    @Test
    void words_upToTheLongest_areTaken() {
        String longest = "x".repeat(LeaseClaim.LONGEST);

        assertThat(new LeaseClaim(longest, longest, MINUTE).name()).isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeaseClaim(longest + "x", "a", MINUTE))
                .withMessageStartingWith("name of a lease must be 1 to 100 visible ASCII characters, got 'xxx");
    }

    @Test
    void duration_outsideAMillisecondToADay_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeaseClaim("a", "b", Duration.ofNanos(999_999)))
                .withMessage("duration of lease a must be a millisecond to a day, got PT0.000999999S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeaseClaim("a", "b", Duration.ofDays(1).plusNanos(1)));
    }

    @Test
    void token_isPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lease("a", "b", 0, Instant.EPOCH))
                .withMessage("token of lease a must be at least 1, got 0");
    }

    @Test
    void claim_asksForTheSame() {
        assertThat(new Lease("a", "b", 7, Instant.EPOCH).claim(MINUTE)).isEqualTo(new LeaseClaim("a", "b", MINUTE));
    }
}
