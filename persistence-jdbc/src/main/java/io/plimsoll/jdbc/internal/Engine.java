package io.plimsoll.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** The databases that are spoken to, and where their SQL differs. */
public enum Engine {
    /** One process, a file or memory. */
    H2("CHARACTER VARYING(1048576)", ""),
    /** 15 or newer. */
    POSTGRES("TEXT COLLATE \"C\"", "COLLATE \"C\"");

    private final String text;
    private final String bytewise;

    Engine(String text, String bytewise) {
        this.text = text;
        this.bytewise = bytewise;
    }

    /**
     * The engine behind a connection.
     *
     * @throws SQLException if the connection is closed
     */
    public static Engine of(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("H2") ? H2 : POSTGRES;
    }

    /**
     * What migrations write for what differs: <code>${text}</code> is the type of long text, <code>VARCHAR(60) ${bytewise}</code>
     * that of short text; both are ordered as Java orders them, not as the server's language does.
     */
    public Map<String, String> placeholders() {
        return Map.of("text", text, "bytewise", bytewise);
    }

    /**
     * What a new connection is told, so that neither a statement nor a holder of locks that stands still holds up the others for
     * ever, and that no commit of ours returns before it is on the server's disk, whatever the server does by default.
     */
    public String limits(Duration statement, Duration lock) {
        return this == H2
                ? "SET QUERY_TIMEOUT " + statement.toMillis() + "; SET LOCK_TIMEOUT " + lock.toMillis()
                : "SET statement_timeout = " + statement.toMillis() + "; SET lock_timeout = " + lock.toMillis()
                        + "; SET idle_in_transaction_session_timeout = " + statement.toMillis()
                        // what waits for a standby is left as it is
                        + "; SELECT set_config('synchronous_commit', 'on', FALSE)"
                        + " WHERE current_setting('synchronous_commit') = 'off'";
    }
}
