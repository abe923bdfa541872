package io.plimsoll.core.foundation.metrics;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Where numbers about the program go. Implementations are thread-safe and never throw. */
public interface Metrics {
    /** Keeps nothing. The default everywhere. */
    Metrics NONE = new Metrics() {
        @Override
        public void count(MetricName name, String tag) {}

        @Override
        public void time(MetricName name, String tag, Duration duration) {}

        @Override
        public void gauge(MetricName name, String tag, DoubleSupplier value) {}
    };

    /** Counts one. */
    void count(MetricName name, String tag);

    /** Adds a duration. */
    void time(MetricName name, String tag, Duration duration);

    /** Reads a value whenever the registry wants to know it. */
    void gauge(MetricName name, String tag, DoubleSupplier value);
}
