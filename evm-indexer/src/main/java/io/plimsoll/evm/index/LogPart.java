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
 * @param proven whether more than the word of this endpoint says that these are all
 */
record LogPart(String source, List<BlockHeader> headers, List<WireLog> logs, boolean proven) {
    long first() {
        return headers.get(0).block().number();
    }

    long last() {
        return headers.get(headers.size() - 1).block().number();
    }

    /** The same with the headers of the first and the last block only. */
    LogPart withEnds() {
        return headers.size() < 3
                ? this
                : new LogPart(source, List.of(headers.get(0), headers.get(headers.size() - 1)), logs, proven);
    }

    Map<Long, List<WireLog>> logsByBlock() {
        return logs.stream().collect(Collectors.groupingBy(WireLog::block));
    }
}
