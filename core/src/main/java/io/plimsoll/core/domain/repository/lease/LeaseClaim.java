package io.plimsoll.core.domain.repository.lease;

import java.time.Duration;

/**
 * What somebody asks for who wants a lease.
 *
 * @param name of what only one may do at a time, such as {@code keeper/999}; visible ASCII, at most {@value #LONGEST} characters
 * @param owner who asks, one name for each process; visible ASCII, at most {@value #LONGEST} characters. A lease is
 *     known by its token and its owner
 * @param duration for which the lease is given out: a millisecond to a day. So long nobody acts when a holder dies
 */
public record LeaseClaim(String name, String owner, Duration duration) {
    /** The most characters of a name or owner. */
    public static final int LONGEST = 100;

    private static final Duration SHORTEST_TIME = Duration.ofMillis(1);
    private static final Duration LONGEST_TIME = Duration.ofDays(1);

    public LeaseClaim {
        requireWord("name of a lease", name);
        requireWord("owner of a lease", owner);
        if (duration.compareTo(SHORTEST_TIME) < 0 || duration.compareTo(LONGEST_TIME) > 0) {
            throw new IllegalArgumentException(
                    "duration of lease " + name + " must be a millisecond to a day, got " + duration);
        }
    }

    static void requireWord(String what, String word) {
        if (word.isEmpty() || word.length() > LONGEST || word.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException(
                    what + " must be 1 to " + LONGEST + " visible ASCII characters, got '" + word + "'");
        }
    }
}
