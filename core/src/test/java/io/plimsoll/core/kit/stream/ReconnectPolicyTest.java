package io.plimsoll.core.kit.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReconnectPolicyTest {
    private static final ReconnectPolicy POLICY = ReconnectPolicy.standard();

    @Property(tries = 300)
    void delay_staysBetweenMinimumAndTheDoublingCeiling(
            @ForAll @IntRange(min = 1, max = 10_000) int attempt, @ForAll long seed) {
        Duration ceiling = attempt > 5 ? POLICY.maximum() : Duration.ofSeconds(1L << attempt);

        Duration delay = POLICY.delay(attempt, new Random(seed));

        assertThat(delay)
                .isBetween(POLICY.minimum(), ceiling.compareTo(POLICY.maximum()) > 0 ? POLICY.maximum() : ceiling);
    }

    @Test
    void delay_ofManyAttempts_fillsTheWholeRange() {
        Random random = new Random(1);

        assertThat(Stream.generate(() -> POLICY.delay(9, random)).limit(1000))
                .anyMatch(delay -> delay.compareTo(Duration.ofSeconds(3)) < 0)
                .anyMatch(delay -> delay.compareTo(Duration.ofSeconds(28)) > 0);
    }

    @Test
    void policy_withImpossibleTimes_isRefused() {
        Duration second = Duration.ofSeconds(1);

        assertThatIllegalArgumentException().isThrownBy(() -> new ReconnectPolicy(Duration.ZERO, second, second));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReconnectPolicy(second, Duration.ofMillis(1), second))
                .withMessageContaining("PT0.001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReconnectPolicy(second, second, Duration.ofMillis(-1)));
    }
}
