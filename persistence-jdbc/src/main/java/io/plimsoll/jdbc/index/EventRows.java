package io.plimsoll.jdbc.index;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Where;
import java.time.Instant;
import org.jdbi.v3.core.argument.Argument;

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
        return database.read(
                "read " + table.place(),
                handle -> newestFirst()
                        .reversed()
                        .page(
                                handle,
                                Where.is("chain_id", chain)
                                        .from("block_number", first)
                                        .upTo("block_number", last),
                                request));
    }

    /** The events of a chain, the newest first. */
    public Page<E> newest(ChainId chain, PageRequest request) {
        return database.read(
                "read " + table.place(), handle -> newestFirst().page(handle, Where.is("chain_id", chain), request));
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
        Object stored = type.type().toJdbc(column, value);
        Argument bound = (position, statement, context) -> statement.setObject(position, stored);
        return database.read(
                "read " + table.place(),
                handle -> newestFirst().page(handle, Where.is("chain_id", chain).and(column, bound), request));
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

    private Pages<E> newestFirst() {
        return Pages.of(
                table.select(),
                table.mapper(),
                Keyset.<E>descending()
                        .number(event -> event.at().block().number())
                        .number(event -> event.at().logIndex()),
                "block_number",
                "log_index");
    }
}
