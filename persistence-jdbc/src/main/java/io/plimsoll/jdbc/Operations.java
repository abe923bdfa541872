package io.plimsoll.jdbc;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.StoreInfo.DomainInfo;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.internal.Failures;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * What is done to a database as a whole: {@code info, migrate, backup, restore}. No limit of time holds for them. Thread-safe.
 *
 * <p>A backup is a text of the rows that no engine owns: what was backed up from H2 can be restored into PostgreSQL and the other
 * way round. It holds everything that the database holds, personal data too, and is readable by its owner only.
 */
public final class Operations {
    private final String where;
    private final DataSource source;
    private final Engine engine;
    private final Migrations migrations;
    private final Database database;

    Operations(String where, DataSource source, Database database, Migrations migrations) {
        this.where = where;
        this.source = source;
        this.engine = database.engine();
        this.database = database;
        this.migrations = migrations;
    }

    /**
     * Creates the tables of these domains, or brings them up to date, ahead of their first use.
     *
     * @throws RepositoryException {@link Kind#WRONG_SCHEMA} if what is there is not this program's; {@link Kind#FENCED} if the
     *     store is under a lease that has ended
     */
    public void migrate(Domain... domains) {
        askFence();
        for (Domain domain : domains) {
            migrations.migrate(domain);
        }
    }

    private void askFence() {
        database.update("change " + where, handle -> {});
    }

    /** What the database holds; counts every row. */
    public StoreInfo info() {
        List<DomainInfo> domains = new ArrayList<>();
        for (Domain domain : Domain.values()) {
            domains.add(new DomainInfo(domain, migrations.version(domain), migrations.newest(domain)));
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            SortedMap<String, Long> rows = new TreeMap<>();
            for (StoredTable table : StoredTable.all(connection)) {
                rows.put(table.name(), number(statement, "SELECT COUNT(*) FROM " + table.name()));
            }
            DatabaseMetaData data = connection.getMetaData();
            return new StoreInfo(
                    data.getDatabaseProductName() + " " + data.getDatabaseProductVersion(),
                    number(
                            statement,
                            engine == Engine.POSTGRES
                                    ? "SELECT pg_database_size(current_database())"
                                    : "SELECT setting_value FROM information_schema.settings WHERE setting_name = 'info.FILE_SIZE'"),
                    domains,
                    rows);
        } catch (SQLException e) {
            throw Failures.of("look into " + where, e);
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            // H2 in memory says no size
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /**
     * Writes all rows of all tables, as they are at one moment, into a new file. Others may write meanwhile.
     *
     * @throws IllegalArgumentException if there is such a file
     * @throws RepositoryException if the database cannot be read or the file not be written; then there is no file
     */
    public BackupReport backup(Path file) {
        String what = "back up " + where + " to " + file;
        try (Connection connection = source.getConnection()) {
            return new Backup(connection, engine, migrations).to(file);
        } catch (SQLException | IOException e) {
            throw Failures.of(what, e);
        }
    }

    /**
     * Fills this database, whose tables must be empty, with the rows of a backup. The domains of the backup are migrated to its
     * versions first, and to this program's at the end. Tables that no domain has (those of own events) must be there already; {@link
     * JdbcStore#index} makes them. As a lease is a row, a store under one cannot be filled.
     *
     * @throws RepositoryException {@link Kind#CORRUPT} if the backup is not whole, {@link Kind#WRONG_SCHEMA} if it is of a newer
     *     version or its tables are not those of this database, {@link Kind#DUPLICATE} if there are rows; then no row is stored
     */
    public BackupReport restore(Path file) {
        String what = "restore " + file + " into " + where;
        try {
            askFence();
            BackupFile.verify(file);
            return new Restore(file, source, migrations).run();
        } catch (SQLException | IOException e) {
            throw Failures.of(what, e);
        }
    }
}
