package io.plimsoll.core.kit.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.foundation.metrics.Metrics;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Metrics in a Micrometer registry. Thread-safe. */
public final class MicrometerMetrics implements Metrics {
    private final MeterRegistry registry;

    /** Metrics in this registry. */
    public MicrometerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void count(MetricName name, String tag) {
        registry.counter(name.id(), name.tag(), tag).increment();
    }

    @Override
    public void time(MetricName name, String tag, Duration duration) {
        registry.timer(name.id(), name.tag(), tag).record(duration);
    }

    @Override
    public void gauge(MetricName name, String tag, DoubleSupplier value) {
        Gauge.builder(name.id(), value, DoubleSupplier::getAsDouble)
                .tag(name.tag(), tag)
                .strongReference(true)
                .register(registry);
    }
}
