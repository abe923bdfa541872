package io.plimsoll.evm.index;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.IndexBatch;
import java.util.List;

/**
 * Is told what an index does, by the thread that does it and after it is stored, in that order. What it throws is logged and counted,
 * and does not stop the index.
 *
 * <p>What is stored is told at most once: a program that ends between the two is not told again. What must never be missed belongs into
 * an {@link io.plimsoll.core.domain.event.EventWriter}, which takes part in the commit.
 */
public interface IndexListener {
    /** Hears nothing. */
    IndexListener NONE = new IndexListener() {};

    /**
     * A step was stored.
     *
     * @param batch what was stored; after a reorg with the ancestor
     * @param orphaned events of blocks that are no longer on the chain, which this step has deleted, in the order in which they
     *     happened. What the new version of a block has too is among the events of {@code batch} again
     */
    default void stored(IndexBatch batch, List<ChainEvent> orphaned) {}

    /** How far it is: after each step, when it has come to the head, and at least every some seconds of a long catch-up. */
    default void progress(IndexProgress progress) {}

    /** It has stopped for an error that somebody must look at; {@link Indexer#failure} has it too. */
    default void failed(RuntimeException error) {}
}
