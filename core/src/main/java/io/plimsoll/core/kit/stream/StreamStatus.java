package io.plimsoll.core.kit.stream;

import io.plimsoll.core.foundation.error.SourceException;
import java.time.Instant;
import java.util.Optional;

/**
 * How a stream is doing, at one moment.
 *
 * @param connected whether a session is live
 * @param sessions sessions that came to deliver so far
 * @param gaps gaps reported so far
 * @param waiting events between network and listener
 * @param listenerFailures exceptions that listener, hook and heartbeat threw so far
 * @param lastFrameAt receipt of the newest frame
 * @param lastFailure why the newest session was lost or the newest connect failed; stays after recovery
 */
public record StreamStatus(
        boolean connected,
        long sessions,
        long gaps,
        int waiting,
        long listenerFailures,
        Optional<Instant> lastFrameAt,
        Optional<SourceException> lastFailure) {}
