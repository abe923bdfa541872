package io.plimsoll.evm.multicall;

import io.plimsoll.core.foundation.chain.BlockRef;
import java.util.Map;

/** How an endpoint is told in which state to answer. Whichever it is, what it answers from is checked. */
public enum StateAt {
    /** By height, as every archive and every full node understands; the usual way. */
    NUMBER {
        @Override
        Object parameter(BlockRef block) {
            return "0x" + Long.toHexString(block.number());
        }
    },
    /**
     * By hash, so that no other block of that height can answer.
     *
     * @see <a href="https://eips.ethereum.org/EIPS/eip-1898">EIP-1898</a>
     */
    HASH {
        @Override
        Object parameter(BlockRef block) {
            return Map.of("blockHash", block.hash().hex(), "requireCanonical", true);
        }
    },
    /** Not at all: for endpoints that have the newest state only and refuse to be asked for it by height. */
    LATEST {
        @Override
        Object parameter(BlockRef block) {
            return "latest";
        }
    };

    /** What stands for the block in {@code eth_call}. */
    abstract Object parameter(BlockRef block);
}
