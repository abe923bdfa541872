package io.plimsoll.core.engine.alert;

import io.plimsoll.core.domain.alert.Alert;
import io.plimsoll.core.domain.alert.AlertSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alerts in the log: critical ones as errors, warnings as warnings. */
public final class LogSink implements AlertSink {
    private static final Logger LOG = LoggerFactory.getLogger(LogSink.class);

    @Override
    public String name() {
        return "log";
    }

    @Override
    public void deliver(Alert alert) {
        switch (alert.severity()) {
            case INFO -> LOG.info("alert={} title={} text={}", alert.key(), alert.title(), alert.text());
            case WARNING -> LOG.warn("alert={} title={} text={}", alert.key(), alert.title(), alert.text());
            case CRITICAL -> LOG.error("alert={} title={} text={}", alert.key(), alert.title(), alert.text());
        }
    }
}
