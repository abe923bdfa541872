package io.plimsoll.jdbc;

import java.time.Duration;

/**
 * How much a store may use, and for how long. What takes longer ends in a {@link
 * io.plimsoll.core.foundation.error.RepositoryException} that is retryable. Creating and migrating tables has no limit.
 *
 * @param connections at most, at a time; a call takes one
 * @param connectionWait of a call for a connection, from 250 ms on
 * @param statement that a call runs; PostgreSQL also gets no longer to answer at all than this and ten seconds more
 * @param lock for which a statement waits
 */
public record StoreLimits(int connections, Duration connectionWait, Duration statement, Duration lock) {
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);
    private static final StoreLimits DEFAULT =
            new StoreLimits(8, Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofSeconds(10));

    /** Checks that none is zero. */
    public StoreLimits {
        if (connections < 1) {
            throw new IllegalArgumentException("connections must be 1 or more, got " + connections);
        }
        if (connectionWait.compareTo(SHORTEST_WAIT) < 0) {
            throw new IllegalArgumentException("connectionWait must be 250 ms or more, got " + connectionWait);
        }
        requireMillis("statement", statement);
        requireMillis("lock", lock);
    }

    private static void requireMillis(String name, Duration limit) {
        if (limit.toMillis() < 1 || limit.toMillis() > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException(name + " must be from 1 ms to 12 days, got " + limit);
        }
    }

    /** 8 connections, for which a call waits 30 s; statements of a minute, locks after 10 s. */
    public static StoreLimits standard() {
        return DEFAULT;
    }

    /** These, with another number of connections. */
    public StoreLimits withConnections(int number) {
        return new StoreLimits(number, connectionWait, statement, lock);
    }

    /** These, with another wait for a connection. */
    public StoreLimits withConnectionWait(Duration limit) {
        return new StoreLimits(connections, limit, statement, lock);
    }

    /** These, with another limit of a statement. */
    public StoreLimits withStatement(Duration limit) {
        return new StoreLimits(connections, connectionWait, limit, lock);
    }

    /** These, with another limit of a wait for a lock. */
    public StoreLimits withLock(Duration limit) {
        return new StoreLimits(connections, connectionWait, statement, limit);
    }
}
