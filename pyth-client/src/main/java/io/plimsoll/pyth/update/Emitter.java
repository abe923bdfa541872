package io.plimsoll.pyth.update;

import io.plimsoll.core.foundation.chain.Bytes32;

/**
 * Who published a VAA.
 *
 * @param chain Wormhole chain number, 26 is Pythnet; 0 to 65535
 * @param address on that chain
 */
public record Emitter(int chain, Bytes32 address) {
    public Emitter {
        ByteWriter.requireFits(2, chain);
    }

    @Override
    public String toString() {
        return chain + "/" + address.digits();
    }
}
