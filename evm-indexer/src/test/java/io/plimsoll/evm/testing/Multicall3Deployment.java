package io.plimsoll.evm.testing;

import io.plimsoll.core.foundation.chain.Address;
import java.util.List;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;

/** Multicall3 at the address that it has on most chains, from our own source of the same interface. */
public final class Multicall3Deployment {
    static final Address ADDRESS = Address.parse("0xcA11bde05977b3631167028862bE2a173976CA11");

    /** One call of {@code aggregate3}. */
    public record Call(Address target, boolean allowFailure, byte[] callData) {}

    private Multicall3Deployment() {}

    public static Contract deploy(AnvilNode node, NodeModules modules) {
        node.setCode(ADDRESS, modules.own("Multicall3").runtimeCode());
        return new Contract(node, ADDRESS);
    }

    /** The argument of {@code aggregate3}. */
    public static DynamicArray<DynamicStruct> calls(List<Call> calls) {
        return new DynamicArray<>(
                DynamicStruct.class,
                calls.stream()
                        .map(call -> new DynamicStruct(
                                Abi.address(call.target()),
                                new Bool(call.allowFailure()),
                                new DynamicBytes(call.callData())))
                        .toList());
    }
}
