package io.plimsoll.jdbc.scheduling;

import com.github.kagkarlsson.scheduler.Clock;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.DatabaseTime;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The database's time, read once a minute and counted on in between: nodes that compare each other's heartbeats must not
 * compare their clocks. Thread-safe.
 */
final class DatabaseClock implements Clock {
    private static final Duration TRUSTED = Duration.ofMinutes(1);

    /** @param nanos at which it was {@code time} */
    private record Reading(Instant time, long nanos) {
        Instant at(long later) {
            return time.plusNanos(later - nanos);
        }
    }

    private final Database database;
    private final LongSupplier nanos;
    private volatile Reading last;

    /**
     * Reads the time for the first time.
     *
     * @param nanos as {@link System#nanoTime}
     * @throws RepositoryException if the database cannot be asked
     */
    DatabaseClock(Database database, LongSupplier nanos) {
        this.database = database;
        this.nanos = nanos;
        this.last = read();
    }

    @Override
    public Instant now() {
        Reading reading = last;
        long present = nanos.getAsLong();
        if (present - reading.nanos > TRUSTED.toNanos()) {
            try {
                reading = read();
            } catch (RepositoryException away) {
                // no task can be taken now either; counted on, it is right when the database is back
                reading = new Reading(reading.at(present), present);
            }
            last = reading;
            present = nanos.getAsLong();
        }
        return reading.at(present);
    }

    private Reading read() {
        long asked = nanos.getAsLong();
        Instant time =
                database.read("read the database's clock", handle -> DatabaseTime.now(handle, database.engine()));
        return new Reading(time, asked + (nanos.getAsLong() - asked) / 2);
    }
}
