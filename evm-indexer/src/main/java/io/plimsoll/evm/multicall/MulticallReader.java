package io.plimsoll.evm.multicall;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.JsonRpcException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;

/**
 * Reads a chain through one endpoint; calls go through Multicall3's {@code aggregate3}, many in one request. Thread-safe.
 *
 * @see <a href="https://github.com/mds1/multicall3">Multicall3</a>
 */
public final class MulticallReader implements ChainReader {
    /** Where Multicall3 is on HyperEVM and most other chains. */
    public static final Address MULTICALL3 = Address.parse("0xcA11bde05977b3631167028862bE2a173976CA11");

    /** Calls in one request; more are sent in several. */
    private static final int BATCH = 200;

    private record Block(String number, String hash, String timestamp) {}

    private final JsonRpc rpc;

    /** A reader of the chain behind this endpoint. */
    public MulticallReader(JsonRpc rpc) {
        this.rpc = rpc;
    }

    @Override
    public ChainId chainId() {
        return understood(
                ask("eth_chainId", List.of(), new TypeReference<String>() {}), answer -> new ChainId(quantity(answer)));
    }

    @Override
    public BlockRef latest() {
        return understood(
                ask("eth_getBlockByNumber", List.of("latest", false), new TypeReference<Block>() {}),
                block -> new BlockRef(
                        quantity(block.number),
                        Bytes32.parse(block.hash),
                        Instant.ofEpochSecond(quantity(block.timestamp))));
    }

    @Override
    public List<CallResult> call(List<ContractCall> calls, BlockRef at) {
        List<CallResult> results = new ArrayList<>();
        for (int from = 0; from < calls.size(); from += BATCH) {
            results.addAll(batch(calls.subList(from, Math.min(calls.size(), from + BATCH)), at));
        }
        return results;
    }

    private List<CallResult> batch(List<ContractCall> calls, BlockRef at) {
        byte[] data = AbiData.encode(
                "aggregate3",
                new DynamicArray<>(
                        DynamicStruct.class,
                        calls.stream()
                                .map(call -> new DynamicStruct(
                                        AbiData.argument(call.to()), new Bool(true), new DynamicBytes(call.data())))
                                .toList()));
        String answer = ask(
                "eth_call",
                List.of(Map.of("to", MULTICALL3.hex(), "data", Hex.encode(data)), "0x" + Long.toHexString(at.number())),
                new TypeReference<String>() {});
        byte[] bytes = understood(answer, Hex::decode);
        if (bytes.length == 0) {
            throw new MalformedResponse("chain", "there is no Multicall3 at " + MULTICALL3 + " on this chain", null);
        }
        AbiData array = new AbiData("aggregate3", bytes).at(0);
        if (array.smallInt(0) != calls.size()) {
            throw new MalformedResponse(
                    "chain", "aggregate3 answered " + array.smallInt(0) + " of " + calls.size() + " calls", null);
        }
        AbiData items = array.from(1);
        List<CallResult> results = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            AbiData item = items.at(i);
            results.add(new CallResult(item.bool(0), item.at(1).dynamicBytes()));
        }
        return results;
    }

    private <T> T ask(String method, List<?> params, TypeReference<T> type) {
        try {
            return rpc.call(method, params, type);
        } catch (JsonRpcException e) {
            throw e.toSourceException();
        }
    }

    private static <A, T> T understood(A answer, Function<A, T> parser) {
        try {
            return parser.apply(answer);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedResponse("chain", "cannot be understood: " + answer, e);
        }
    }

    private static long quantity(String hex) {
        if (!hex.startsWith("0x") || hex.length() < 3) {
            throw new IllegalArgumentException("not a quantity: " + hex);
        }
        return new BigInteger(hex.substring(2), 16).longValueExact();
    }
}
