package io.plimsoll.core.foundation.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * One thing that must be in order.
 *
 * @param name unique within a monitor
 * @param critical without it the whole is unhealthy; otherwise degraded
 * @param probe returns details for people, or throws if it is not in order; may block
 */
public record HealthCheck(String name, boolean critical, Supplier<String> probe) {

    /** A check without which nothing works. */
    public static HealthCheck critical(String name, Supplier<String> probe) {
        return new HealthCheck(name, true, probe);
    }

    /** A check of something that can be done without. */
    public static HealthCheck nonCritical(String name, Supplier<String> probe) {
        return new HealthCheck(name, false, probe);
    }

    /**
     * Whether data is still coming: fails when the last of it is older than {@code limit}.
     *
     * @param last when it came
     */
    public static HealthCheck fresh(
            String name, boolean critical, Supplier<Instant> last, Duration limit, Clock clock) {
        return new HealthCheck(name, critical, () -> {
            Duration age = Duration.between(last.get(), clock.instant());
            if (age.compareTo(limit) > 0) {
                throw new IllegalStateException(
                        "last data " + age.toSeconds() + " s ago, limit " + limit.toSeconds() + " s");
            }
            return "last data " + age.toMillis() + " ms ago";
        });
    }

    /**
     * Whether enough memory is left: fails when the heap in use is more than {@code percent} of what it may grow to.
     *
     * @param percent 1 to 100
     */
    public static HealthCheck memory(int percent) {
        return nonCritical("memory", () -> {
            Runtime runtime = Runtime.getRuntime();
            long used = runtime.totalMemory() - runtime.freeMemory();
            String usage = (used >> 20) + " of " + (runtime.maxMemory() >> 20) + " MB used";
            if (used > runtime.maxMemory() / 100 * percent) {
                throw new IllegalStateException(usage + ", limit " + percent + " %");
            }
            return usage;
        });
    }
}
