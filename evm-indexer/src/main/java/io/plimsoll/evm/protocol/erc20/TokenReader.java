package io.plimsoll.evm.protocol.erc20;

import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.evm.abi.AbiData;
import io.plimsoll.evm.multicall.NewestState;
import io.plimsoll.evm.protocol.StateReads;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

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
        return NewestState.read(chain, block -> {
            StateReads reads = new StateReads(chain, block);
            List<Supplier<TokenMetadata>> metadata = new ArrayList<>();
            for (Address token : new LinkedHashSet<>(tokens)) {
                Supplier<Optional<String>> symbol = text(reads, token, "symbol");
                Supplier<Optional<String>> name = text(reads, token, "name");
                Supplier<OptionalInt> decimals = decimals(reads, token);
                Supplier<Optional<BigInteger>> supply = reads.find(token, answer -> answer.unsigned(0), "totalSupply");
                metadata.add(() -> new TokenMetadata(token, symbol.get(), name.get(), decimals.get(), supply.get()));
            }
            reads.ask();
            return metadata.stream().map(Supplier::get).toList();
        });
    }

    /** Symbol and decimals as {@link TokenMetadata#token} tells them, asked together with what else is read. */
    public static Supplier<Token> read(StateReads reads, Address token) {
        Supplier<Optional<String>> symbol = text(reads, token, "symbol");
        Supplier<OptionalInt> decimals = decimals(reads, token);
        return () -> new TokenMetadata(token, symbol.get(), Optional.empty(), decimals.get(), Optional.empty()).token();
    }

    /**
     * What owners hold of a token in the state after a block, in the smallest unit, in their order.
     *
     * @throws MalformedResponse if the contract does not answer: it is no token, or there is none yet
     */
    public List<BigInteger> fetchBalances(Address token, List<Address> owners, BlockRef block) {
        StateReads reads = new StateReads(chain, block);
        List<Supplier<BigInteger>> balances = new ArrayList<>();
        for (Address owner : owners) {
            balances.add(reads.read(token, answer -> answer.unsigned(0), "balanceOf", AbiData.argument(owner)));
        }
        reads.ask();
        return balances.stream().map(Supplier::get).toList();
    }

    private static Supplier<Optional<String>> text(StateReads reads, Address token, String function) {
        Supplier<Optional<String>> told = reads.find(token, answer -> printable(answer.text()), function);
        return () -> told.get().filter(text -> !text.isEmpty());
    }

    private static Supplier<OptionalInt> decimals(StateReads reads, Address token) {
        Supplier<Optional<Integer>> told = reads.find(token, answer -> answer.smallInt(0), "decimals");
        return () -> told.get().stream()
                .filter(decimals -> decimals >= 0 && decimals <= MAX_DECIMALS)
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    private static String printable(String text) {
        String clean = text.replaceAll("[\\p{C}\\p{Z}&&[^ ]]", "").strip();
        int length = clean.codePointCount(0, clean.length());
        return clean.substring(0, clean.offsetByCodePoints(0, Math.min(TEXT_LENGTH, length)))
                .strip();
    }
}
