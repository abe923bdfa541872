package io.plimsoll.analytics.snapshot;

import java.time.Duration;
import java.time.Instant;

/** Time cut into equal parts that start at 1970-01-01T00:00:00Z. */
public final class TimeBuckets {
    /** The bucket of account snapshots. */
    public static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private TimeBuckets() {}

    /**
     * Start of the bucket that holds {@code time}: floor(time / width) · width, right before 1970 too.
     *
     * @throws IllegalArgumentException if the width is not a positive number of milliseconds
     */
    public static Instant floor(Instant time, Duration width) {
        long millis = width.toMillis();
        if (millis <= 0 || !Duration.ofMillis(millis).equals(width)) {
            throw new IllegalArgumentException("bucket width must be a positive number of milliseconds, got " + width);
        }
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), millis) * millis);
    }
}
