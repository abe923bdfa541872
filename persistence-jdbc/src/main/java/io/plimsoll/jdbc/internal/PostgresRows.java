package io.plimsoll.jdbc.internal;

import io.plimsoll.jdbc.internal.Table.Clash;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows to PostgreSQL: few as one statement with an array for each column, many through a COPY into a table of the transaction's
 * own. The first needs one round trip and leaves nothing behind; the second is nearly as fast as a plain COPY into the table.
 */
final class PostgresRows {
    private static final int MANY = 2_000;
    private static final int COPIED_AT_ONCE = 1 << 16;

    private PostgresRows() {}

    static int write(Connection connection, Table<?> table, List<Object[]> rows, Clash clash) throws SQLException {
        return rows.size() < MANY ? arrays(connection, table, rows, clash) : copied(connection, table, rows, clash);
    }

    private static int arrays(Connection connection, Table<?> table, List<Object[]> rows, Clash clash)
            throws SQLException {
        String arrays = IntStream.range(0, table.width())
                .mapToObj(column -> "?::" + table.type(column).postgresName() + "[]")
                .collect(Collectors.joining(", "));
        try (PreparedStatement statement = connection.prepareStatement(
                insert(table, "unnest(" + arrays + ") AS rows (" + columns(table) + ")", clash))) {
            for (int column = 0; column < table.width(); column++) {
                Object[] cells = new Object[rows.size()];
                for (int row = 0; row < cells.length; row++) {
                    cells[row] = rows.get(row)[column];
                }
                statement.setArray(
                        column + 1, connection.createArrayOf(table.type(column).postgresName(), cells));
            }
            return statement.executeUpdate();
        }
    }

    private static int copied(Connection connection, Table<?> table, List<Object[]> rows, Clash clash)
            throws SQLException {
        String staging = "staging_" + table.name();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE " + staging + " ON COMMIT DROP AS SELECT " + columns(table)
                    + " FROM " + table.name() + " WITH NO DATA");
            copy(connection, "COPY " + staging + " (" + columns(table) + ") FROM STDIN", rows);
            int written = statement.executeUpdate(insert(table, staging, clash));
            statement.execute("DROP TABLE " + staging);
            return written;
        }
    }

    private static void copy(Connection connection, String sql, List<Object[]> rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        StringBuilder text = new StringBuilder(COPIED_AT_ONCE + 4_096);
        for (Object[] row : rows) {
            for (int column = 0; column < row.length; column++) {
                if (column > 0) {
                    text.append('\t');
                }
                append(text, row[column]);
            }
            text.append('\n');
            if (text.length() >= COPIED_AT_ONCE) {
                send(copy, text);
            }
        }
        send(copy, text);
        copy.endCopy();
    }

    private static void send(CopyIn copy, StringBuilder text) throws SQLException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        text.setLength(0);
    }

    private static void append(StringBuilder text, @Nullable Object cell) {
        if (cell == null) {
            text.append("\\N");
        } else if (cell instanceof String value) {
            escaped(text, value);
        } else {
            text.append(cell);
        }
    }

    private static void escaped(StringBuilder text, String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }

    private static String insert(Table<?> table, String source, Clash clash) {
        String insert = "INSERT INTO " + table.name() + " (" + columns(table) + ") SELECT " + columns(table) + " FROM "
                + source;
        String keys = String.join(", ", table.keyColumns());
        return switch (clash) {
            case FAIL -> insert;
            case KEEP -> insert + " ON CONFLICT (" + keys + ") DO NOTHING";
            case REPLACE -> insert + " ON CONFLICT (" + keys + ") DO " + update(table);
        };
    }

    private static String update(Table<?> table) {
        List<String> sets = new ArrayList<>();
        for (String column : table.columns().subList(table.keyColumns().size(), table.width())) {
            sets.add(column + " = excluded." + column);
        }
        return sets.isEmpty() ? "NOTHING" : "UPDATE SET " + String.join(", ", sets);
    }

    private static String columns(Table<?> table) {
        return String.join(", ", table.columns());
    }
}
