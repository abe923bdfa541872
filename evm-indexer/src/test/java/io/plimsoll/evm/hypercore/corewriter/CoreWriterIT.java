package io.plimsoll.evm.hypercore.corewriter;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.NodeTest;
import io.plimsoll.evm.testing.Receipt;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Actions sent to a contract with CoreWriter's interface on a real node, and read back from its events. */
@NodeTest
class CoreWriterIT {
    @Test
    void everyAction_isInTheEventOfItsTransaction(AnvilNode node, NodeModules modules) {
        node.setCode(CoreWriter.ADDRESS, modules.own("CoreWriter").runtimeCode());
        Address user = node.accounts().get(0);

        for (ActionSample sample : ActionSample.all()) {
            Receipt receipt = node.send(user, CoreWriter.ADDRESS, Hex.encode(CoreWriter.calldata(sample.action())));

            List<ChainLog> logs = logs(receipt);
            assertThat(logs).singleElement().satisfies(log -> {
                // offset, length, then the bytes as they were sent
                assertThat(Hex.encode(log.data())).contains(sample.payload());
                assertThat(CoreWriter.DECODER.decode(log)).contains(new RawAction(log.at(), user, sample.action()));
            });
        }
    }

    private static List<ChainLog> logs(Receipt receipt) {
        BlockRef block = new BlockRef(receipt.blockNumber(), receipt.blockHash(), Instant.EPOCH);
        return receipt.logs().stream()
                .map(log -> new ChainLog(
                        new LogRef(new ChainId(31_337), block, receipt.transactionHash(), 0, (int) log.logIndex()),
                        log.address(),
                        log.topics(),
                        Hex.decode(log.data())))
                .toList();
    }
}
