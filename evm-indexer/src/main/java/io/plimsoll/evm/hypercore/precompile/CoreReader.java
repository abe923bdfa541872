package io.plimsoll.evm.hypercore.precompile;

import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import java.util.List;
import java.util.Optional;

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
 * The answers are HyperCore's state when the EVM block was built, up to a second old. A question that is refused burns all gas of its call;
 * that it takes no other with it is the {@link ChainReader}'s promise, which {@link io.plimsoll.evm.multicall.MulticallReader} keeps
 * by asking again what failed without a word. Each refusal so costs a request more: leave out what you know to be refused.
 */
public final class CoreReader {
    /** How often the newest block is asked for where nodes have its state only, and the chain moves on in between. */
    private static final int LATEST_TRIES = 5;

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
     * @throws Unusable if the chain moved on before the answers came, each of five times
     * @throws SourceException if the chain cannot be read
     */
    public CoreAnswers fetch(List<? extends CoreRead<?>> reads) {
        for (int tries = 1; ; tries++) {
            try {
                return fetch(reads, chain.latest());
            } catch (Unusable movedOn) {
                if (tries == LATEST_TRIES) {
                    throw movedOn;
                }
            }
        }
    }

    /**
     * Many answers, all of one block. Nodes without old states, as those of HyperEVM's public endpoint, have the newest only.
     *
     * @throws Unusable if the state of that block is not to be had
     * @throws SourceException if the chain cannot be read
     */
    public CoreAnswers fetch(List<? extends CoreRead<?>> reads, BlockRef at) {
        return new CoreAnswers(
                at, reads, chain.call(reads.stream().map(CoreRead::call).toList(), at));
    }
}
