package io.plimsoll.core.domain.chain;

import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException;
import java.util.List;

/** Reads a chain. Implementations are thread-safe; calls block. */
public interface ChainReader {
    /**
     * The chain, as the endpoint says.
     *
     * @throws SourceException if it cannot be reached or answers nonsense
     */
    ChainId chainId();

    /**
     * The newest block.
     *
     * @throws SourceException if the endpoint cannot be reached or answers nonsense
     */
    BlockRef latest();

    /**
     * Calls contracts, all in the state after one block, so that what they say fits together.
     *
     * @param calls any number; one that reverts does not stop the others
     * @return one result for each call, in their order
     * @throws SourceException if the endpoint cannot be reached, has no such state, or answers nonsense
     */
    List<CallResult> call(List<ContractCall> calls, BlockRef at);
}
