package io.plimsoll.evm.index;

import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.foundation.chain.BlockRef;
import java.io.Serial;

/**
 * The chain has none of the blocks that an index remembers: it was reorganised deeper than the index's window, or it is another chain,
 * as when a test node is started afresh. Nothing was deleted; the index stays where it is until somebody decides.
 */
public final class DeepReorgException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean reset;

    DeepReorgException(IndexId index, BlockRef checkpoint, BlockRef oldest, BlockRef head, boolean reset) {
        super("index " + index + " is at block " + checkpoint.number() + " and remembers blocks back to "
                + oldest.number() + " (" + oldest.hash() + "), none of which is on the chain that has the head "
                + head.number() + " (" + head.hash() + "). Nothing was deleted. "
                + (reset
                        ? "The chain seems to have begun anew, as a test node's does that is started afresh: forget the index and"
                                + " begin again"
                        : "The reorg is deeper than the window, or the endpoints are of another chain: check them, then forget"
                                + " the index and begin again with a deeper window"));
        this.reset = reset;
    }

    /** Whether the chain seems to have begun anew: its first block is another one, or it is younger and shorter than the index. */
    public boolean reset() {
        return reset;
    }
}
