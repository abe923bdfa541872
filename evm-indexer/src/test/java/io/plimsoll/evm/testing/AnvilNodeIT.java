package io.plimsoll.evm.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.evm.rpc.JsonRpcException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@NodeTest
class AnvilNodeIT {
    private static final BigInteger ETHER = BigInteger.TEN.pow(18);

    @Test
    void start_isQuickAndAnswers(NodeModules modules) {
        long begin = System.nanoTime();
        try (AnvilNode node = AnvilNode.start(modules.anvil())) {
            assertThat(node.chainId()).hasToString("31337");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            assertThat(node.accounts()).hasSize(10).doesNotHaveDuplicates();
            assertThat(node.blockNumber()).isZero();
        }
    }

    @Test
    void start_ofWhatIsNoNode_saysWhatHappened(NodeModules modules) {
        assertThatExceptionOfType(Transport.class)
                .isThrownBy(() -> AnvilNode.start(Path.of("no-such-binary")))
                .withMessageContaining("no-such-binary");
        assertThatExceptionOfType(Transport.class)
                .isThrownBy(() -> AnvilNode.start(modules.anvil(), "--no-such-option"))
                .withMessageContaining("exit code 2")
                .withMessageContaining("--no-such-option");
    }

    @Test
    void closedNode_isATransportError(AnvilNode node) {
        node.close();

        assertThatExceptionOfType(Transport.class).isThrownBy(node::blockNumber);
    }

    @Test
    void mine_raisesTheHead(AnvilNode node) {
        node.mine(5);

        assertThat(node.blockNumber()).isEqualTo(5);
        assertThat(node.blockHash(5)).isNotEqualTo(node.blockHash(4));
        assertThatExceptionOfType(MalformedResponse.class).isThrownBy(() -> node.blockHash(6));
    }

    @Test
    void reorg_keepsTheHeightAndChangesHashes(AnvilNode node) {
        node.mine(6);
        Bytes32 ancestor = node.blockHash(3);
        List<Bytes32> before = List.of(node.blockHash(4), node.blockHash(5), node.blockHash(6));

        node.reorg(3);

        assertThat(node.blockNumber()).isEqualTo(6);
        assertThat(node.blockHash(3)).isEqualTo(ancestor);
        assertThat(List.of(node.blockHash(4), node.blockHash(5), node.blockHash(6)))
                .doesNotContainAnyElementsOf(before);

        Bytes32 second = node.blockHash(6);
        node.reorg(3);
        assertThat(node.blockHash(6)).isNotEqualTo(second).isNotEqualTo(before.get(2));
    }

    @Test
    void reorg_dropsTransactions(AnvilNode node) {
        Address alice = node.accounts().get(0);
        Address bob = node.accounts().get(1);
        Receipt receipt = node.send(alice, bob, "0x", ETHER);
        assertThat(balance(node, bob)).isEqualTo(ETHER.multiply(BigInteger.valueOf(10_001)));

        node.reorg(1);

        assertThat(node.blockNumber()).isEqualTo(receipt.blockNumber());
        assertThat(node.findReceipt(receipt.transactionHash())).isEmpty();
        assertThat(balance(node, bob)).isEqualTo(ETHER.multiply(BigInteger.valueOf(10_000)));
    }

    @Test
    void rollback_lowersTheHead(AnvilNode node) {
        node.mine(6);
        Bytes32 fourth = node.blockHash(4);

        node.rollback(2);

        assertThat(node.blockNumber()).isEqualTo(4);
        assertThat(node.blockHash(4)).isEqualTo(fourth);
    }

    @Test
    void revert_restoresTheSnapshotOnce(AnvilNode node) {
        Address account = Address.parse("0x" + "ab".repeat(20));
        String snapshot = node.snapshot();
        node.setBalance(account, BigInteger.TEN);
        node.mine(3);
        assertThat(balance(node, account)).isEqualTo(BigInteger.TEN);

        node.revert(snapshot);

        assertThat(node.blockNumber()).isZero();
        assertThat(balance(node, account)).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.revert(snapshot))
                .withMessageContaining(snapshot);
    }

    @Test
    void submittedTransactions_shareABlock(AnvilNode node) {
        List<Address> accounts = node.accounts();
        Bytes32 first = node.submit(accounts.get(0), accounts.get(2), "0x");
        Bytes32 second = node.submit(accounts.get(1), accounts.get(2), "0x");
        assertThat(node.findReceipt(first)).isEmpty();

        node.mine(1);

        assertThat(node.findReceipt(first).orElseThrow().blockHash())
                .isEqualTo(node.findReceipt(second).orElseThrow().blockHash());
    }

    @Test
    void increaseTime_movesTheNextBlock(AnvilNode node) {
        node.mine(1);
        long before = timestamp(node);
        node.increaseTime(Duration.ofDays(30));
        node.mine(1);

        assertThat(timestamp(node) - before)
                .isGreaterThanOrEqualTo(Duration.ofDays(30).toSeconds());
    }

    @Test
    void contract_isDeployedAndEmits(AnvilNode node, NodeModules modules) {
        Address alice = node.accounts().get(0);
        TestToken token = TestToken.deploy(node, modules, alice, "USDT", 6);

        Receipt receipt = token.mint(alice, BigInteger.valueOf(1_500_000));

        assertThat(token.contract().number("decimals")).isEqualTo(6);
        assertThat(token.balanceOf(alice)).isEqualTo(1_500_000);
        assertThat(receipt.logs()).singleElement().satisfies(log -> {
            assertThat(log.address()).isEqualTo(token.address());
            assertThat(log.topics())
                    .containsExactly(
                            Abi.topic("Transfer(address,address,uint256)"),
                            Bytes32.parse("0x" + "0".repeat(64)),
                            Bytes32.parse("0".repeat(24) + alice.hex().substring(2)));
            assertThat(log.data()).isEqualTo("0x" + String.format("%064x", 1_500_000));
        });
    }

    @Test
    void revertedTransaction_carriesTheReason(AnvilNode node, NodeModules modules) {
        Address alice = node.accounts().get(0);
        TestToken token = TestToken.deploy(node, modules, alice, "USDT", 6);

        assertThatExceptionOfType(JsonRpcException.class)
                .isThrownBy(() -> token.contract().send(alice, "transfer", Abi.address(alice), Abi.uint256(1)))
                .satisfies(e -> assertThat(e.revertReason()).contains("ERC20: transfer amount exceeds balance"));
    }

    private static BigInteger balance(AnvilNode node, Address account) {
        return Quantities.parse(
                node.rpc().call("eth_getBalance", List.of(account.hex(), "latest"), new TypeReference<String>() {}));
    }

    private static long timestamp(AnvilNode node) {
        Map<String, Object> block = node.rpc()
                .call("eth_getBlockByNumber", List.of("latest", false), new TypeReference<Map<String, Object>>() {});
        return Quantities.parse(String.valueOf(block.get("timestamp"))).longValueExact();
    }
}
