package io.plimsoll.core.domain.position;

import io.plimsoll.core.foundation.chain.Bytes32;

/**
 * The event that last touched a position. It names the block by its hash, so that a reorganisation makes a new version.
 *
 * @param block hash of the block
 * @param logIndex of the event in its block; not negative
 */
public record PositionVersion(Bytes32 block, int logIndex) {
    public PositionVersion {
        if (logIndex < 0) {
            throw new IllegalArgumentException("log index must not be negative, got " + logIndex);
        }
    }

    /** For people: {@code 0x…#12}. */
    @Override
    public String toString() {
        return block + "#" + logIndex;
    }
}
