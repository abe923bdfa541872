package io.plimsoll.core.domain.user;

import io.plimsoll.core.foundation.chain.Address;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What one running program has served one user at one endpoint in one hour, in total so far. A program counts in memory and
 * saves its totals now and then: saving again replaces, so that nothing is counted twice, and several programs do not meet.
 *
 * @param user who asked; {@link Address#ZERO} for who has not signed in
 * @param endpoint what was asked for: the route, without parameters
 * @param hour start of it, UTC
 * @param instance the running program; a new one after each start
 * @param requests how many were answered or refused
 * @param failures how many of them were not answered as asked
 * @param timeSpent on all of them, at most 2⁶³ − 1 nanoseconds
 */
public record ApiUsage(
        Address user,
        String endpoint,
        Instant hour,
        String instance,
        long requests,
        long failures,
        Duration timeSpent) {
    public ApiUsage {
        if (!hour.truncatedTo(ChronoUnit.HOURS).equals(hour)) {
            throw new IllegalArgumentException("usage is counted by whole hours, got " + hour);
        }
        if (timeSpent.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("time spent must fit 63 bits of nanoseconds, got " + timeSpent);
        }
        if (failures < 0 || requests < failures || timeSpent.isNegative()) {
            throw new IllegalArgumentException(
                    "usage of " + endpoint + " must have 0 <= failures <= requests and time >= 0," + " got " + failures
                            + " of " + requests + " in " + timeSpent);
        }
    }
}
