package io.plimsoll.core.domain.chain;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.LogRef;
import java.util.List;

/**
 * What a contract wrote to the chain, not yet understood.
 *
 * @param at where it is
 * @param contract that wrote it
 * @param topics none to four; the first is the hash of the event's signature unless the event is anonymous
 * @param data ABI-encoded fields that are not indexed; shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // decoded once, never compared
public record ChainLog(LogRef at, Address contract, List<Bytes32> topics, byte[] data) {
    private static final int MAX_TOPICS = 4;

    public ChainLog {
        topics = List.copyOf(topics);
        if (topics.size() > MAX_TOPICS) {
            throw new IllegalArgumentException("a log has at most " + MAX_TOPICS + " topics, got " + topics.size());
        }
    }
}
