package io.plimsoll.jdbc;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table as the database describes it; names in lower case.
 *
 * @param name of the table
 * @param columns in their order
 * @param key the primary key's columns; all columns where there is none
 * @param parents the other tables that its rows refer to
 * @param own for tables whose rows refer to rows of the same table: the referring columns, each with the one it refers to
 */
record StoredTable(
        String name, List<StoredColumn> columns, List<String> key, Set<String> parents, Map<String, String> own) {
    /** What a value is, whatever the engine calls it. */
    enum ValueKind {
        TEXT,
        INTEGER,
        DECIMAL,
        FLAG,
        TIME,
        DATE,
        BYTES;

        private static Optional<ValueKind> of(int jdbcType, String typeName) {
            return Optional.ofNullable(
                    switch (jdbcType) {
                        case Types.VARCHAR, Types.CHAR, Types.CLOB, Types.LONGVARCHAR -> TEXT;
                        case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> INTEGER;
                        case Types.NUMERIC, Types.DECIMAL -> DECIMAL;
                        case Types.BOOLEAN, Types.BIT -> FLAG;
                        case Types.TIMESTAMP_WITH_TIMEZONE -> TIME;
                        // how PostgreSQL's driver describes it
                        case Types.TIMESTAMP -> typeName.equalsIgnoreCase("timestamptz") ? TIME : null;
                        case Types.DATE -> DATE;
                        case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> BYTES;
                        default -> null;
                    });
        }

        /** The value in the column of the current row as text; null if it is NULL. */
        @Nullable
        String read(ResultSet row, int column) throws SQLException {
            return switch (this) {
                case TEXT -> row.getString(column);
                case INTEGER -> {
                    long value = row.getLong(column);
                    yield row.wasNull() ? null : Long.toString(value);
                }
                case DECIMAL ->
                    Optional.ofNullable(row.getBigDecimal(column))
                            .map(value -> value.signum() == 0
                                    ? "0"
                                    : value.stripTrailingZeros().toPlainString())
                            .orElse(null);
                case FLAG -> {
                    boolean value = row.getBoolean(column);
                    yield row.wasNull() ? null : value ? "t" : "f";
                }
                case TIME ->
                    Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                            .map(value -> value.toInstant().toString())
                            .orElse(null);
                case DATE ->
                    Optional.ofNullable(row.getObject(column, LocalDate.class))
                            .map(LocalDate::toString)
                            .orElse(null);
                case BYTES ->
                    Optional.ofNullable(row.getBytes(column))
                            .map(HexFormat.of()::formatHex)
                            .orElse(null);
            };
        }

        /** Binds what {@link #read} gave. */
        void bind(PreparedStatement statement, int position, int jdbcType, @Nullable String text) throws SQLException {
            if (text == null) {
                statement.setNull(position, jdbcType);
                return;
            }
            switch (this) {
                case TEXT -> statement.setString(position, text);
                case INTEGER -> statement.setLong(position, Long.parseLong(text));
                case DECIMAL -> statement.setBigDecimal(position, new BigDecimal(text));
                case FLAG -> statement.setBoolean(position, text.equals("t"));
                case TIME -> statement.setObject(position, Instant.parse(text).atOffset(ZoneOffset.UTC));
                case DATE -> statement.setObject(position, LocalDate.parse(text));
                case BYTES -> statement.setBytes(position, HexFormat.of().parseHex(text));
                default -> throw new IllegalStateException(name());
            }
        }
    }

    /** A column: its name, what its values are, and JDBC's type of it. */
    record StoredColumn(String name, ValueKind kind, int jdbcType) {}

    /** Every table of the connection's schema but the histories of migrations, each after those that it refers to. */
    static List<StoredTable> all(Connection connection) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        Map<String, StoredTable> tables = new TreeMap<>();
        try (ResultSet rows = data.getTables(
                connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                String name = rows.getString("TABLE_NAME");
                if (!name.toLowerCase(Locale.ROOT).startsWith("migrations_")) {
                    StoredTable table = read(connection, data, name);
                    tables.put(table.name(), table);
                }
            }
        }
        return parentsFirst(tables);
    }

    private static StoredTable read(Connection connection, DatabaseMetaData data, String name) throws SQLException {
        String catalog = connection.getCatalog();
        String schema = connection.getSchema();
        List<StoredColumn> columns = new ArrayList<>();
        try (ResultSet rows = data.getColumns(catalog, schema, pattern(data, name), "%")) {
            while (rows.next()) {
                columns.add(column(name, rows));
            }
        }
        Map<Integer, String> key = new TreeMap<>();
        try (ResultSet rows = data.getPrimaryKeys(catalog, schema, name)) {
            while (rows.next()) {
                key.put(rows.getInt("KEY_SEQ"), lower(rows.getString("COLUMN_NAME")));
            }
        }
        Set<String> parents = new TreeSet<>();
        Map<String, String> own = new LinkedHashMap<>();
        try (ResultSet rows = data.getImportedKeys(catalog, schema, name)) {
            while (rows.next()) {
                String parent = lower(rows.getString("PKTABLE_NAME"));
                if (parent.equals(lower(name))) {
                    own.put(lower(rows.getString("FKCOLUMN_NAME")), lower(rows.getString("PKCOLUMN_NAME")));
                } else {
                    parents.add(parent);
                }
            }
        }
        return new StoredTable(
                lower(name),
                columns,
                key.isEmpty() ? columns.stream().map(StoredColumn::name).toList() : List.copyOf(key.values()),
                parents,
                own);
    }

    private static StoredColumn column(String table, ResultSet row) throws SQLException {
        int type = row.getInt("DATA_TYPE");
        String name = lower(row.getString("COLUMN_NAME"));
        String typeName = row.getString("TYPE_NAME");
        ValueKind kind = ValueKind.of(type, typeName)
                .orElseThrow(() -> new RepositoryException(
                        Kind.WRONG_SCHEMA,
                        "column " + name + " of table " + lower(table) + " is of type " + typeName
                                + ", which no table of a store has: keep tables of other programs in another schema"));
        return new StoredColumn(name, kind, kind == ValueKind.TIME ? Types.TIMESTAMP_WITH_TIMEZONE : type);
    }

    private static String pattern(DatabaseMetaData data, String name) throws SQLException {
        String escape = data.getSearchStringEscape();
        return name.replace("_", escape + "_").replace("%", escape + "%");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static List<StoredTable> parentsFirst(Map<String, StoredTable> tables) {
        Set<StoredTable> ordered = new LinkedHashSet<>();
        while (ordered.size() < tables.size()) {
            Set<String> done = ordered.stream().map(StoredTable::name).collect(Collectors.toSet());
            StoredTable next = tables.values().stream()
                    .filter(table -> !done.contains(table.name()))
                    .filter(table -> done.containsAll(table.parents()))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalStateException("tables refer to each other in a circle: " + tables.keySet()));
            ordered.add(next);
        }
        return List.copyOf(ordered);
    }

    /** {@code a, b, c} */
    String columnList() {
        return columns.stream().map(StoredColumn::name).collect(Collectors.joining(", "));
    }

    /** All rows, in the order of the key. */
    String select() {
        return "SELECT " + columnList() + " FROM " + name + " ORDER BY " + String.join(", ", key);
    }

    /** One row. */
    String insert() {
        return "INSERT INTO " + name + " (" + columnList() + ") VALUES ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
    }

    /** {@code name:KIND} of each column, as a backup says it. */
    List<String> signature() {
        return columns.stream()
                .map(column -> column.name() + ":" + lower(column.kind().name()))
                .toList();
    }
}
