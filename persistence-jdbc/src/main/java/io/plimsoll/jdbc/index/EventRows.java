package io.plimsoll.jdbc.index;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.jdbc.internal.Database;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;

/**
 * The stored events of one kind. Thread-safe; what a page ends with stays right while blocks are added, and after a
 * reorg the next page goes on with what is then there.
 *
 * @param <E> the kind
 */
public final class EventRows<E extends ChainEvent> {
    private final Database database;
    private final EventTable<E> table;

    EventRows(Database database, EventTable<E> table) {
        this.database = database;
        this.table = table;
    }

    /** The events of a chain's blocks with first ≤ number ≤ last, in the order in which they happened. */
    public Page<E> between(ChainId chain, long first, long last, PageRequest request) {
        return page(
                "block_number BETWEEN :first AND :last",
                Map.of("first", first, "last", last),
                chain,
                ">",
                "chain_id, block_number, log_index",
                request);
    }

    /** The events of a chain, the newest first. */
    public Page<E> newest(ChainId chain, PageRequest request) {
        return page("TRUE", Map.of(), chain, "<", "chain_id DESC, block_number DESC, log_index DESC", request);
    }

    /**
     * The events of a chain with this value in a column, the newest first.
     *
     * @param column that the table keeps an index of
     */
    public <V> Page<E> newest(ChainId chain, String column, EventColumn<V> type, V value, PageRequest request) {
        if (!table.isIndexed(column)) {
            throw new IllegalArgumentException(table.place() + " keeps no index of '" + column + "'");
        }
        return page(
                column + " = :value",
                Map.of("value", type.type().toJdbc(column, value)),
                chain,
                "<",
                "chain_id, " + column + ", block_number DESC, log_index DESC",
                request);
    }

    /** How many events of a chain there are. */
    public long count(ChainId chain) {
        return database.read(
                "count " + table.place(),
                handle -> handle.createQuery("SELECT COUNT(*) FROM " + table.place() + " WHERE chain_id = :chain")
                        .bind("chain", chain)
                        .mapTo(Long.class)
                        .one());
    }

    /**
     * Deletes the events of blocks whose time is before {@code limit}, some at a time, on all chains, and says how many. The index goes
     * on as before; take a limit before which blocks are final.
     *
     * @throws IllegalArgumentException if the table keeps no index by time
     */
    public int deleteOlderThan(Instant limit) {
        if (!table.isTimeIndexed()) {
            throw new IllegalArgumentException(table.place() + " keeps no index by time: declare it with indexTime()");
        }
        return database.deleteOlderThan(table.place(), "block_time", limit);
    }

    /** Ordered by all columns of an index, also by those that have one value only: without them H2 would sort. */
    private Page<E> page(
            String condition,
            Map<String, Object> values,
            ChainId chain,
            String beyond,
            String order,
            PageRequest request) {
        List<Long> after = request.after()
                .map(cursor -> cursor.parts(2).stream().map(Long::valueOf).toList())
                .orElse(List.of());
        // H2 finds the place in the index by the first condition only
        String rest = after.isEmpty()
                ? ""
                : " AND block_number " + beyond + "= :afterBlock AND (block_number, log_index) " + beyond
                        + " (:afterBlock, :afterLog)";
        List<E> rows = database.read("read " + table.place(), handle -> {
            Query query = handle.createQuery(table.select() + "WHERE chain_id = :chain AND " + condition + rest
                            + " ORDER BY " + order + " FETCH FIRST :rows ROWS ONLY")
                    .bind("chain", chain)
                    .bind("rows", request.limit() + 1)
                    .bindMap(values);
            if (!after.isEmpty()) {
                query.bind("afterBlock", after.get(0)).bind("afterLog", after.get(1));
            }
            return query.map(table.mapper()).list();
        });
        return Page.of(
                rows,
                request,
                event -> Cursor.of(
                        String.valueOf(event.at().block().number()),
                        String.valueOf(event.at().logIndex())));
    }
}
