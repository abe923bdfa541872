package io.plimsoll.evm.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The chain says what {@link TransferChain} says that it says. */
@NodeTest
class TransferChainIT {
    private static final String TRANSFER = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

    private record WireLog(
            String address,
            List<String> topics,
            String data,
            String blockNumber,
            String transactionIndex,
            String logIndex) {}

    @Test
    void logs_areThoseThatWereForetold(AnvilNode node, NodeModules modules) {
        TransferChain chain = TransferChain.on(node, modules, 7);

        chain.grow(300, 1_500);
        chain.mine(900);

        assertThat(node.blockNumber()).isEqualTo(301);
        assertThat(chain.mined()).hasSize(2_400);
        assertForetold(node, chain);
        assertThat(logs(node)).as("with logs of other shapes").hasSize(2_400 + 2 * ((2_400 + 63) / 64));
    }

    @Test
    void reorgs_replaceWhatWasForetold(AnvilNode node, NodeModules modules) {
        TransferChain chain = TransferChain.on(node, modules, 7);
        Random random = new Random(3);
        chain.grow(60, 300);
        Bytes32 untouched = node.blockHash(20);

        for (int round = 0; round < 12; round++) {
            long head = node.blockNumber();
            int depth = 1 + random.nextInt(30);
            Bytes32 before = node.blockHash(head);
            if (round % 4 == 3) {
                chain.rollback(depth);
                assertThat(node.blockNumber()).isEqualTo(head - depth);
            } else {
                chain.reorg(depth, random.nextInt(4) * 100L);
                assertThat(node.blockNumber()).isEqualTo(head);
                assertThat(node.blockHash(head)).isNotEqualTo(before);
            }
            assertForetold(node, chain);
            chain.grow(node.blockNumber() + 30, 50);
        }

        assertForetold(node, chain);
        assertThat(node.blockHash(20)).isEqualTo(untouched);
    }

    private static void assertForetold(AnvilNode node, TransferChain chain) {
        List<List<Object>> found = new ArrayList<>();
        for (WireLog log : logs(node)) {
            if (log.topics.size() == 3) {
                found.add(List.of(
                        log.address,
                        log.topics.get(1),
                        log.topics.get(2),
                        new BigInteger(log.data.substring(2), 16),
                        Quantities.parse(log.blockNumber).longValueExact(),
                        Quantities.parse(log.transactionIndex).intValueExact(),
                        Quantities.parse(log.logIndex).intValueExact()));
            }
        }
        List<List<Object>> foretold = new ArrayList<>();
        for (TransferChain.Mined mined : chain.mined()) {
            long transfer = mined.transfer();
            foretold.add(List.of(
                    chain.token(transfer).hex(),
                    "0x" + "0".repeat(24) + TransferChain.sender(transfer).hex().substring(2),
                    "0x" + "0".repeat(24)
                            + TransferChain.recipient(transfer).hex().substring(2),
                    TransferChain.value(transfer),
                    mined.block(),
                    mined.transactionIndex(),
                    mined.logIndex()));
        }
        assertThat(found).isEqualTo(foretold);
    }

    private static List<WireLog> logs(AnvilNode node) {
        return node.rpc()
                .call(
                        "eth_getLogs",
                        List.of(Map.of("fromBlock", "0x0", "toBlock", "latest", "topics", List.of(TRANSFER))),
                        new TypeReference<List<WireLog>>() {});
    }
}
