package io.plimsoll.examples.indexer;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.evm.rpc.RpcNeeds;
import io.plimsoll.evm.rpc.RpcRequest;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.TransferChain;
import io.plimsoll.evm.testing.TransferChain.Mined;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows that an index of a {@link TransferChain} must have: what the chain foretold, with the hashes and times of the node's blocks.
 * No log is read for them.
 */
final class ForetoldTransfers {
    private static final int BATCH = 100;

    private record WireBlock(String hash, String timestamp, List<String> transactions) {}

    private ForetoldTransfers() {}

    /** Those of the chain as it is now. */
    static List<TokenTransfer> of(AnvilNode node, TransferChain chain) {
        List<Mined> mined = chain.mined();
        Map<Long, WireBlock> blocks =
                blocks(node, mined.stream().map(Mined::block).distinct().toList());
        List<TokenTransfer> transfers = new ArrayList<>();
        for (Mined each : mined) {
            WireBlock block = blocks.get(each.block());
            BlockRef at = new BlockRef(
                    each.block(),
                    Bytes32.parse(block.hash),
                    Instant.ofEpochSecond(Long.parseLong(block.timestamp.substring(2), 16)));
            transfers.add(new TokenTransfer(
                    new LogRef(
                            TransferIndex.ID.chain(),
                            at,
                            Bytes32.parse(block.transactions.get(each.transactionIndex())),
                            each.transactionIndex(),
                            each.logIndex()),
                    chain.token(each.transfer()),
                    TransferChain.sender(each.transfer()),
                    TransferChain.recipient(each.transfer()),
                    TransferChain.value(each.transfer())));
        }
        return transfers;
    }

    private static Map<Long, WireBlock> blocks(AnvilNode node, List<Long> numbers) {
        Map<Long, WireBlock> blocks = new HashMap<>();
        for (int from = 0; from < numbers.size(); from += BATCH) {
            Map<Long, RpcRequest<WireBlock>> requests = new HashMap<>();
            for (long number : numbers.subList(from, Math.min(numbers.size(), from + BATCH))) {
                requests.put(
                        number,
                        RpcRequest.of(
                                "eth_getBlockByNumber",
                                List.of("0x" + Long.toHexString(number), false),
                                new TypeReference<>() {}));
            }
            node.rpc().ask(RpcNeeds.NONE, List.copyOf(requests.values()), answers -> {
                requests.forEach((number, request) -> blocks.put(number, answers.of(request)));
                return answers;
            });
        }
        return blocks;
    }
}
