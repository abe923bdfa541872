package io.plimsoll.core.kit.http;

import io.plimsoll.core.foundation.error.SourceException;
import java.time.Duration;
import java.util.Optional;

/** Reads the error answers of a source that says more than its status does. Must be thread-safe. */
@FunctionalInterface
public interface ErrorReader {
    /** Reads nothing: every error is told by its status. */
    ErrorReader STATUS_ONLY = (status, body, retryAfter) -> Optional.empty();

    /**
     * What an answer means; empty for what its status alone says.
     *
     * @param status of HTTP, not a successful one
     * @param body its first {@value HttpJson#MAX_ERROR_BYTES} bytes on one line, as text; the bearer token is blacked out
     * @param retryAfter how long it asks to wait, if it does
     */
    Optional<SourceException> read(int status, String body, Optional<Duration> retryAfter);
}
