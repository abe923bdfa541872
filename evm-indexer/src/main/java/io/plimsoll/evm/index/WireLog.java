package io.plimsoll.evm.index;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.util.List;

/**
 * A log as an endpoint tells it.
 *
 * @param time of the block in seconds since 1970, {@value #UNKNOWN} if the endpoint does not tell
 * @param removed whether it says that the log is on the chain no more
 */
@SuppressWarnings("ArrayRecordComponent") // decoded once, never compared
record WireLog(
        Address contract,
        List<Bytes32> topics,
        byte[] data,
        long block,
        Bytes32 blockHash,
        long time,
        Bytes32 transaction,
        int transactionIndex,
        int logIndex,
        boolean removed) {
    static final long UNKNOWN = -1;
}
