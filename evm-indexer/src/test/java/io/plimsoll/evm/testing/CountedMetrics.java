package io.plimsoll.evm.testing;

import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.foundation.metrics.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** Remembers what was counted. Thread-safe. */
public final class CountedMetrics implements Metrics {
    private record Counter(MetricName name, String tag) {}

    private final Map<Counter, Long> counts = new ConcurrentHashMap<>();

    /** How often this was counted. */
    public long of(MetricName name, String tag) {
        return counts.getOrDefault(new Counter(name, tag), 0L);
    }

    /** How often this was counted, whatever the tag. */
    public long of(MetricName name) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey().name == name)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public void count(MetricName name, String tag) {
        counts.merge(new Counter(name, tag), 1L, Long::sum);
    }

    @Override
    public void time(MetricName name, String tag, Duration duration) {
        // nothing here is timed
    }

    @Override
    public void gauge(MetricName name, String tag, DoubleSupplier value) {
        // nothing here is gauged
    }
}
