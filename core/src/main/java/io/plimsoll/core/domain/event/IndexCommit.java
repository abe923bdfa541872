package io.plimsoll.core.domain.event;

import java.util.List;

/**
 * What became of a step of an index.
 *
 * @param stored whether it was stored now; false if it had been before
 * @param orphaned the events that it deleted because a reorg took their blocks, as they were stored, in the order in which they had
 *     happened. Those that are in the new version of their block too are among the step's events again. Empty for a step that
 *     had been stored before: its orphans went then
 */
public record IndexCommit(boolean stored, List<ChainEvent> orphaned) {
    /** A step that had been stored before. */
    public static final IndexCommit REPEATED = new IndexCommit(false, List.of());

    public IndexCommit {
        orphaned = List.copyOf(orphaned);
        if (!stored && !orphaned.isEmpty()) {
            throw new IllegalArgumentException(
                    "a step that was not stored now orphans nothing, got " + orphaned.size() + " events");
        }
    }
}
