package io.plimsoll.jdbc.internal;

import io.plimsoll.jdbc.internal.Table.Clash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** Rows to H2: one prepared statement, in batches. */
final class H2Rows {
    private static final int BATCH = 1_000;

    private H2Rows() {}

    static int write(Connection connection, Table<?> table, List<Object[]> rows, Clash clash) throws SQLException {
        int written = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql(table, clash))) {
            for (int from = 0; from < rows.size(); from += BATCH) {
                for (Object[] row : rows.subList(from, Math.min(from + BATCH, rows.size()))) {
                    for (int i = 0; i < row.length; i++) {
                        statement.setObject(i + 1, row[i]);
                    }
                    statement.addBatch();
                }
                for (int count : statement.executeBatch()) {
                    written += count;
                }
            }
        }
        return written;
    }

    private static String sql(Table<?> table, Clash clash) {
        String values = " VALUES (" + String.join(", ", Collections.nCopies(table.width(), "?")) + ")";
        String columns = " (" + table.columnList() + ")";
        return switch (clash) {
            case FAIL -> "INSERT INTO " + table.name() + columns + values;
            case KEEP -> "INSERT INTO " + table.name() + columns + values + " ON CONFLICT DO NOTHING";
            case REPLACE -> "MERGE INTO " + table.name() + columns + " KEY (" + table.keyList() + ")" + values;
        };
    }
}
