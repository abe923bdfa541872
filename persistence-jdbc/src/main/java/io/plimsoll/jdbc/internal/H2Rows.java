package io.plimsoll.jdbc.internal;

import io.plimsoll.jdbc.internal.Table.Clash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
        String columns = String.join(", ", table.columns());
        String parameters = " VALUES (" + String.join(", ", Collections.nCopies(table.width(), "?")) + ")";
        return switch (clash) {
            case FAIL -> "INSERT INTO " + table.name() + " (" + columns + ")" + parameters;
            case REPLACE ->
                "MERGE INTO " + table.name() + " (" + columns + ") KEY (" + String.join(", ", table.keyColumns()) + ")"
                        + parameters;
            case KEEP -> mergeNew(table, columns);
        };
    }

    /** Not ON CONFLICT DO NOTHING: that one passes over a clash of any other unique key as well. */
    private static String mergeNew(Table<?> table, String columns) {
        String typed = IntStream.range(0, table.width())
                .mapToObj(column -> "CAST(? AS " + table.type(column).h2Name() + ")")
                .collect(Collectors.joining(", "));
        String same = table.keyColumns().stream()
                .map(column -> "old." + column + " = new." + column)
                .collect(Collectors.joining(" AND "));
        String values = table.columns().stream().map(column -> "new." + column).collect(Collectors.joining(", "));
        return "MERGE INTO " + table.name() + " old USING (VALUES (" + typed + ")) new (" + columns + ") ON (" + same
                + ") WHEN NOT MATCHED THEN INSERT (" + columns + ") VALUES (" + values + ")";
    }
}
