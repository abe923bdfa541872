package io.plimsoll.evm.index;

import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.foundation.metrics.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** Metrics that a test can read. */
final class CountingMetrics implements Metrics {
    private final Map<MetricName, Integer> counts = new ConcurrentHashMap<>();
    private final Map<MetricName, DoubleSupplier> gauges = new ConcurrentHashMap<>();

    @Override
    public void count(MetricName name, String tag) {
        counts.merge(name, 1, Integer::sum);
    }

    @Override
    public void time(MetricName name, String tag, Duration duration) {
        counts.merge(name, 1, Integer::sum);
    }

    @Override
    public void gauge(MetricName name, String tag, DoubleSupplier value) {
        gauges.put(name, value);
    }

    int count(MetricName name) {
        return counts.getOrDefault(name, 0);
    }

    double gauge(MetricName name) {
        return gauges.get(name).getAsDouble();
    }
}
