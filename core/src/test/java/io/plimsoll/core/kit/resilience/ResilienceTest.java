package io.plimsoll.core.kit.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.foundation.error.SourceException.Unavailable;
import io.plimsoll.core.foundation.error.SourceException.Unverified;
import io.plimsoll.core.testing.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ResilienceTest {
    private final AtomicInteger calls = new AtomicInteger();
    private final ManualClock clock = ManualClock.atNewYear();
    private final Breaker breaker = new Breaker("venue", 3, Duration.ofSeconds(30), clock);

    private static SourceException timeout() {
        return new Transport("venue", "no answer", new IOException("timeout"));
    }

    private static RateLimited limited(Duration wait) {
        return new RateLimited("venue", Optional.of(wait), "");
    }

    private static Retries retries(Repeat repeat) {
        return new Retries("test", repeat, 4, Duration.ofMillis(1), Duration.ofMillis(20));
    }

    /** Fails with the errors in turn, then answers. */
    private Supplier<String> failing(SourceException... errors) {
        return () -> {
            int call = calls.getAndIncrement();
            if (call < errors.length) {
                throw errors[call];
            }
            return "answer";
        };
    }

    @Test
    void read_whateverMayPass_isRepeated() {
        Supplier<String> call = failing(timeout(), new Rejected("venue", 503, ""), limited(Duration.ofMillis(5)));

        assertThat(retries(Repeat.READ).call(call)).isEqualTo("answer");
        assertThat(calls).hasValue(4);
    }

    @Test
    void read_attemptsAreUp_throwsTheLastError() {
        SourceException last = new Rejected("venue", 500, "fourth");
        Supplier<String> call = failing(timeout(), timeout(), timeout(), last);

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> retries(Repeat.READ).call(call))
                .isSameAs(last);
        assertThat(calls).hasValue(4);
    }

    @Test
    void read_whatWillNotPass_isNotRepeated() {
        for (SourceException error : List.of(
                new NotFound("venue", "no market"),
                new Rejected("venue", 422, ""),
                new Unverified("venue", "NO_QUORUM", ""),
                limited(Duration.ofMinutes(1)))) {
            calls.set(0);
            assertThatExceptionOfType(error.getClass())
                    .isThrownBy(() -> retries(Repeat.READ).call(failing(error)));
            assertThat(calls).as(error.getMessage()).hasValue(1);
        }
    }

    @Test
    void write_isRepeatedOnlyWhereTheSourceCertainlyDidNotAct() {
        assertThat(retries(Repeat.WRITE).call(failing(limited(Duration.ofMillis(2)))))
                .isEqualTo("answer");
        for (SourceException error : List.of(timeout(), new Rejected("venue", 502, ""))) {
            calls.set(0);
            assertThatExceptionOfType(error.getClass())
                    .isThrownBy(() -> retries(Repeat.WRITE).call(failing(error)));
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void pause_theSourceAskedFor_isKept() {
        long start = System.nanoTime();

        retries(Repeat.READ).call(failing(limited(Duration.ofMillis(20))));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    private void fail(SourceException error) {
        assertThatExceptionOfType(error.getClass())
                .isThrownBy(() -> breaker.call(() -> {
                    calls.incrementAndGet();
                    throw error;
                }));
    }

    @Test
    void breaker_opensAfterFailuresInARow_andDoesNotCall() {
        fail(timeout());
        fail(new Rejected("venue", 500, ""));
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
        fail(new Unverified("venue", "x", ""));

        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
        clock.advance(Duration.ofSeconds(10));
        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> breaker.call(() -> "not called"))
                .satisfies(e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(20)));
        assertThat(calls).hasValue(3);
    }

    @Test
    void breaker_successInBetween_startsCountingAgain() {
        fail(timeout());
        fail(timeout());
        breaker.call(() -> "fine");
        fail(timeout());
        fail(timeout());

        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void breaker_answersOfAHealthySource_doNotCount() {
        for (int i = 0; i < 5; i++) {
            fail(new NotFound("venue", ""));
            fail(new Rejected("venue", 422, ""));
            fail(limited(Duration.ofSeconds(1)));
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> breaker.call(() -> {
                    throw new IllegalStateException("a bug of ours");
                }));

        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    }

    private void open() {
        fail(timeout());
        fail(timeout());
        fail(timeout());
        clock.advance(Duration.ofSeconds(30).plusMillis(1));
    }

    @Test
    void breaker_afterThePause_letsExactlyOneThrough_whoseSuccessCloses() throws Exception {
        open();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        Thread probe = new Thread(() -> breaker.call(() -> {
            inside.countDown();
            try {
                return proceed.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        probe.start();
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(breaker.state()).isEqualTo(Breaker.State.HALF_OPEN);
        for (int i = 0; i < 20; i++) {
            assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> breaker.call(() -> "second"));
        }
        proceed.countDown();
        probe.join();

        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
        assertThat(breaker.call(() -> "again")).isEqualTo("again");
    }

    @Test
    void breaker_probeFails_opensAgain() {
        open();

        fail(timeout());

        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> breaker.call(() -> "no"));
    }
}
