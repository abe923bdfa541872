package io.plimsoll.evm.protocol;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Keccak256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Contracts that answer what they are told to, by signature; every other call reverts. */
public final class FakeContracts implements ChainReader {
    private final Map<String, Function<BigInteger, byte[]>> answers = new HashMap<>();

    /** Lets a contract answer a function with words. */
    public FakeContracts answer(Address contract, String signature, Number... words) {
        byte[] answer = words(words);
        return answer(contract, signature, argument -> answer);
    }

    /** Lets a contract answer by the first argument. */
    public FakeContracts answer(Address contract, String signature, Function<BigInteger, byte[]> answer) {
        byte[] selector = Arrays.copyOf(Keccak256.hash(signature.getBytes(StandardCharsets.US_ASCII)), 4);
        answers.put(contract + Hex.encode(selector), answer);
        return this;
    }

    public static byte[] words(Number... words) {
        return Hex.decode("0x"
                + Arrays.stream(words)
                        .map(word -> String.format("%064x", new BigInteger(word.toString())))
                        .collect(Collectors.joining()));
    }

    @Override
    public ChainId chainId() {
        return ChainId.HYPEREVM;
    }

    @Override
    public BlockRef latest() {
        return new BlockRef(7, Bytes32.of(new byte[32]), Instant.ofEpochSecond(1_700_000_000));
    }

    @Override
    public List<CallResult> call(List<ContractCall> calls, BlockRef at) {
        return calls.stream().map(this::answer).toList();
    }

    private CallResult answer(ContractCall call) {
        Function<BigInteger, byte[]> answer = answers.get(call.to() + Hex.encode(Arrays.copyOf(call.data(), 4)));
        if (answer == null) {
            return new CallResult(false, new byte[0]);
        }
        BigInteger argument =
                call.data().length < 36 ? BigInteger.ZERO : new BigInteger(1, Arrays.copyOfRange(call.data(), 4, 36));
        return new CallResult(true, answer.apply(argument));
    }
}
