package io.plimsoll.jdbc.index;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.EventWriter;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.TableWriter;
import io.plimsoll.jdbc.internal.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * A table for the events of one kind, declared by the program that has the kind. It has the columns of {@link LogRef}, keyed by
 * {@code (chain_id, block_number, log_index)}, and the declared ones:
 *
 * <pre>{@code
 * static final EventTable<Swap> SWAPS = EventTable.named("swap", Swap.class)
 *         .column("pool", ADDRESS, Swap::pool)
 *         .column("amount", AMOUNT, Swap::amount)
 *         .index("pool")
 *         .build(row -> new Swap(row.at(), row.get("pool", ADDRESS), row.get("amount", AMOUNT)));
 * }</pre>
 *
 * It is created by the first {@link JdbcIndexRepository} that gets it; one that is there must have the same columns. Immutable.
 *
 * @param <E> the kind
 */
public final class EventTable<E extends ChainEvent> implements EventWriter<E, Handle> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,47}");
    private static final int LONGEST_TEXT = 1 << 20;

    private final TableWriter<E> writer;
    private final Map<String, Declared> columns;
    private final Set<String> indexed;
    private final boolean timeIndexed;

    private record Declared(EventColumn<?> type, boolean optional) {}

    private EventTable(Builder<E> builder, Function<EventRow, E> reader) {
        this.columns = new LinkedHashMap<>(builder.columns);
        Table<E> table = builder.table.build();
        this.writer = new TableWriter<>(
                builder.kind,
                table,
                "SELECT " + String.join(", ", columns.keySet()) + " FROM " + table.name() + " ",
                Row.mapping(row -> reader.apply(new EventRow(row, at(row)))));
        this.indexed = new TreeSet<>(builder.indexed);
        this.timeIndexed = builder.timeIndexed;
    }

    /**
     * Starts the declaration of a table.
     *
     * @param name of the table; this and the names of columns are lower-case letters, digits and underscores, at most 48
     * @param kind the class of the events
     */
    public static <E extends ChainEvent> Builder<E> named(String name, Class<E> kind) {
        return new Builder<>(requireName(name), kind);
    }

    private static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("names of tables and columns match " + NAME + ", got '" + name + "'");
        }
        return name;
    }

    /**
     * Collects the columns of a table.
     *
     * @param <E> the kind of events
     */
    public static final class Builder<E extends ChainEvent> {
        private final Class<E> kind;
        private final Table.Builder<E> table;
        private final Map<String, Declared> columns = new LinkedHashMap<>();
        private final Set<String> indexed = new TreeSet<>();
        private boolean timeIndexed;

        private Builder(String name, Class<E> kind) {
            this.kind = kind;
            this.table = Table.<E>named(name)
                    .key("chain_id", Type.CHAIN, event -> event.at().chain())
                    .key("block_number", Type.LONG, event -> event.at().block().number())
                    .key("log_index", Type.LONG, event -> (long) event.at().logIndex())
                    .column("tx_index", Type.LONG, event -> (long) event.at().transactionIndex())
                    .column("tx_hash", Type.HASH, event -> event.at().transaction())
                    .column("block_hash", Type.HASH, event -> event.at().block().hash())
                    .column("block_time", Type.TIME, event -> event.at().block().time());
            declare("chain_id", EventColumn.LONG, false);
            declare("block_number", EventColumn.LONG, false);
            declare("log_index", EventColumn.LONG, false);
            declare("tx_index", EventColumn.LONG, false);
            declare("tx_hash", EventColumn.HASH, false);
            declare("block_hash", EventColumn.HASH, false);
            declare("block_time", EventColumn.TIME, false);
        }

        /** A column that always has a value. */
        public <V> Builder<E> column(String column, EventColumn<V> type, Function<? super E, ? extends V> value) {
            declare(column, type, false);
            table.column(column, type.type(), value);
            return this;
        }

        /** A column that is NULL where the value is empty. */
        public <V> Builder<E> optional(String column, EventColumn<V> type, Function<? super E, Optional<V>> value) {
            declare(column, type, true);
            table.optional(column, type.type(), value);
            return this;
        }

        /** Keeps an index by the time of the blocks, for {@link EventRows#deleteOlderThan}. */
        public Builder<E> indexTime() {
            timeIndexed = true;
            return this;
        }

        /** Keeps an index for the events of a chain with one value of a declared column, see {@link EventRows#newest}. */
        public Builder<E> index(String column) {
            Declared declared = columns.get(column);
            if (declared == null || declared.type == EventColumn.DOCUMENT || column.equals("block_time")) {
                throw new IllegalArgumentException("no declared column " + column + " to index, or one of long text");
            }
            indexed.add(column);
            return this;
        }

        private void declare(String column, EventColumn<?> type, boolean optional) {
            if (columns.putIfAbsent(requireName(column), new Declared(type, optional)) != null) {
                throw new IllegalArgumentException("two columns " + column);
            }
        }

        /**
         * The table.
         *
         * @param reader makes the event of a row again
         */
        public EventTable<E> build(Function<EventRow, E> reader) {
            return new EventTable<>(this, reader);
        }
    }

    @Override
    public Class<E> kind() {
        return writer.kind();
    }

    /** The table's name. */
    @Override
    public String place() {
        return writer.place();
    }

    @Override
    public void write(Handle transaction, List<E> events) {
        writer.write(transaction, events);
    }

    @Override
    public List<E> from(Handle transaction, ChainId chain, long first) {
        return writer.from(transaction, chain, first);
    }

    @Override
    public void deleteFrom(Handle transaction, ChainId chain, long first) {
        writer.deleteFrom(transaction, chain, first);
    }

    /** Whether {@link Builder#index} was called with this column. */
    boolean isIndexed(String column) {
        return indexed.contains(column);
    }

    /** Whether {@link Builder#indexTime} was called. */
    boolean isTimeIndexed() {
        return timeIndexed;
    }

    /** {@code SELECT … FROM …}, to be followed by its conditions. */
    String select() {
        return writer.select();
    }

    RowMapper<E> mapper() {
        return writer.mapper();
    }

    private static LogRef at(Row row) {
        return new LogRef(
                row.get("chain_id", Type.CHAIN),
                new BlockRef(
                        row.get("block_number", Type.LONG),
                        row.get("block_hash", Type.HASH),
                        row.get("block_time", Type.TIME)),
                row.get("tx_hash", Type.HASH),
                Math.toIntExact(row.get("tx_index", Type.LONG)),
                Math.toIntExact(row.get("log_index", Type.LONG)));
    }

    /**
     * Creates the table and its indexes where they are missing.
     *
     * @throws RepositoryException of kind {@link Kind#WRONG_SCHEMA} if it is there with other columns
     */
    void create(Database database) {
        database.update("create table " + place(), handle -> {
            if (database.engine() == Engine.POSTGRES) {
                // two processes that create one table at once would fail
                handle.execute("SELECT pg_advisory_xact_lock(hashtext('plimsoll event tables'))");
            }
            handle.execute(creation(database.engine()));
            if (timeIndexed) {
                createIndex(handle, "block_time", "block_time");
            }
            for (String column : indexed) {
                createIndex(handle, column, "chain_id, " + column + ", block_number, log_index");
            }
            Map<String, String> found = found(handle);
            if (!found.equals(declared())) {
                throw new RepositoryException(
                        Kind.WRONG_SCHEMA,
                        "table " + place() + " is there with other columns, " + found + ", than declared, " + declared()
                                + ": take another name, or drop it and index again");
            }
        });
    }

    private void createIndex(Handle handle, String name, String indexedColumns) {
        handle.execute("CREATE INDEX IF NOT EXISTS " + place() + "_by_" + name + " ON " + place() + " ("
                + indexedColumns + ")");
    }

    private String creation(Engine engine) {
        List<String> lines = new ArrayList<>();
        columns.forEach((name, column) ->
                lines.add(name + " " + column.type.definition(engine) + (column.optional ? "" : " NOT NULL")));
        lines.add("PRIMARY KEY (chain_id, block_number, log_index)");
        return "CREATE TABLE IF NOT EXISTS " + place() + " (" + String.join(", ", lines) + ")";
    }

    private Map<String, String> declared() {
        Map<String, String> declared = new TreeMap<>();
        columns.forEach((name, column) -> declared.put(name, described(column.type.sqlType(), column.optional)));
        return declared;
    }

    private static String described(String sqlType, boolean nullable) {
        return nullable ? sqlType + " NULL" : sqlType;
    }

    private Map<String, String> found(Handle handle) {
        Map<String, String> found = new TreeMap<>();
        handle.createQuery("""
                        SELECT column_name, data_type, is_nullable,
                               character_maximum_length, numeric_precision, numeric_scale
                        FROM information_schema.columns
                        WHERE LOWER(table_name) = :table AND table_schema = CURRENT_SCHEMA
                        """)
                .bind("table", place())
                .map((row, context) -> {
                    String type = row.getString("data_type").toUpperCase(Locale.ROOT);
                    int length = row.getInt("character_maximum_length");
                    if (type.equals("CHARACTER VARYING")) {
                        // what one engine calls TEXT is the longest of these for the other
                        type = length == LONGEST_TEXT ? "TEXT" : type + "(" + length + ")";
                    } else if (type.equals("NUMERIC")) {
                        type += "(" + row.getInt("numeric_precision") + "," + row.getInt("numeric_scale") + ")";
                    }
                    String name = row.getString("column_name").toLowerCase(Locale.ROOT);
                    found.put(name, described(type, row.getString("is_nullable").equals("YES")));
                    return name;
                })
                .list();
        return found;
    }
}
