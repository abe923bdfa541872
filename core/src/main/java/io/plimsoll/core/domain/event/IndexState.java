package io.plimsoll.core.domain.event;

import io.plimsoll.core.foundation.chain.BlockRef;
import java.util.List;

/**
 * How far an index is.
 *
 * @param index which
 * @param checkpoint the last block whose events are kept
 * @param hotBlocks the blocks that it remembers, ascending: where the chain still has one of them, the index and the chain agree up to
 *     there
 * @param commits batches stored since the index began; positive
 */
public record IndexState(IndexId index, BlockRef checkpoint, List<BlockRef> hotBlocks, long commits) {
    public IndexState {
        hotBlocks = List.copyOf(hotBlocks);
        if (commits < 1) {
            throw new IllegalArgumentException(
                    "index " + index + " has a checkpoint, so commits must be > 0, got " + commits);
        }
    }
}
