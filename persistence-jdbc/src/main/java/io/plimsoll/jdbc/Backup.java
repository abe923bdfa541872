package io.plimsoll.jdbc;

import io.plimsoll.jdbc.BackupFile.Lines;
import io.plimsoll.jdbc.BackupFile.Writer;
import io.plimsoll.jdbc.StoredTable.StoredColumn;
import io.plimsoll.jdbc.internal.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.h2.engine.Constants;
import org.jspecify.annotations.Nullable;

/**
 * Writes all rows of one state of a database.
 *
 * <pre>
 * \.plimsoll-backup	1
 * \.domain	monitoring	1
 * \.table	monitored_account	address:text	name:text
 * 0x…	alice
 * \.end	1
 * \.sha256 …
 * </pre>
 *
 * A time is an ISO instant, a date an ISO date, a flag {@code t} or {@code f}, bytes are hex.
 */
final class Backup {
    static final String TITLE = BackupText.CONTROL + "plimsoll-backup";
    static final String DOMAIN = BackupText.CONTROL + "domain";
    static final String TABLE = BackupText.CONTROL + "table";
    static final String END = BackupText.CONTROL + "end";
    static final String VERSION = "1";

    private static final int ROWS_AT_A_TIME = 1_000;

    private final Connection connection;
    private final Engine engine;
    private final Migrations migrations;
    private final SortedMap<String, Long> counts = new TreeMap<>();

    Backup(Connection connection, Engine engine, Migrations migrations) {
        this.connection = connection;
        this.engine = engine;
        this.migrations = migrations;
    }

    BackupReport to(Path file) throws SQLException, IOException {
        List<List<String>> domains = new ArrayList<>();
        for (Domain domain : Domain.values()) {
            int version = migrations.version(domain);
            if (version > 0) {
                domains.add(List.of(DOMAIN, domain.folder(), String.valueOf(version)));
            }
        }
        freeze();
        Lines<SQLException> lines = writer -> {
            writer.line(String.join("\t", TITLE, VERSION));
            for (List<String> domain : domains) {
                writer.line(String.join("\t", domain));
            }
            for (StoredTable table : StoredTable.all(connection)) {
                write(table, writer);
            }
        };
        BackupFile.write(file, lines);
        connection.rollback();
        return new BackupReport(file, counts);
    }

    /** From here on the connection sees one state. */
    private void freeze() throws SQLException {
        connection.setAutoCommit(false);
        // H2's repeatable read is one state of each table, not of all
        connection.setTransactionIsolation(
                engine == Engine.H2 ? Constants.TRANSACTION_SNAPSHOT : Connection.TRANSACTION_REPEATABLE_READ);
        if (engine == Engine.H2) {
            try (Statement statement = connection.createStatement()) {
                // otherwise each table would be held in memory
                statement.execute("SET LAZY_QUERY_EXECUTION 1");
            }
        }
    }

    private void write(StoredTable table, Writer writer) throws SQLException, IOException {
        List<String> head = new ArrayList<>(List.of(TABLE, table.name()));
        head.addAll(table.signature());
        writer.line(String.join("\t", head));
        long count = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            try (ResultSet rows = statement.executeQuery(table.select())) {
                while (rows.next()) {
                    writer.line(BackupText.line(values(table, rows)));
                    count++;
                }
            }
        }
        writer.line(END + "\t" + count);
        counts.put(table.name(), count);
    }

    private static List<@Nullable String> values(StoredTable table, ResultSet row) throws SQLException {
        List<@Nullable String> values = new ArrayList<>();
        int position = 1;
        for (StoredColumn column : table.columns()) {
            values.add(column.kind().read(row, position++));
        }
        return values;
    }
}
