package io.plimsoll.evm.index;

import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.evm.rpc.BlockHeader;
import java.util.Collection;
import java.util.List;

/**
 * Where an index has its logs from. What it gives is complete and of one chain, or an error: it never leaves out what an endpoint
 * could not give. What it could not make sure of, it tells by {@link LogRange#unproven}. Implementations are thread-safe; calls block.
 */
public interface LogSource {
    /** The chain, confirmed by every endpoint that is asked. */
    ChainId chainId();

    /**
     * The newest block.
     *
     * @throws SourceException if no endpoint can tell
     */
    BlockHeader head();

    /**
     * The headers of blocks as the chain has them now, in the order of the numbers.
     *
     * @throws SourceException if no endpoint has them all
     */
    List<BlockHeader> headers(Collection<Long> numbers);

    /** How many blocks the next range had better have, by what endpoints took lately; at least 1. */
    long preferredRange();

    /**
     * The logs of blocks with first ≤ number ≤ last, fetched in as many parts as it takes. It may end before {@code last} where there
     * are so many logs that they had better be stored first: {@link LogRange#last} tells.
     *
     * @param hot from this block on, each block's header is fetched, its logs checked against it, and an empty answer against its bloom
     * @throws SourceException if no endpoint can give them, or what they give does not fit together, as while the chain reorganises
     */
    LogRange logs(LogFilter filter, long first, long last, long hot);
}
