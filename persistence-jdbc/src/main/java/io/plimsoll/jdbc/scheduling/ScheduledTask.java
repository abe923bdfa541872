package io.plimsoll.jdbc.scheduling;

import java.time.Instant;
import java.util.Optional;

/**
 * How a recurring task stands, by the database's clock.
 *
 * @param name of the task
 * @param due when it is to run next; while it runs, when it was to
 * @param node that is running it
 * @param lastSuccess when a run last ended well
 * @param lastFailure when a run last failed, or was found to have died with its node
 * @param failures in a row up to now
 */
public record ScheduledTask(
        String name,
        Instant due,
        Optional<String> node,
        Optional<Instant> lastSuccess,
        Optional<Instant> lastFailure,
        int failures) {}
