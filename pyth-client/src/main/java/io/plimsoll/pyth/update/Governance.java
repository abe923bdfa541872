package io.plimsoll.pyth.update;

import io.plimsoll.core.foundation.chain.Bytes32;

/**
 * Who may announce new signers of a network.
 *
 * @param emitter of the announcements
 * @param module that they are for, left-padded with zeros
 */
public record Governance(Emitter emitter, Bytes32 module) {
    /** Wormhole's own: chain 1, address 4, module {@code Core}. */
    public static final Governance WORMHOLE = new Governance(
            new Emitter(1, Bytes32.parse("0".repeat(63) + "4")), Bytes32.parse("0".repeat(56) + "436f7265"));
}
