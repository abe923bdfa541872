package io.plimsoll.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table and how a record fills them: the one way whole rows are written. Each value is checked by its column's
 * {@link Type} before the first row is sent. Rows are written in the order of their key, so that two writers of the same rows
 * wait for each other instead of blocking each other. Immutable.
 *
 * @param <T> a row
 */
public final class Table<T> {
    /** What to do about a row whose key is there already. */
    enum Clash {
        FAIL,
        KEEP,
        REPLACE
    }

    /** A column and how a row fills it. */
    private record Column<T>(String name, boolean key, Type<?> type, Function<T, @Nullable Object> value) {}

    private final String name;
    private final List<Column<T>> columns;
    private final int keys;
    private final Comparator<Object[]> byKey;

    private Table(String name, List<Column<T>> columns) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.keys = (int) columns.stream().filter(Column::key).count();
        if (keys == 0) {
            throw new IllegalArgumentException("table " + name + " must have a key");
        }
        this.byKey = (left, right) -> compareKeys(left, right);
    }

    /** Starts the description of a table; key columns come first. */
    public static <T> Builder<T> named(String name) {
        return new Builder<>(name);
    }

    /** Collects the columns of a table. */
    public static final class Builder<T> {
        private final String name;
        private final List<Column<T>> columns = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        /** A column of the natural key, never NULL. */
        public <V> Builder<T> key(String column, Type<V> type, Function<? super T, ? extends V> value) {
            if (!columns.isEmpty() && !columns.get(columns.size() - 1).key()) {
                throw new IllegalArgumentException("key column " + column + " must come before the others");
            }
            return add(column, true, type, value);
        }

        /** A column that is never NULL. */
        public <V> Builder<T> column(String column, Type<V> type, Function<? super T, ? extends V> value) {
            return add(column, false, type, value);
        }

        /** A column that is NULL where the value is empty. */
        public <V> Builder<T> optional(String column, Type<V> type, Function<? super T, Optional<V>> value) {
            columns.add(new Column<>(
                    column,
                    false,
                    type,
                    row -> value.apply(row)
                            .map(present -> type.toJdbc(column, present))
                            .orElse(null)));
            return this;
        }

        private <V> Builder<T> add(String column, boolean key, Type<V> type, Function<? super T, ? extends V> value) {
            columns.add(new Column<>(column, key, type, row -> type.toJdbc(column, value.apply(row))));
            return this;
        }

        /** The table. */
        public Table<T> build() {
            return new Table<>(name, columns);
        }
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /**
     * Writes rows none of which may be there.
     *
     * @throws org.jdbi.v3.core.JdbiException if one is; {@link Database} makes a DUPLICATE of it
     */
    public void insert(Handle handle, Collection<? extends T> rows) {
        write(handle, rows, Clash.FAIL);
    }

    /** Writes the rows whose key is not there yet, leaves the others as they are, and says how many were new. */
    public int add(Handle handle, Collection<? extends T> rows) {
        return write(handle, rows, Clash.KEEP);
    }

    /** Writes the rows; one that is there is replaced. Of several with one key the last wins. */
    public void upsert(Handle handle, Collection<? extends T> rows) {
        write(handle, rows, Clash.REPLACE);
    }

    private int write(Handle handle, Collection<? extends T> rows, Clash clash) {
        if (rows.isEmpty()) {
            return 0;
        }
        List<Object[]> values = values(rows, clash);
        Connection connection = handle.getConnection();
        try {
            return Engine.of(connection) == Engine.POSTGRES
                    ? PostgresRows.write(connection, this, values, clash)
                    : H2Rows.write(connection, this, values, clash);
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException("writing " + name, e, null);
        }
    }

    /** Checked, in the order of the keys, and for {@code REPLACE} one for each key. */
    private List<Object[]> values(Collection<? extends T> rows, Clash clash) {
        List<Object[]> values = new ArrayList<>(rows.size());
        for (T row : rows) {
            Object[] cells = new Object[columns.size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = columns.get(i).value().apply(row);
            }
            values.add(cells);
        }
        values.sort(byKey);
        return clash == Clash.REPLACE ? lastOfEach(values) : values;
    }

    private List<Object[]> lastOfEach(List<Object[]> sorted) {
        List<Object[]> result = new ArrayList<>(sorted.size());
        for (Object[] row : sorted) {
            int last = result.size() - 1;
            if (last >= 0 && compareKeys(result.get(last), row) == 0) {
                result.set(last, row);
            } else {
                result.add(row);
            }
        }
        return result;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private int compareKeys(Object[] left, Object[] right) {
        for (int i = 0; i < keys; i++) {
            int order = ((Comparable) left[i]).compareTo(right[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    int width() {
        return columns.size();
    }

    /** All columns, the key's first. */
    List<String> columns() {
        return columns.stream().map(Column::name).toList();
    }

    /** The key's columns. */
    List<String> keyColumns() {
        return columns.subList(0, keys).stream().map(Column::name).toList();
    }

    Type<?> type(int column) {
        return columns.get(column).type();
    }
}
