package io.plimsoll.core.foundation.chain;

import java.time.Instant;

/**
 * A block as it was seen: after a reorg, another hash has its number.
 *
 * @param number height, not negative
 * @param hash of the block
 * @param time of the block, whole seconds
 */
public record BlockRef(long number, Bytes32 hash, Instant time) {
    public BlockRef {
        if (number < 0) {
            throw new IllegalArgumentException("block number must not be negative, got " + number);
        }
    }
}
