package io.plimsoll.evm.protocol;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.evm.abi.AbiData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.web3j.abi.datatypes.Type;

/**
 * View calls that are asked together, all in the state after one block. First say what to read, then {@link #ask}, then take the
 * answers; this may be done again with the same object. Not thread-safe.
 *
 * <pre>{@code
 * StateReads reads = new StateReads(chain, block);
 * Supplier<Address> pool = reads.read(provider, answer -> answer.address(0), "getPool");
 * Supplier<Optional<BigInteger>> price = reads.find(oracle, answer -> answer.unsigned(0), "getAssetPrice", argument(asset));
 * reads.ask();
 * pool.get();
 * }</pre>
 */
public final class StateReads {
    private final ChainReader chain;
    private final BlockRef at;
    private final List<Question<?>> questions = new ArrayList<>();

    private static final class Question<T> implements Supplier<T> {
        private final String what;
        private final ContractCall call;
        private final Function<CallResult, T> reading;
        private Optional<T> answer = Optional.empty();

        Question(String what, ContractCall call, Function<CallResult, T> reading) {
            this.what = what;
            this.call = call;
            this.reading = reading;
        }

        void answered(CallResult result) {
            answer = Optional.of(reading.apply(result));
        }

        @Override
        public T get() {
            return answer.orElseThrow(() -> new IllegalStateException(what + " has not been asked yet"));
        }
    }

    /** Reads of a chain in the state after a block. */
    public StateReads(ChainReader chain, BlockRef at) {
        this.chain = chain;
        this.at = at;
    }

    /** The block whose state is read. */
    public BlockRef at() {
        return at;
    }

    /**
     * What a contract must answer; if it reverts or its answer cannot be read, {@link #ask} throws.
     *
     * @param reading takes the answer apart
     */
    public <T> Supplier<T> read(Address to, Function<AbiData, T> reading, String function, Type<?>... arguments) {
        return read(new ContractCall(to, AbiData.encode(function, arguments)), reading, function);
    }

    /**
     * The same with a call that is there already.
     *
     * @param what it asks, for errors
     */
    public <T> Supplier<T> read(ContractCall call, Function<AbiData, T> reading, String what) {
        return add(call, what, (asked, result) -> {
            if (!result.success()) {
                throw new MalformedResponse("chain", asked + " reverted", null);
            }
            return reading.apply(new AbiData(asked, result.data()));
        });
    }

    /**
     * What a contract may answer; empty if it reverts, as contracts do that do not have the function, or if its answer cannot be read: a
     * contract that calls it reverts then, and strangers' contracts must not spoil the answers of others.
     *
     * @param reading takes the answer apart
     */
    public <T> Supplier<Optional<T>> find(
            Address to, Function<AbiData, T> reading, String function, Type<?>... arguments) {
        return find(new ContractCall(to, AbiData.encode(function, arguments)), reading, function);
    }

    /**
     * The same with a call that is there already.
     *
     * @param what it asks, for errors
     */
    public <T> Supplier<Optional<T>> find(ContractCall call, Function<AbiData, T> reading, String what) {
        return add(call, what, (asked, result) -> {
            if (!result.success()) {
                return Optional.empty();
            }
            try {
                return Optional.of(reading.apply(new AbiData(asked, result.data())));
            } catch (MalformedResponse nonsense) {
                return Optional.empty();
            }
        });
    }

    private <T> Supplier<T> add(ContractCall call, String what, BiFunction<String, CallResult, T> reading) {
        String asked = what + " of " + call.to();
        Question<T> question = new Question<>(asked, call, result -> reading.apply(asked, result));
        questions.add(question);
        return question;
    }

    /**
     * Asks what has been added since the last time.
     *
     * @throws SourceException if the chain cannot be read; {@link MalformedResponse} if a contract does not answer what it must
     */
    public void ask() {
        if (questions.isEmpty()) {
            return;
        }
        List<CallResult> results =
                chain.call(questions.stream().map(question -> question.call).toList(), at);
        if (results.size() != questions.size()) {
            throw new MalformedResponse("chain", results.size() + " answers to " + questions.size() + " calls", null);
        }
        for (int i = 0; i < questions.size(); i++) {
            questions.get(i).answered(results.get(i));
        }
        questions.clear();
    }
}
