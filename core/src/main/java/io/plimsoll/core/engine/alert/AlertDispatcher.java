package io.plimsoll.core.engine.alert;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plimsoll.core.domain.alert.Alert;
import io.plimsoll.core.domain.alert.AlertSink;
import io.plimsoll.core.domain.alert.Delivery;
import io.plimsoll.core.domain.alert.Delivery.Status;
import io.plimsoll.core.domain.alert.Severity;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.foundation.metrics.Metrics;
import io.plimsoll.core.kit.resilience.Repeat;
import io.plimsoll.core.kit.resilience.Retries;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells alerts to several sinks, each from the severity it wants. An alert whose key a sink has been told within the quiet time
 * is left out there, unless it is more severe than what was told; one that could not be told is not left out, so that its next
 * repetition is tried again. A sink that fails is tried again where that may help, and does not keep the others from the
 * alert. Thread-safe.
 */
public final class AlertDispatcher {
    private static final int KEYS = 100_000;

    /**
     * A sink and what it wants to know.
     *
     * @param sink to tell
     * @param from least severity
     */
    public record Route(AlertSink sink, Severity from) {}

    private record Told(String sink, String key) {}

    private final List<Route> routes;
    private final Cache<Told, Severity> told;
    private final Retries retries;
    private final Consumer<Delivery> log;
    private final Metrics metrics;
    private final Clock clock;

    /**
     * A dispatcher.
     *
     * @param quiet how long an alert of the same key is left out
     * @param log is told what came of each alert at each sink
     */
    public AlertDispatcher(List<Route> routes, Duration quiet, Consumer<Delivery> log, Metrics metrics, Clock clock) {
        this.routes = List.copyOf(routes);
        this.told = Caffeine.newBuilder()
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfterWrite(quiet)
                .maximumSize(KEYS)
                .build();
        // telling twice is a nuisance, not a loss
        this.retries = new Retries("alerts", Repeat.READ, 4, Duration.ofMillis(250), Duration.ofSeconds(5));
        this.log = log;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Tells an alert; returns what came of it at each sink, once all of them are done. */
    public List<Delivery> dispatch(Alert alert) {
        List<Delivery> deliveries = new ArrayList<>();
        for (Route route : routes) {
            deliveries.add(deliver(alert, route));
        }
        // after the last sink: a log that fails must not cost an alert
        deliveries.forEach(log);
        return deliveries;
    }

    private Delivery deliver(Alert alert, Route route) {
        AlertSink sink = route.sink();
        if (alert.severity().compareTo(route.from()) < 0) {
            return delivery(alert, sink, Status.FILTERED, Optional.empty());
        }
        Told claim = new Told(sink.name(), alert.key());
        if (!claim(claim, alert.severity())) {
            return delivery(alert, sink, Status.REPEATED, Optional.empty());
        }
        try {
            retries.call(() -> {
                sink.deliver(alert);
                return true;
            });
            metrics.count(MetricName.ALERTS_DELIVERED, sink.name());
            return delivery(alert, sink, Status.SENT, Optional.empty());
        } catch (SourceException e) {
            return failed(claim, alert, sink, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // a sink with a bug of its own; its words are not ours to vouch for, they may hold its URL
            return failed(claim, alert, sink, e.getClass().getName());
        }
    }

    private Delivery failed(Told claim, Alert alert, AlertSink sink, String error) {
        told.invalidate(claim);
        metrics.count(MetricName.ALERTS_FAILED, sink.name());
        return delivery(alert, sink, Status.FAILED, Optional.of(error));
    }

    /** Whether nothing as severe was told lately; then this is. */
    private boolean claim(Told claim, Severity severity) {
        Severity before = told.asMap().putIfAbsent(claim, severity);
        return before == null || (before.compareTo(severity) < 0 && told.asMap().replace(claim, before, severity));
    }

    private Delivery delivery(Alert alert, AlertSink sink, Status status, Optional<String> error) {
        return new Delivery(alert, sink.name(), status, error, clock.instant());
    }
}
