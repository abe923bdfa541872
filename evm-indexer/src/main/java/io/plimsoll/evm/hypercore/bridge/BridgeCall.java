package io.plimsoll.evm.hypercore.bridge;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import java.math.BigInteger;

/**
 * A transaction on HyperEVM for the owner of the tokens to send.
 *
 * @param value wei of HYPE that go with it
 * @param data selector and ABI-encoded arguments, empty for none; shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
public record BridgeCall(Address to, BigInteger value, byte[] data) {
    @Override
    public String toString() {
        return "BridgeCall[to=" + to + ", value=" + value + ", data=" + Hex.encode(data) + "]";
    }
}
