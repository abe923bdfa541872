package io.plimsoll.pyth.hermes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HermesLimitsTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final HermesLimits limits = HermesLimits.of(10, Duration.ofSeconds(10), Duration.ofSeconds(60), nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void send(Lane lane) {
        limits.acquire(lane, Duration.ZERO).run();
    }

    private Duration refusal(Lane lane, Duration patience) {
        try {
            limits.acquire(lane, patience).run();
        } catch (RateLimited e) {
            return e.retryAfter().orElseThrow();
        }
        throw new AssertionError("not refused");
    }

    @Test
    void lanes_leaveRoomForTheMoreUrgent() {
        for (int i = 0; i < 7; i++) {
            send(Lane.BACKGROUND);
        }
        refusal(Lane.BACKGROUND, Duration.ZERO);
        send(Lane.NORMAL);
        send(Lane.NORMAL);
        refusal(Lane.NORMAL, Duration.ZERO);
        send(Lane.URGENT);
        refusal(Lane.URGENT, Duration.ZERO);
        pass(Duration.ofSeconds(10).plusNanos(1));
        send(Lane.BACKGROUND);
    }

    @Test
    void pauseThatTheServiceAskedFor_isKeptByEverybodyAndEnds() {
        limits.refused(Duration.ofSeconds(60));

        assertThat(refusal(Lane.URGENT, Duration.ofSeconds(59))).isEqualTo(Duration.ofSeconds(60));
        pass(Duration.ofSeconds(59));
        assertThat(refusal(Lane.URGENT, Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        send(Lane.URGENT);
    }

    @Test
    void shorterPause_doesNotShortenALongerOne() {
        limits.refused(Duration.ofSeconds(60));
        limits.refused(Duration.ofSeconds(5));

        assertThat(refusal(Lane.URGENT, Duration.ZERO)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void pauseWithinPatience_isWaitedFor() {
        HermesLimits real = HermesLimits.of(10, Duration.ofSeconds(10), Duration.ofSeconds(60));
        real.refused(Duration.ofMillis(30));
        long before = System.nanoTime();

        real.acquire(Lane.NORMAL, Duration.ofSeconds(5)).run();

        assertThat(System.nanoTime() - before)
                .isGreaterThanOrEqualTo(Duration.ofMillis(29).toNanos());
    }

    @Test
    void interruptedWait_isARefusal_andStaysInterrupted() {
        HermesLimits real = HermesLimits.of(10, Duration.ofSeconds(10), Duration.ofSeconds(60));
        real.refused(Duration.ofSeconds(50));
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> real.acquire(Lane.NORMAL, Duration.ofSeconds(100)));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void none_letsEverythingPass() {
        HermesLimits none = HermesLimits.none();
        none.refused(Duration.ofSeconds(60));

        for (int i = 0; i < 1_000; i++) {
            none.acquire(Lane.BACKGROUND, Duration.ZERO).run();
        }
    }

    @Test
    void impossibleNumbers_areTheCallersMistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> HermesLimits.of(0, Duration.ofSeconds(1), Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(1, Duration.ofMillis(-1), Duration.ZERO, Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HermesSettings.bare().withUrlLength(100));
    }

    @Test
    void standardSettings_areTheDocumentedOnes() {
        HermesSettings standard = HermesSettings.standard();

        assertThat(standard.encoding()).isEqualTo(Encoding.BASE64);
        assertThat(standard.retries()).isEqualTo(RetryPolicy.standard());
        assertThat(standard.limits().penalty()).isEqualTo(Duration.ofSeconds(60));
        assertThat(standard.in(Lane.URGENT).lane()).isEqualTo(Lane.URGENT);
    }
}
