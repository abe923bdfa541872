package io.plimsoll.jdbc.internal;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.EventWriter;
import io.plimsoll.core.foundation.chain.ChainId;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Writes events to a table.
 *
 * @param kind of the events
 * @param table keyed by {@code (chain_id, block_number, log_index)}
 * @param select {@code SELECT … FROM …} that the mapper reads
 * @param mapper makes the event of a row again
 * @param <E> the kind
 */
public record TableWriter<E extends ChainEvent>(Class<E> kind, Table<E> table, String select, RowMapper<E> mapper)
        implements EventWriter<E, Handle> {
    /** The table's name. */
    @Override
    public String place() {
        return table.name();
    }

    @Override
    public void write(Handle transaction, List<E> events) {
        table.upsert(transaction, events);
    }

    @Override
    public List<E> from(Handle transaction, ChainId chain, long first) {
        return transaction
                .createQuery(
                        select
                                + " WHERE chain_id = :chain AND block_number >= :first ORDER BY chain_id, block_number, log_index")
                .bind("chain", chain)
                .bind("first", first)
                .map(mapper)
                .list();
    }

    @Override
    public void deleteFrom(Handle transaction, ChainId chain, long first) {
        transaction
                .createUpdate("DELETE FROM " + table.name() + " WHERE chain_id = :chain AND block_number >= :first")
                .bind("chain", chain)
                .bind("first", first)
                .execute();
    }
}
