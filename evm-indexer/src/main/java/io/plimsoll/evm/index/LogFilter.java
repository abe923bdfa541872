package io.plimsoll.evm.index;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.evm.rpc.LogsBloom;
import java.util.Set;

/**
 * Which logs to fetch.
 *
 * @param contracts whose logs; empty for all contracts
 * @param topics one of which is the first topic; empty for any
 */
public record LogFilter(Set<Address> contracts, Set<Bytes32> topics) {
    public LogFilter {
        contracts = Set.copyOf(contracts);
        topics = Set.copyOf(topics);
    }

    /** Whether it takes a log. */
    public boolean takes(ChainLog log) {
        return (contracts.isEmpty() || contracts.contains(log.contract()))
                && (topics.isEmpty()
                        || (!log.topics().isEmpty()
                                && topics.contains(log.topics().get(0))));
    }

    /** Whether a block with this bloom may have logs for it; false is certain. */
    public boolean mayTake(LogsBloom bloom) {
        return (contracts.isEmpty() || contracts.stream().anyMatch(bloom::mayContain))
                && (topics.isEmpty() || topics.stream().anyMatch(bloom::mayContain));
    }
}
