package io.plimsoll.evm.hypercore.precompile;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.evm.rpc.JsonRpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads HyperCore from the chain. Thread-safe; calls block.
 *
 * <pre>{@code
 * CoreReader core = new CoreReader(chain);
 * CoreRead<PerpAssetInfo> perp = CoreRead.perpAssetInfo(5);
 * CoreRead<BigInteger> mark = CoreRead.markPx(5);
 * CoreAnswers answers = core.fetch(List.of(perp, mark));
 * BigDecimal price = answers.of(perp).price(answers.of(mark));
 * }</pre>
 *
 * The answers are HyperCore's state when the EVM block was built, up to a second old. A question that is refused burns the gas of its
 * whole call, so those after it in the same request may fail for want of it: what failed is asked again until each has failed as
 * the first of a request, which has all gas: one request more for each that is refused.
 */
public final class CoreReader {
    private final ChainReader chain;

    /** Reads through this reader of a chain. */
    public CoreReader(ChainReader chain) {
        this.chain = chain;
    }

    /**
     * One answer, as of the newest block.
     *
     * @throws NotFound if HyperCore refuses: check the index or address
     * @throws MalformedResponse if there is no such precompile, or its answer is not what it promises
     * @throws SourceException if the chain cannot be read
     */
    public <T> T fetch(CoreRead<T> read) {
        return fetch(List.of(read)).of(read);
    }

    /**
     * One answer, as of the newest block; empty if HyperCore refuses.
     *
     * @throws MalformedResponse if there is no such precompile, or its answer is not what it promises
     * @throws SourceException if the chain cannot be read
     */
    public <T> Optional<T> find(CoreRead<T> read) {
        return fetch(List.of(read)).find(read);
    }

    /**
     * Many answers, all of the newest block.
     *
     * @throws SourceException if the chain cannot be read
     */
    public CoreAnswers fetch(List<? extends CoreRead<?>> reads) {
        return fetch(reads, chain.latest());
    }

    /**
     * Many answers, all of one block. Nodes without old states have the newest only.
     *
     * @throws SourceException if the chain cannot be read, or has no such state any more
     */
    public CoreAnswers fetch(List<? extends CoreRead<?>> reads, BlockRef at) {
        List<ContractCall> calls = reads.stream().map(CoreRead::call).toList();
        CallResult[] results = new CallResult[calls.size()];
        List<Integer> open = IntStream.range(0, results.length).boxed().toList();
        while (!open.isEmpty()) {
            open = ask(calls, open, at, results);
        }
        return new CoreAnswers(at, reads, List.of(results));
    }

    /** Asks those that are open and says which are still: all that failed, but the first, whose failure is its own. */
    private List<Integer> ask(List<ContractCall> calls, List<Integer> open, BlockRef at, CallResult[] results) {
        List<CallResult> answers;
        try {
            answers = chain.call(open.stream().map(calls::get).toList(), at);
        } catch (SourceException e) {
            // the node answered, and for all of them as one: so much gas was burned that none was left to say what came
            // of each
            if (open.size() == 1 || !(e.getCause() instanceof JsonRpcException)) {
                throw e;
            }
            int half = open.size() / 2;
            List<Integer> failed = new ArrayList<>(ask(calls, open.subList(0, half), at, results));
            failed.addAll(ask(calls, open.subList(half, open.size()), at, results));
            return failed;
        }
        List<Integer> failed = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            results[open.get(i)] = answers.get(i);
            if (i > 0 && !answers.get(i).success()) {
                failed.add(open.get(i));
            }
        }
        return failed;
    }
}
