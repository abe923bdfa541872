package io.plimsoll.evm.tx;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a simulation assumes of an account, in the place of what the chain says.
 *
 * @param balance in wei
 * @param code runtime code; shared, not copied
 * @param storage slots with other values; all others stay
 * @see <a href="https://geth.ethereum.org/docs/interacting-with-geth/rpc/objects#state-override-set">geth: state override set</a>
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
public record StateOverride(Optional<BigInteger> balance, Optional<byte[]> code, Map<Bytes32, Bytes32> storage) {
    public StateOverride {
        storage = Map.copyOf(storage);
        if (balance.isPresent() && (balance.get().signum() < 0 || balance.get().bitLength() > 256)) {
            throw new IllegalArgumentException(
                    "balance must not be negative and of 256 bits at most, got " + balance.get());
        }
    }

    /** Another balance, in wei. */
    public static StateOverride ofBalance(BigInteger wei) {
        return new StateOverride(Optional.of(wei), Optional.empty(), Map.of());
    }

    /** Another code. */
    public static StateOverride ofCode(byte[] runtimeCode) {
        return new StateOverride(Optional.empty(), Optional.of(runtimeCode), Map.of());
    }

    /** Other values of storage slots. */
    public static StateOverride ofStorage(Map<Bytes32, Bytes32> slots) {
        return new StateOverride(Optional.empty(), Optional.empty(), slots);
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Wire(
            @Nullable String balance,
            @Nullable String code,
            @Nullable Map<String, String> stateDiff) {}

    Wire toWire() {
        Map<String, String> slots = new TreeMap<>();
        storage.forEach((slot, value) -> slots.put(slot.hex(), value.hex()));
        return new Wire(
                balance.map(Quantity::format).orElse(null),
                code.map(Hex::encode).orElse(null),
                slots.isEmpty() ? null : slots);
    }
}
