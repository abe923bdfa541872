package io.plimsoll.jdbc;

import io.plimsoll.jdbc.StoredTable.StoredColumn;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Rows for every table of a database, whatever it is: row 3 of a table refers to row 3 of another. */
final class SampleRows {
    private SampleRows() {}

    /** Fills every table that is empty with this many rows. */
    static void fill(DataSource source, int rows) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            for (StoredTable table : StoredTable.all(connection)) {
                Set<String> nullable = nullable(connection, table);
                try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
                    for (int row = 0; row < rows; row++) {
                        int position = 1;
                        for (StoredColumn column : table.columns()) {
                            boolean leftOut = row % 3 == 2 && nullable.contains(column.name());
                            column.kind()
                                    .bind(insert, position++, column.jdbcType(), leftOut ? null : value(column, row));
                        }
                        insert.addBatch();
                    }
                    insert.executeBatch();
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> nullable(Connection connection, StoredTable table) throws SQLException {
        Set<String> names = new HashSet<>();
        DatabaseMetaData data = connection.getMetaData();
        try (ResultSet columns = data.getColumns(connection.getCatalog(), connection.getSchema(), null, null)) {
            while (columns.next()) {
                if (columns.getString("TABLE_NAME").toLowerCase(Locale.ROOT).equals(table.name())
                        && columns.getString("IS_NULLABLE").equals("YES")) {
                    names.add(columns.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    private static @Nullable String value(StoredColumn column, int row) {
        return switch (column.kind()) {
            // as long as an address: columns of fixed length add no blanks
            case TEXT -> column.name().contains("address") ? String.format("0x%040x", row) : "t" + row;
            case INTEGER -> String.valueOf(row);
            case DECIMAL -> row % 2 == 0 ? String.valueOf(row * 1_000_000_007L) : "-" + row;
            case FLAG -> row % 2 == 0 ? "t" : "f";
            case TIME ->
                Instant.parse("2026-03-01T12:00:00.123456Z")
                        .plusSeconds(row * 86_400L)
                        .toString();
            case DATE -> LocalDate.parse("2026-03-01").plusDays(row).toString();
            case BYTES -> String.format("%08x", row);
        };
    }
}
