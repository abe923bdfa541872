package io.plimsoll.examples.quickstart;

import static io.plimsoll.jdbc.index.EventColumn.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.evm.multicall.MulticallReader;
import io.plimsoll.evm.testing.Abi;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.Contract;
import io.plimsoll.evm.testing.NodeLogs;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.NodeTest;
import io.plimsoll.examples.quickstart.OwnProtocol.Covered;
import io.plimsoll.examples.quickstart.OwnProtocol.Refilled;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.index.JdbcIndexRepository;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.Utf8String;

/** A protocol plugs in from outside: its events are understood and kept as if they were the library's own. */
@NodeTest
class OwnProtocolIT {
    private static final Bytes32 MARKET = Bytes32.parse("0x" + "4d".repeat(32));

    private static void cover(Contract fund, Address payer, Address account, long loss, String reason) {
        fund.send(
                payer,
                "cover",
                Abi.address(account),
                new org.web3j.abi.datatypes.generated.Bytes32(MARKET.toBytes()),
                Abi.uint256(loss),
                new Utf8String(reason));
    }

    @Test
    void ownEvents_areUnderstood_keptOnce_andReplacedByAReorg(AnvilNode node, NodeModules modules) {
        Address keeper = node.accounts().get(0);
        Address alice = node.accounts().get(1);
        Address bob = node.accounts().get(2);
        Contract fund = modules.own("InsuranceFund").deploy(node, keeper);
        MulticallReader chain = new MulticallReader(node.rpc());
        fund.send(keeper, "refill", Abi.uint256(1_000));
        cover(fund, keeper, alice, 300, "bad debt");
        BlockRef before = chain.latest();
        cover(fund, keeper, bob, 900, "a reason of more than thirty-two bytes, with an é in it");
        List<ChainEvent> events = events(fund);

        try (JdbcStore store = JdbcStore.h2Memory("own-protocol")) {
            JdbcIndexRepository index = store.index(OwnProtocol.COVERS, OwnProtocol.REFILLS);
            IndexId id = new IndexId(node.chainId(), "insurance");
            BlockRef checkpoint = chain.latest();
            IndexBatch first = IndexBatch.first(id, upTo(before, events), before);
            IndexBatch second = IndexBatch.next(id, before, after(before, events), checkpoint);
            index.commit(first);
            index.commit(second);
            index.commit(second);

            assertThat(index.events(OwnProtocol.REFILLS)
                            .newest(node.chainId(), PageRequest.first(10))
                            .items())
                    .extracting(Refilled::payer, Refilled::amount)
                    .containsExactly(tuple(keeper, BigInteger.valueOf(1_000)));
            assertThat(covers(index, node, bob)).singleElement().satisfies(cover -> {
                assertThat(cover.fund()).isEqualTo(fund.address());
                assertThat(cover.market()).isEqualTo(MARKET);
                assertThat(cover.loss()).isEqualTo(900);
                assertThat(cover.paid()).isEqualTo(700);
                assertThat(cover.reason()).isEqualTo("a reason of more than thirty-two bytes, with an é in it");
                assertThat(cover.at().block()).isEqualTo(checkpoint);
            });
            assertThat(index.events(OwnProtocol.COVERS)
                            .between(node.chainId(), 0, checkpoint.number(), PageRequest.first(10))
                            .items())
                    .isEqualTo(events.stream()
                            .filter(Covered.class::isInstance)
                            .map(Covered.class::cast)
                            .toList());

            node.reorg(1);
            BlockRef instead = chain.latest();
            index.commit(IndexBatch.reorg(id, checkpoint, before, after(before, events(fund)), instead));

            assertThat(covers(index, node, bob)).isEmpty();
            assertThat(covers(index, node, alice)).hasSize(1);
        }
    }

    private static List<ChainEvent> events(Contract fund) {
        return NodeLogs.events(fund, List.of(OwnProtocol.COVERED, OwnProtocol.REFILLED));
    }

    private static List<ChainEvent> upTo(BlockRef block, List<ChainEvent> events) {
        return events.stream()
                .filter(event -> event.at().block().number() <= block.number())
                .toList();
    }

    private static List<ChainEvent> after(BlockRef block, List<ChainEvent> events) {
        return events.stream()
                .filter(event -> event.at().block().number() > block.number())
                .toList();
    }

    private static List<Covered> covers(JdbcIndexRepository index, AnvilNode node, Address account) {
        return index.events(OwnProtocol.COVERS)
                .newest(node.chainId(), "account", ADDRESS, account, PageRequest.first(10))
                .items();
    }
}
