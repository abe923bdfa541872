package io.plimsoll.examples.quickstart;

import static io.plimsoll.jdbc.index.EventColumn.ADDRESS;
import static io.plimsoll.jdbc.index.EventColumn.AMOUNT;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.index.EventTable;
import io.plimsoll.jdbc.index.JdbcIndexRepository;
import java.math.BigInteger;

/** Events of one's own, stored exactly once. */
public final class OwnEvents {
    private OwnEvents() {}

    /**
     * A swap, as this program understands it.
     *
     * @param at where it is on the chain
     * @param pool that was swapped in
     * @param amount in the pool's first token, negative if it was paid out
     */
    public record Swap(LogRef at, Address pool, BigInteger amount) implements ChainEvent {}

    /** Where swaps are kept; the table is created where it is missing. */
    public static final EventTable<Swap> SWAPS = EventTable.named("swap", Swap.class)
            .column("pool", ADDRESS, Swap::pool)
            .column("amount", AMOUNT, Swap::amount)
            .index("pool")
            .build(row -> new Swap(row.at(), row.get("pool", ADDRESS), row.get("amount", AMOUNT)));

    /**
     * Stores a step of an index, and reads the newest swaps of a pool.
     *
     * @param batch events and the block up to which they were looked for, built on the checkpoint before
     */
    public static Page<Swap> keep(JdbcStore store, IndexBatch batch, Address pool) {
        JdbcIndexRepository index = store.index(SWAPS);
        index.commit(batch); // events, checkpoint, orphans of a reorg: all or nothing, and repeatable
        return index.events(SWAPS).newest(batch.index().chain(), "pool", ADDRESS, pool, PageRequest.first(20));
    }
}
