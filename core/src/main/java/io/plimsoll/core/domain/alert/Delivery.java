package io.plimsoll.core.domain.alert;

import java.time.Instant;
import java.util.Optional;

/**
 * What came of telling one alert to one sink.
 *
 * @param alert that was to be told
 * @param sink name of it
 * @param status what came of it
 * @param error why it failed; empty otherwise
 * @param time when it was settled
 */
public record Delivery(Alert alert, String sink, Status status, Optional<String> error, Instant time) {
    /** What can come of it. */
    public enum Status {
        /** Told. */
        SENT,
        /** Not told, after all attempts. */
        FAILED,
        /** Left out: less severe than the sink wants. */
        FILTERED,
        /** Left out: told not long ago. */
        REPEATED
    }
}
