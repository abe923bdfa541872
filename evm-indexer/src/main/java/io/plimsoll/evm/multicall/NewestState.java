package io.plimsoll.evm.multicall;

import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import java.util.function.Function;

/**
 * Reads that take several steps, all in the newest state. Public endpoints of HyperEVM answer from the newest state only, which is
 * another one a second later: where the chain moves on between two steps, all of them are done again from the start.
 */
public final class NewestState {
    private static final int TRIES = 5;

    private NewestState() {}

    /**
     * Does all steps in the state after one block.
     *
     * @param steps from the newest block to what was read in its state; done again if a state could not be had any more
     * @throws Unusable if the chain moved on each time
     */
    public static <T> T read(ChainReader chain, Function<BlockRef, T> steps) {
        for (int tries = 1; ; tries++) {
            BlockRef block = chain.latest();
            try {
                return steps.apply(block);
            } catch (Unusable movedOn) {
                if (tries == TRIES || chain.latest().equals(block)) {
                    throw movedOn;
                }
            }
        }
    }
}
