package io.plimsoll.core.domain.alert;

import io.plimsoll.core.foundation.error.SourceException;

/** Where alerts can be told. Implementations are thread-safe. */
public interface AlertSink {
    /** For logs: what kind of place, never a token or address. */
    String name();

    /**
     * Tells it; returns once it is told.
     *
     * @throws SourceException if that failed
     */
    void deliver(Alert alert);
}
