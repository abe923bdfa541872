package io.plimsoll.evm.testing;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answer of {@code eth_getTransactionReceipt}, in its own words. */
record WireReceipt(
        String transactionHash,
        String blockHash,
        String blockNumber,
        String status,
        String gasUsed,
        @Nullable String contractAddress,
        List<WireLog> logs) {
    record WireLog(String address, List<String> topics, String data, String logIndex) {
        Receipt.Log toLog() {
            return new Receipt.Log(
                    Address.parse(address),
                    topics.stream().map(Bytes32::parse).toList(),
                    data,
                    Quantities.parse(logIndex).longValueExact());
        }
    }

    Receipt toReceipt() {
        return new Receipt(
                Bytes32.parse(transactionHash),
                Bytes32.parse(blockHash),
                Quantities.parse(blockNumber).longValueExact(),
                Quantities.parse(status).equals(BigInteger.ONE),
                Quantities.parse(gasUsed),
                Optional.ofNullable(contractAddress).map(Address::parse),
                logs.stream().map(WireLog::toLog).toList());
    }
}
