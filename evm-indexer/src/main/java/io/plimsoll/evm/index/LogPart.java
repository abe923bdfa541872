package io.plimsoll.evm.index;

import io.plimsoll.evm.rpc.BlockHeader;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Blocks that were asked for at once, and what was found in them.
 *
 * @param source the endpoint that answered
 * @param headers of the first and the last block, and of those that were asked for one by one, ascending
 * @param logs in the order in which they happened
 */
record LogPart(String source, List<BlockHeader> headers, List<WireLog> logs) {
    long first() {
        return headers.get(0).block().number();
    }

    long last() {
        return headers.get(headers.size() - 1).block().number();
    }

    Map<Long, List<WireLog>> logsByBlock() {
        return logs.stream().collect(Collectors.groupingBy(WireLog::block));
    }
}
