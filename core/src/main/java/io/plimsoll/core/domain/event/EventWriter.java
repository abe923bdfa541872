package io.plimsoll.core.domain.event;

import io.plimsoll.core.foundation.chain.ChainId;
import java.util.List;

/**
 * Keeps the events of one kind: what an index calls, inside the one transaction in which its checkpoint moves too. It never commits
 * on its own, and what it throws undoes the whole batch. Implementations are thread-safe.
 *
 * @param <E> the kind
 * @param <T> the transaction of the store that the events are kept in
 */
public interface EventWriter<E extends ChainEvent, T> {
    /** The kind: exactly this class, no subclass. */
    Class<E> kind();

    /** The place that the rows go to, such as a table. On each chain one place belongs to one index. */
    String place();

    /**
     * Stores events. What has the same chain, block number and log index is replaced.
     *
     * @param events at least one, of one chain, in the order in which they happened
     */
    void write(T transaction, List<E> events);

    /** The stored events of a chain's blocks from {@code first} on, in the order in which they happened. */
    List<E> from(T transaction, ChainId chain, long first);

    /** Deletes the events of a chain's blocks from {@code first} on. */
    void deleteFrom(T transaction, ChainId chain, long first);
}
