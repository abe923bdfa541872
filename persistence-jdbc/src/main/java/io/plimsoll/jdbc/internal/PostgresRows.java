package io.plimsoll.jdbc.internal;

import io.plimsoll.jdbc.internal.Table.Clash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Rows to PostgreSQL: an array for each column. */
final class PostgresRows {
    private static final int BATCH = 10_000;

    private PostgresRows() {}

    static int write(Connection connection, Table<?> table, List<Object[]> rows, Clash clash) throws SQLException {
        int written = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql(table, clash))) {
            for (int from = 0; from < rows.size(); from += BATCH) {
                List<Object[]> batch = rows.subList(from, Math.min(from + BATCH, rows.size()));
                for (int column = 0; column < table.width(); column++) {
                    Object[] cells = new Object[batch.size()];
                    for (int row = 0; row < cells.length; row++) {
                        cells[row] = batch.get(row)[column];
                    }
                    statement.setArray(column + 1, connection.createArrayOf(table.postgresType(column), cells));
                }
                written += statement.executeUpdate();
            }
        }
        return written;
    }

    private static String sql(Table<?> table, Clash clash) {
        List<String> arrays = new ArrayList<>();
        for (int column = 0; column < table.width(); column++) {
            arrays.add("?::" + table.postgresType(column) + "[]");
        }
        String insert = "INSERT INTO " + table.name() + " (" + table.columnList() + ") SELECT * FROM unnest("
                + String.join(", ", arrays) + ")";
        return switch (clash) {
            case FAIL -> insert;
            case KEEP -> insert + " ON CONFLICT (" + table.keyList() + ") DO NOTHING";
            case REPLACE -> insert + " ON CONFLICT (" + table.keyList() + ") DO " + update(table);
        };
    }

    private static String update(Table<?> table) {
        List<String> sets = table.otherColumns().stream()
                .map(column -> column + " = excluded." + column)
                .toList();
        return sets.isEmpty() ? "NOTHING" : "UPDATE SET " + String.join(", ", sets);
    }
}
