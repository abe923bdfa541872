package io.plimsoll.jdbc.testing;

import io.plimsoll.jdbc.JdbcStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/**
 * A PostgreSQL store that tells how many rows of its tables a call looked at: a query that an index serves looks at no more
 * than it gives, however large the table. For one thread.
 */
public final class CountedReads implements AutoCloseable {
    private final DataSource source = PostgresServer.emptyDatabase();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final JdbcStore store = JdbcStore.postgres(recorded());

    /** The open store. */
    public JdbcStore store() {
        return store;
    }

    /** Lets the planner know what is there now; without it, it takes the tables for empty. */
    public void analyze() {
        execute("VACUUM ANALYZE");
    }

    /** How many rows the call looked at, in all tables together. */
    public long during(Runnable call) {
        long before = rowsLookedAt();
        call.run();
        return rowsLookedAt() - before;
    }

    private long rowsLookedAt() {
        try {
            for (Connection connection : connections) {
                if (!connection.isClosed()) {
                    try (Statement statement = connection.createStatement()) {
                        // a session tells its counts when it likes, unless asked
                        statement.execute("SELECT pg_stat_force_next_flush()");
                    }
                }
            }
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("""
                            SELECT SUM(COALESCE(seq_tup_read, 0) + COALESCE(idx_tup_fetch, 0)) FROM pg_stat_user_tables
                            """)) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot count what was read", e);
        }
    }

    /** Runs a statement past the store, to fill tables quickly. */
    public void execute(String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot " + sql, e);
        }
    }

    private DataSource recorded() {
        return (DataSource) Proxy.newProxyInstance(
                CountedReads.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(source, arguments);
                        if (result instanceof Connection) {
                            connections.add((Connection) result);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public void close() {
        store.close();
    }
}
