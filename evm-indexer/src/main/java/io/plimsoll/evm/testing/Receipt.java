package io.plimsoll.evm.testing;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What became of a transaction.
 *
 * @param succeeded false if it was mined and reverted
 * @param contract the contract it created, if it created one
 * @param logs in the order they were emitted
 */
public record Receipt(
        Bytes32 transactionHash,
        Bytes32 blockHash,
        long blockNumber,
        boolean succeeded,
        BigInteger gasUsed,
        Optional<Address> contract,
        List<Log> logs) {
    /**
     * One emitted event.
     *
     * @param address the contract that emitted it
     * @param topics the hash of the event's signature, then its indexed arguments
     * @param data the other arguments, ABI-encoded hex
     * @param logIndex position in the block
     */
    public record Log(Address address, List<Bytes32> topics, String data, long logIndex) {
        public Log {
            topics = List.copyOf(topics);
        }
    }

    public Receipt {
        logs = List.copyOf(logs);
    }
}
