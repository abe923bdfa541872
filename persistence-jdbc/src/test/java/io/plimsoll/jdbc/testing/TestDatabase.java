package io.plimsoll.jdbc.testing;

import io.plimsoll.jdbc.JdbcStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** One database for all tests of a class, emptied between them: to create one for each test would take most of the time. */
public final class TestDatabase implements AutoCloseable {
    private final DataSource source;
    private final JdbcStore store;

    private TestDatabase(DataSource source, JdbcStore store) {
        this.source = source;
        this.store = store;
    }

    /** An H2 file in this folder. */
    public static TestDatabase h2(Path folder) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + folder.resolve("store") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        return new TestDatabase(source, JdbcStore.h2File(folder.resolve("store")));
    }

    /** A new database on the PostgreSQL server of the tests. */
    public static TestDatabase postgres() {
        DataSource source = PostgresServer.emptyDatabase();
        return new TestDatabase(source, JdbcStore.postgres(source));
    }

    /** The open store. */
    public JdbcStore store() {
        return store;
    }

    /** Connections past the store, to look at what is there and to do harm. */
    public DataSource source() {
        return source;
    }

    /** The store with no row in any table of any domain taken so far. */
    public JdbcStore emptied() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
            List<String> tables = tables(statement);
            if (h2) {
                statement.execute("SET REFERENTIAL_INTEGRITY FALSE");
                for (String table : tables) {
                    statement.execute("TRUNCATE TABLE " + table + " RESTART IDENTITY");
                }
                statement.execute("SET REFERENTIAL_INTEGRITY TRUE");
            } else if (!tables.isEmpty()) {
                statement.execute("TRUNCATE TABLE " + String.join(", ", tables) + " RESTART IDENTITY CASCADE");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot empty the database", e);
        }
        return store;
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                SELECT table_name FROM information_schema.tables
                WHERE LOWER(table_schema) = 'public' AND table_type LIKE '%TABLE' AND table_name NOT LIKE 'migrations%'
                """)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    @Override
    public void close() {
        store.close();
    }
}
