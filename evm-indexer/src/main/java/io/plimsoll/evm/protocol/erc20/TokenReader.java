package io.plimsoll.evm.protocol.erc20;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.multicall.NewestState;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Asks tokens what they are and who holds how much. A token that does not tell, or tells nonsense, does not spoil the answers of
 * the others. Thread-safe.
 */
public final class TokenReader {
    private static final int TEXT_LENGTH = 32;
    private static final int MAX_DECIMALS = 255;

    private final ChainReader chain;

    /** A reader of the tokens of one chain. */
    public TokenReader(ChainReader chain) {
        this.chain = chain;
    }

    /** What tokens say of themselves in the newest block; one answer per address, in their order, repeated ones once. */
    public List<TokenMetadata> fetch(Collection<Address> tokens) {
        List<Address> distinct = List.copyOf(new LinkedHashSet<>(tokens));
        List<ContractCall> calls = calls(distinct, List.of("symbol", "name", "decimals", "totalSupply"));
        List<CallResult> results = NewestState.read(chain, block -> chain.call(calls, block));
        List<TokenMetadata> metadata = new ArrayList<>();
        for (int i = 0; i < distinct.size(); i++) {
            metadata.add(new TokenMetadata(
                    distinct.get(i),
                    text(results.get(4 * i)),
                    text(results.get(4 * i + 1)),
                    decimals(results.get(4 * i + 2)),
                    told(results.get(4 * i + 3), answer -> answer.unsigned(0))));
        }
        return metadata;
    }

    /** The calls whose answers {@link #tokens} reads, for who asks other things with them: two for each token. */
    public static List<ContractCall> tokenCalls(List<Address> tokens) {
        return calls(tokens, List.of("symbol", "decimals"));
    }

    /**
     * Symbol and decimals as {@link TokenMetadata#token} tells them.
     *
     * @param results of {@link #tokenCalls} of the same tokens
     */
    public static Map<Address, Token> tokens(List<Address> tokens, List<CallResult> results) {
        Map<Address, Token> found = new LinkedHashMap<>();
        for (int i = 0; i < tokens.size(); i++) {
            TokenMetadata metadata = new TokenMetadata(
                    tokens.get(i),
                    text(results.get(2 * i)),
                    Optional.empty(),
                    decimals(results.get(2 * i + 1)),
                    Optional.empty());
            found.put(metadata.address(), metadata.token());
        }
        return found;
    }

    /**
     * What owners hold of a token in the state after a block, in the smallest unit, in their order.
     *
     * @throws MalformedResponse if the contract does not answer: it is no token, or there is none yet
     */
    public List<BigInteger> fetchBalances(Address token, List<Address> owners, BlockRef block) {
        List<CallResult> results = chain.call(
                owners.stream()
                        .map(owner -> new ContractCall(token, AbiData.encode("balanceOf", AbiData.argument(owner))))
                        .toList(),
                block);
        return results.stream()
                .map(result -> told(result, answer -> answer.unsigned(0))
                        .orElseThrow(() -> new MalformedResponse("chain", token + " does not answer balanceOf", null)))
                .toList();
    }

    private static List<ContractCall> calls(List<Address> tokens, List<String> functions) {
        return tokens.stream()
                .flatMap(token -> functions.stream().map(function -> new ContractCall(token, AbiData.encode(function))))
                .toList();
    }

    private static Optional<String> text(CallResult result) {
        return told(result, AbiData::text).map(TokenReader::printable).filter(text -> !text.isEmpty());
    }

    private static OptionalInt decimals(CallResult result) {
        return Stream.of(result)
                .flatMap(answer -> told(answer, data -> data.smallInt(0)).stream())
                .filter(decimals -> decimals >= 0 && decimals <= MAX_DECIMALS)
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    private static <T> Optional<T> told(CallResult result, Function<AbiData, T> decoder) {
        if (!result.success()) {
            return Optional.empty();
        }
        try {
            return Optional.of(decoder.apply(new AbiData("token", result.data())));
        } catch (MalformedResponse nonsense) {
            return Optional.empty();
        }
    }

    private static String printable(String text) {
        String clean = text.replaceAll("[\\p{C}\\p{Z}&&[^ ]]", "").strip();
        int length = clean.codePointCount(0, clean.length());
        return clean.substring(0, clean.offsetByCodePoints(0, Math.min(TEXT_LENGTH, length)))
                .strip();
    }
}
