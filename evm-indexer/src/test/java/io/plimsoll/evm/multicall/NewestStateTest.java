package io.plimsoll.evm.multicall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewestStateTest {
    /** Has the newest state only, and a new block after so many calls. */
    private static final class HastyChain implements ChainReader {
        private final int callsPerBlock;
        private int calls;

        HastyChain(int callsPerBlock) {
            this.callsPerBlock = callsPerBlock;
        }

        @Override
        public ChainId chainId() {
            return ChainId.HYPEREVM;
        }

        @Override
        public BlockRef latest() {
            return new BlockRef(calls / callsPerBlock, Bytes32.of(new byte[32]), Instant.EPOCH);
        }

        @Override
        public List<CallResult> call(List<ContractCall> asked, BlockRef at) {
            if (!latest().equals(at)) {
                calls++;
                throw new Unusable("chain", "no state of block " + at.number());
            }
            calls++;
            return List.of();
        }
    }

    private static BlockRef threeSteps(ChainReader chain) {
        return NewestState.read(chain, block -> {
            for (int step = 0; step < 3; step++) {
                chain.call(List.of(), block);
            }
            return block;
        });
    }

    @Test
    void stepsThatTheChainOvertook_areDoneAgainInOneState() {
        HastyChain chain = new HastyChain(4);
        chain.calls = 3;

        assertThat(threeSteps(chain).number()).isEqualTo(1);
        assertThat(chain.calls).isEqualTo(8);
    }

    @Test
    void chainThatIsAlwaysFaster_isUnusableInTheEnd() {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> threeSteps(new HastyChain(1)))
                .withMessageContaining("no state of block 8");
    }

    @Test
    void stateThatIsNotThere_isNotAskedForAgain() {
        HastyChain chain = new HastyChain(1_000);

        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> NewestState.read(chain, block -> {
                    chain.calls++;
                    throw new Unusable("chain", "nothing is there");
                }));

        assertThat(chain.calls).isEqualTo(1);
    }
}
