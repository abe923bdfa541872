package io.plimsoll.core.domain.repository.index.memory;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.EventWriter;
import io.plimsoll.core.foundation.chain.ChainId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * A transaction in memory: writers look at everything first, and what they want to change happens once none of them has objected.
 * For one thread.
 */
public final class MemoryCommit {
    private final List<Runnable> changes = new ArrayList<>();

    /**
     * Reads events.
     *
     * @param <E> their kind
     */
    @FunctionalInterface
    public interface BlocksRead<E extends ChainEvent> {
        /** The events of a chain's blocks from {@code first} on, in the order in which they happened. */
        List<E> from(ChainId chain, long first);
    }

    private record Writer<E extends ChainEvent>(
            Class<E> kind, String place, Consumer<List<E>> upsert, BlocksRead<E> read, ObjLongConsumer<ChainId> delete)
            implements EventWriter<E, MemoryCommit> {
        @Override
        public void write(MemoryCommit transaction, List<E> events) {
            transaction.onCommit(() -> upsert.accept(events));
        }

        @Override
        public List<E> from(MemoryCommit transaction, ChainId chain, long first) {
            return read.from(chain, first);
        }

        @Override
        public void deleteFrom(MemoryCommit transaction, ChainId chain, long first) {
            transaction.onCommit(() -> delete.accept(chain, first));
        }
    }

    MemoryCommit() {}

    /**
     * A writer of events that makes its changes on commit.
     *
     * @param place that the events go to, named as you like
     * @param upsert stores events; must not fail
     * @param from reads them
     * @param deleteFrom deletes the events of a chain from a block on; must not fail
     */
    public static <E extends ChainEvent> EventWriter<E, MemoryCommit> writer(
            Class<E> kind,
            String place,
            Consumer<List<E>> upsert,
            BlocksRead<E> from,
            ObjLongConsumer<ChainId> deleteFrom) {
        return new Writer<>(kind, place, upsert, from, deleteFrom);
    }

    /** Has {@code change} made when the transaction commits, in the order in which changes were given. It must not fail. */
    public void onCommit(Runnable change) {
        changes.add(change);
    }

    void commit() {
        changes.forEach(Runnable::run);
    }
}
