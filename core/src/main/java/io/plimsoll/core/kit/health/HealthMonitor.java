package io.plimsoll.core.kit.health;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.health.HealthCheck;
import io.plimsoll.core.foundation.health.HealthReport;
import io.plimsoll.core.foundation.health.HealthReport.Result;
import io.plimsoll.core.foundation.health.HealthStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs all checks side by side, each within the same deadline. Thread-safe. */
public final class HealthMonitor {
    private final List<HealthCheck> checks;
    private final Duration deadline;
    private final Executor executor;
    private final Clock clock;
    private final Instant started;

    /**
     * A monitor of these checks.
     *
     * @param deadline for all of them; one that is not done fails
     * @param executor that runs them; a check that hangs keeps its thread
     * @throws IllegalArgumentException if two checks have one name
     */
    public HealthMonitor(Duration deadline, Executor executor, Clock clock, HealthCheck... checks) {
        this.checks = List.of(checks);
        this.deadline = deadline;
        this.executor = executor;
        this.clock = clock;
        this.started = clock.instant();
        Set<String> names = new HashSet<>();
        for (HealthCheck check : checks) {
            if (!names.add(check.name())) {
                throw new IllegalArgumentException("two health checks are named " + check.name());
            }
        }
    }

    /** Runs the checks; returns within the deadline. */
    public HealthReport check() {
        long begin = System.nanoTime();
        List<CompletableFuture<Result>> runs = checks.stream()
                .map(check -> CompletableFuture.supplyAsync(() -> run(check), executor))
                .toList();
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < checks.size(); i++) {
            results.add(await(checks.get(i), runs.get(i), begin));
        }
        Instant now = clock.instant();
        return new HealthReport(status(results), now, Duration.between(started, now), results);
    }

    /** A report as JSON: {@code {"status", "time", "uptimeSeconds", "checks": [{"name", "critical", "healthy", …}]}}. */
    public static String json(HealthReport report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("status", report.status().name())
                .put("time", report.time().toString())
                .put("uptimeSeconds", report.uptime().toSeconds());
        ArrayNode checks = root.putArray("checks");
        for (Result result : report.results()) {
            checks.addObject()
                    .put("name", result.name())
                    .put("critical", result.critical())
                    .put("healthy", result.healthy())
                    .put("detail", result.detail())
                    .put("latencyMillis", result.latency().toMillis());
        }
        return root.toString();
    }

    private static HealthStatus status(List<Result> results) {
        if (results.stream().anyMatch(result -> result.critical() && !result.healthy())) {
            return HealthStatus.UNHEALTHY;
        }
        return results.stream().allMatch(Result::healthy) ? HealthStatus.HEALTHY : HealthStatus.DEGRADED;
    }

    private static Result run(HealthCheck check) {
        long begin = System.nanoTime();
        try {
            return result(check, true, check.probe().get(), begin);
        } catch (RuntimeException e) {
            return result(check, false, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), begin);
        }
    }

    private Result await(HealthCheck check, CompletableFuture<Result> run, long begin) {
        try {
            long left = deadline.toNanos() - (System.nanoTime() - begin);
            return run.get(Math.max(1, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return result(check, false, "no result within " + deadline.toMillis() + " ms", begin);
        } catch (ExecutionException e) {
            return result(check, false, String.valueOf(e.getCause()), begin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return result(check, false, "interrupted", begin);
        }
    }

    private static Result result(HealthCheck check, boolean healthy, String detail, long begin) {
        return new Result(check.name(), check.critical(), healthy, detail, Duration.ofNanos(System.nanoTime() - begin));
    }
}
