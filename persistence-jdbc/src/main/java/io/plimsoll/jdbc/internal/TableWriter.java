package io.plimsoll.jdbc.internal;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.EventWriter;
import io.plimsoll.core.foundation.chain.ChainId;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Writes events to a table.
 *
 * @param kind of the events
 * @param table keyed by {@code (chain_id, block_number, log_index)}
 * @param <E> the kind
 */
public record TableWriter<E extends ChainEvent>(Class<E> kind, Table<E> table) implements EventWriter<E, Handle> {
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
    public void deleteFrom(Handle transaction, ChainId chain, long first) {
        transaction
                .createUpdate("DELETE FROM " + table.name() + " WHERE chain_id = :chain AND block_number >= :first")
                .bind("chain", chain)
                .bind("first", first)
                .execute();
    }
}
