package io.plimsoll.core.foundation.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What all checks found.
 *
 * @param status of the whole: unhealthy if a critical check failed, degraded if another one did
 * @param time of the checks
 * @param uptime of the process
 * @param results in the order of the checks
 */
public record HealthReport(HealthStatus status, Instant time, Duration uptime, List<Result> results) {
    /**
     * What one check found.
     *
     * @param name of the check
     * @param critical whether the whole depends on it
     * @param healthy whether it is in order
     * @param detail for people
     * @param latency how long it took
     */
    public record Result(String name, boolean critical, boolean healthy, String detail, Duration latency) {}

    public HealthReport {
        results = List.copyOf(results);
    }

    /** HTTP status for probes: 200 while it works, degraded or not; 503 when it does not. */
    public int httpStatus() {
        return status == HealthStatus.UNHEALTHY ? 503 : 200;
    }
}
