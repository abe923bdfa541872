package io.plimsoll.evm.testing;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.chain.LogRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The logs of a contract on a node, from its first block to its last, as they are indexed. */
public final class NodeLogs {
    private record Wire(
            String address,
            List<String> topics,
            String data,
            String blockNumber,
            String blockHash,
            String blockTimestamp,
            String transactionHash,
            String transactionIndex,
            String logIndex) {}

    private NodeLogs() {}

    public static List<ChainLog> of(Contract contract) {
        List<Wire> logs = contract.node()
                .rpc()
                .call(
                        "eth_getLogs",
                        List.of(Map.of("address", contract.address().hex(), "fromBlock", "0x0", "toBlock", "latest")),
                        new TypeReference<>() {});
        return logs.stream().map(log -> log(contract, log)).toList();
    }

    /** The events that decoders understand the logs as, in their order; a log that none of them understands is an error. */
    public static <E extends ChainEvent> List<E> events(
            Contract contract, Collection<? extends EventDecoder<? extends E>> decoders) {
        List<E> events = new ArrayList<>();
        for (ChainLog log : of(contract)) {
            Optional<E> event = Optional.empty();
            for (EventDecoder<? extends E> decoder : decoders) {
                if (decoder.topic().equals(log.topics().get(0))) {
                    event = decoder.decode(log).map(decoded -> decoded);
                }
            }
            events.add(event.orElseThrow(() -> new AssertionError("nobody understands " + log)));
        }
        return events;
    }

    private static ChainLog log(Contract contract, Wire log) {
        BlockRef block = new BlockRef(
                quantity(log.blockNumber),
                Bytes32.parse(log.blockHash),
                Instant.ofEpochSecond(quantity(log.blockTimestamp)));
        return new ChainLog(
                new LogRef(
                        contract.node().chainId(),
                        block,
                        Bytes32.parse(log.transactionHash),
                        (int) quantity(log.transactionIndex),
                        (int) quantity(log.logIndex)),
                Address.parse(log.address),
                log.topics.stream().map(Bytes32::parse).toList(),
                Hex.decode(log.data));
    }

    private static long quantity(String hex) {
        return Long.parseLong(hex.substring(2), 16);
    }
}
