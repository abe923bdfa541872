package io.plimsoll.evm.testing;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.chain.LogRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What decoders make of the logs of receipts. */
public final class DecodedLogs {
    private final ChainId chain;
    private final List<ChainEvent> events = new ArrayList<>();

    public DecodedLogs(AnvilNode node) {
        chain = node.chainId();
    }

    /**
     * Decodes all logs of a contract in a receipt.
     *
     * @return the receipt
     * @throws AssertionError if a log is no event of exactly one of the decoders
     */
    public Receipt take(Receipt receipt, Address contract, List<? extends EventDecoder<?>> decoders) {
        for (ChainLog log : logs(receipt)) {
            if (log.contract().equals(contract)) {
                List<ChainEvent> found = new ArrayList<>();
                decoders.forEach(decoder -> decoder.decode(log).ifPresent(found::add));
                if (found.size() != 1) {
                    throw new AssertionError(log.topics() + " with " + log.data().length + " bytes is " + found);
                }
                events.addAll(found);
            }
        }
        return receipt;
    }

    /** The logs of a receipt as an indexer has them; the time of the block is not known. */
    public List<ChainLog> logs(Receipt receipt) {
        BlockRef block = new BlockRef(receipt.blockNumber(), receipt.blockHash(), Instant.EPOCH);
        return receipt.logs().stream()
                .map(log -> new ChainLog(
                        new LogRef(chain, block, receipt.transactionHash(), 0, (int) log.logIndex()),
                        log.address(),
                        log.topics(),
                        Hex.decode(log.data())))
                .toList();
    }

    /** The receipt of the only transaction in the newest block. */
    public static Receipt newest(AnvilNode node) {
        Bytes32 transaction = Bytes32.parse(node.rpc()
                .call("eth_getBlockByNumber", List.of("latest", false), new TypeReference<Map<String, Object>>() {})
                .get("transactions")
                .toString()
                .substring(1, 67));
        return node.findReceipt(transaction).orElseThrow();
    }

    /** The events of a kind so far, in their order. */
    public <E extends ChainEvent> List<E> of(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The newest event of a kind. */
    public <E extends ChainEvent> E last(Class<E> kind) {
        List<E> all = of(kind);
        return all.get(all.size() - 1);
    }
}
