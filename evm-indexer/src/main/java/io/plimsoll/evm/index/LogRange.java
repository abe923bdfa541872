package io.plimsoll.evm.index;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.evm.rpc.BlockHeader;
import java.util.List;

/**
 * All the logs that a filter takes of a range of blocks of one chain: what an index goes on by.
 *
 * @param first block
 * @param headers of blocks of the range, ascending: the first, the last, and every block that was asked for one by one. They fit
 *     together: where two are neighbours, the one is the other's parent
 * @param logs in the order in which they happened; the block of each has the hash of its header, if that is among {@code headers}
 * @param unproven how many of the blocks have no logs by the word of one endpoint alone, while nothing else shows it
 */
public record LogRange(long first, List<BlockHeader> headers, List<ChainLog> logs, long unproven) {
    public LogRange {
        headers = List.copyOf(headers);
        logs = List.copyOf(logs);
        if (headers.isEmpty() || headers.get(0).block().number() != first) {
            throw new IllegalArgumentException("a range has the header of its first block " + first);
        }
    }

    /** A range of which everything is proven. */
    public LogRange(long first, List<BlockHeader> headers, List<ChainLog> logs) {
        this(first, headers, logs, 0);
    }

    /** Header of the last block. */
    public BlockHeader last() {
        return headers.get(headers.size() - 1);
    }
}
