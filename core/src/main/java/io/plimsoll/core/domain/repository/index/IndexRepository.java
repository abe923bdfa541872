package io.plimsoll.core.domain.repository.index;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.ChildContract;
import io.plimsoll.core.domain.event.EventWriter;
import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.domain.event.IndexCommit;
import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.domain.event.IndexState;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.util.List;
import java.util.Optional;

/**
 * What indexes know, and how far they are. Events and checkpoint move in one transaction, so that after whatever end of the
 * program an index goes on where its rows end: nothing is missing and nothing is there twice.
 *
 * <p>It is made with the {@link EventWriter}s of the events that it takes. Implementations are thread-safe; each call is one
 * transaction.
 */
public interface IndexRepository {
    /** How far an index is; empty if it has not begun. */
    Optional<IndexState> find(IndexId index);

    /** All indexes that have begun, by chain and name. */
    List<IndexState> all();

    /** The contracts that an index has found, in the order in which it saw them; none if it has not begun. */
    List<ChildContract> children(IndexId index);

    /**
     * The events that an index has of blocks after {@code ancestor}, of all kinds and in the order in which they happened: what a
     * reorg down to that block would orphan. Read before the commit, they are known even where its answer is lost.
     *
     * @param ancestor number of a block near the checkpoint: all is read at once
     * @throws IllegalArgumentException if the index keeps events in a place that this repository has no writer for
     */
    List<ChainEvent> eventsAfter(IndexId index, long ancestor);

    /**
     * Stores a step of an index: deletes what a reorg has orphaned, events and children, stores those of the step, remembers the
     * blocks, forgets those that are final, and moves the checkpoint. All of it or nothing.
     *
     * <p>A batch that was stored as the last one may be repeated, as after {@link Kind#CONNECTION_LOST}; nothing changes then, and
     * what it had orphaned is not told again.
     *
     * @throws IllegalArgumentException if an event is of a kind without a writer, or the index keeps events in a place that this
     *     repository has no writer for, or the ancestor is not one of the blocks that the index remembers: then the reorg goes
     *     deeper than it can know, see {@link #forget}
     * @throws RepositoryException of kind {@link Kind#STALE_WRITER} if the index is not where the batch says: somebody else writes
     *     the same index; {@link Kind#DUPLICATE} if the events' place belongs to another index of the chain; any other kind where the
     *     store fails
     */
    IndexCommit commit(IndexBatch batch);

    /**
     * Deletes an index with all its events and children, to begin again.
     *
     * @return false if there was none
     * @throws IllegalArgumentException if the index keeps events in a place that this repository has no writer for: they would stay
     */
    boolean forget(IndexId index);
}
