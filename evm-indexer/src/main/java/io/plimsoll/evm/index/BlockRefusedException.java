package io.plimsoll.evm.index;

import io.plimsoll.core.foundation.error.SourceException.Unusable;
import java.io.Serial;

/**
 * An endpoint refuses the logs of a single block, which cannot be asked for in smaller parts: they are more than it ever gives. Another
 * endpoint, or a filter of fewer contracts, is needed.
 */
public final class BlockRefusedException extends Unusable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final long block;

    /**
     * What was refused.
     *
     * @param source the endpoint
     * @param block its number
     * @param answer the endpoint's own words
     */
    public BlockRefusedException(String source, long block, String answer) {
        super(
                source,
                "refuses the logs of block " + block
                        + " alone; add an endpoint that gives more, or follow fewer contracts in one index: " + answer);
        this.block = block;
    }

    /** Number of the block. */
    public long block() {
        return block;
    }

    /** Never by itself. */
    @Override
    public boolean retryable() {
        return false;
    }
}
