package io.plimsoll.examples.quickstart;

import static io.plimsoll.jdbc.index.EventColumn.ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.evm.EvmClient;
import io.plimsoll.evm.EvmNetwork;
import io.plimsoll.evm.index.Indexer;
import io.plimsoll.evm.testing.Abi;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.Contract;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.NodeTest;
import io.plimsoll.examples.quickstart.OwnProtocol.Covered;
import io.plimsoll.examples.quickstart.OwnProtocol.Refilled;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.index.JdbcIndexRepository;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.web3j.abi.datatypes.Utf8String;

/** A protocol plugs in from outside: its events are understood, kept and taken back as if they were the library's own. */
@NodeTest
class OwnProtocolIT {
    private static final Path ROOT = Path.of(System.getProperty("plimsoll.root", ".."));
    private static final Bytes32 MARKET = Bytes32.parse("0x" + "4d".repeat(32));
    private static final String REASON = "a reason of more than thirty-two bytes, with an é in it";

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
        long birth = node.blockNumber();
        fund.send(keeper, "refill", Abi.uint256(1_000));
        cover(fund, keeper, alice, 300, "bad debt");
        cover(fund, keeper, bob, 900, REASON);

        try (JdbcStore store = JdbcStore.h2Memory("own-protocol")) {
            EvmClient evm = EvmClient.of(
                    new EvmNetwork("anvil", node.chainId(), node.url().uri()));
            Indexer indexer = FollowChain.fund(evm, store, fund.address(), birth);
            indexer.runTo(node.blockNumber());
            indexer.runTo(node.blockNumber());
            JdbcIndexRepository index = store.index(OwnProtocol.COVERS, OwnProtocol.REFILLS);

            assertThat(index.events(OwnProtocol.REFILLS)
                            .newest(node.chainId(), PageRequest.first(10))
                            .items())
                    .extracting(Refilled::payer, Refilled::amount)
                    .containsExactly(tuple(keeper, BigInteger.valueOf(1_000)));
            assertThat(covers(index, node, alice)).hasSize(1);
            assertThat(covers(index, node, bob)).singleElement().satisfies(cover -> {
                assertThat(cover.fund()).isEqualTo(fund.address());
                assertThat(cover.market()).isEqualTo(MARKET);
                assertThat(cover.loss()).isEqualTo(900);
                assertThat(cover.paid()).isEqualTo(700);
                assertThat(cover.reason()).isEqualTo(REASON);
                assertThat(cover.at().block().number()).isEqualTo(node.blockNumber());
                assertThat(cover.at().block().hash()).isEqualTo(node.blockHash(node.blockNumber()));
            });

            node.reorg(1);
            indexer.runTo(node.blockNumber());

            assertThat(covers(index, node, bob)).isEmpty();
            assertThat(covers(index, node, alice)).hasSize(1);
        }
    }

    private static List<Covered> covers(JdbcIndexRepository index, AnvilNode node, Address account) {
        return index.events(OwnProtocol.COVERS)
                .newest(node.chainId(), "account", ADDRESS, account, PageRequest.first(10))
                .items();
    }

    /** The README of the module shows the lines of these classes. */
    @ParameterizedTest
    @CsvSource({
        "OwnProtocol, EventDecoder<Refilled> REFILLED =, amount\")));",
        "FollowChain, IndexId index =, .build();"
    })
    void readme_showsTheCompiledLines(String name, String first, String last) throws IOException {
        Path source = ROOT.resolve("examples/src/main/java/io/plimsoll/examples/quickstart/" + name + ".java");
        String code = Files.readString(source);
        int start = code.lastIndexOf('\n', code.indexOf(first)) + 1;
        int end = code.indexOf('\n', code.indexOf(last, start));
        String lines = code.substring(start, end);
        int indent = lines.length() - lines.stripLeading().length();

        assertThat(Files.readString(ROOT.resolve("evm-indexer/README.md")))
                .contains(lines.replaceAll("(?m)^ {" + indent + "}", ""));
    }
}
