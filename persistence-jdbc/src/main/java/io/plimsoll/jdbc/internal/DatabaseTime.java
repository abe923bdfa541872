package io.plimsoll.jdbc.internal;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** The database's own clock, which all who share the database agree on. */
public final class DatabaseTime {
    private DatabaseTime() {}

    /** This moment; PostgreSQL's {@code now()} would be the beginning of the transaction. */
    public static Instant now(Handle handle, Engine engine) {
        return handle.createQuery(
                        engine == Engine.POSTGRES
                                ? "SELECT clock_timestamp() AS present"
                                : "SELECT CURRENT_TIMESTAMP AS present")
                .map(Row.mapping(row -> row.get("present", Type.TIME)))
                .one();
    }
}
