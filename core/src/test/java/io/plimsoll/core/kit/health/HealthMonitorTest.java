package io.plimsoll.core.kit.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.health.HealthCheck;
import io.plimsoll.core.foundation.health.HealthReport;
import io.plimsoll.core.foundation.health.HealthStatus;
import io.plimsoll.core.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthMonitorTest {
    private static final Supplier<String> FINE = () -> "fine";

    private final ManualClock clock = ManualClock.atNewYear();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    private HealthReport check(HealthCheck... checks) {
        return new HealthMonitor(Duration.ofMillis(500), threads, clock, checks).check();
    }

    private static String down() {
        throw new IllegalStateException("connection refused");
    }

    @Test
    void status_followsTheWorst_thatCounts() {
        HealthCheck api = HealthCheck.critical("api", FINE);
        HealthReport healthy = check(api, HealthCheck.nonCritical("cache", FINE));
        HealthReport degraded = check(api, HealthCheck.nonCritical("cache", HealthMonitorTest::down));
        HealthReport unhealthy = check(HealthCheck.critical("api", HealthMonitorTest::down));

        assertThat(healthy.status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(healthy.httpStatus()).isEqualTo(200);
        assertThat(degraded.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(degraded.httpStatus()).isEqualTo(200);
        assertThat(unhealthy.status()).isEqualTo(HealthStatus.UNHEALTHY);
        assertThat(unhealthy.httpStatus()).isEqualTo(503);
        assertThat(unhealthy.results().get(0).detail()).isEqualTo("connection refused");
    }

    @Test
    void checkThatHangs_failsAtTheDeadline_andDoesNotHoldUpTheOthers() {
        CountDownLatch never = new CountDownLatch(1);
        HealthReport report = check(
                HealthCheck.critical("hangs", () -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return "";
                }),
                HealthCheck.critical("fine", FINE));

        assertThat(report.results().get(0).healthy()).isFalse();
        assertThat(report.results().get(0).detail()).isEqualTo("no result within 500 ms");
        assertThat(report.results().get(1).healthy()).isTrue();
    }

    @Test
    void fresh_failsOnceTheDataIsTooOld() {
        Instant last = clock.instant();
        HealthCheck check = HealthCheck.fresh("stream", true, () -> last, Duration.ofSeconds(30), clock);

        clock.advance(Duration.ofSeconds(30));
        assertThat(check(check).status()).isEqualTo(HealthStatus.HEALTHY);
        clock.advance(Duration.ofMillis(1));
        assertThat(check(check).results().get(0).detail()).isEqualTo("last data 30 s ago, limit 30 s");
        assertThat(check(check).status()).isEqualTo(HealthStatus.UNHEALTHY);
    }

    @Test
    void memory_isReported() {
        assertThat(check(HealthCheck.memory(100)).results().get(0).detail()).matches("\\d+ of \\d+ MB used");
        assertThat(check(HealthCheck.memory(0)).status()).isEqualTo(HealthStatus.DEGRADED);
    }

    @Test
    void json_hasWhatProbesRead() {
        HealthMonitor monitor =
                new HealthMonitor(Duration.ofSeconds(1), threads, clock, HealthCheck.critical("api", () -> "12 ms"));
        clock.advance(Duration.ofMinutes(1));

        assertThat(HealthMonitor.json(monitor.check()))
                .startsWith("{\"status\":\"HEALTHY\",\"time\":\"2026-01-01T00:01:00Z\",\"uptimeSeconds\":60,"
                        + "\"checks\":[{\"name\":\"api\",\"critical\":true,\"healthy\":true,\"detail\":\"12 ms\","
                        + "\"latencyMillis\":");
    }

    @Test
    void twoChecksOfOneName_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(
                        HealthCheck.critical("x", FINE), HealthCheck.memory(90), HealthCheck.critical("x", FINE)));
    }
}
