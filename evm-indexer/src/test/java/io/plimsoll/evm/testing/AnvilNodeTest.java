package io.plimsoll.evm.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.evm.rpc.JsonRpcException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the class says to a node, heard by a scripted endpoint; the process is a shell script that names its port. Runs
 * where {@link AnvilNodeIT} cannot.
 */
@DisabledOnOs(OS.WINDOWS)
class AnvilNodeTest {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Address BOB = Address.parse("0x" + "b0".repeat(20));
    private static final Bytes32 HASH = Bytes32.parse("0x" + "12".repeat(32));

    @TempDir
    Path folder;

    private final ScriptedRpc endpoint = new ScriptedRpc()
            .result("anvil_setLoggingEnabled", "null")
            .result("anvil_mine", "null")
            .result("eth_sendTransaction", "\"" + HASH + "\"");

    private AnvilNode node;

    @BeforeEach
    void start() throws IOException {
        node = AnvilNode.start(
                script("echo Listening on 127.0.0.1:" + endpoint.url().port() + "\nexec sleep 600"));
    }

    @AfterEach
    void close() {
        node.close();
        endpoint.close();
    }

    private Path script(String commands) throws IOException {
        Path script = Files.writeString(folder.resolve("anvil"), "#!/bin/sh\n" + commands + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private String lastRequest() {
        List<String> requests = endpoint.requests();
        return requests.get(requests.size() - 1);
    }

    private static String receipt(int status) {
        return """
                {"transactionHash":"%s","blockHash":"%s","blockNumber":"0x5","status":"0x%d","gasUsed":"0x5208",
                 "contractAddress":"%s","logs":[{"address":"%s","topics":["%s"],"data":"0x","logIndex":"0x2"}]}""".formatted(HASH, HASH, status, BOB, BOB, HASH).replace("\n", "");
    }

    @Test
    void start_isRefused_ifTheProcessEnds() throws IOException {
        Path dying = script("echo no room for a chain\nexit 3");

        assertThatExceptionOfType(Transport.class)
                .isThrownBy(() -> AnvilNode.start(dying))
                .withMessageContaining("exit code 3")
                .withMessageContaining("no room for a chain");
    }

    @Test
    void start_isRefused_ifThereIsNoExecutable() {
        assertThatExceptionOfType(Transport.class)
                .isThrownBy(() -> AnvilNode.start(folder.resolve("none")))
                .withMessageContaining("none");
    }

    @Test
    void start_isRefused_ifTheNodeRefusesTheFirstCall() {
        endpoint.error("anvil_setLoggingEnabled", "{\"code\":-32601,\"message\":\"no anvil\"}");

        assertThatExceptionOfType(JsonRpcException.class)
                .isThrownBy(this::start)
                .withMessageContaining("no anvil");
    }

    @Test
    void reads_areDecoded() {
        endpoint.result("eth_chainId", "\"0x7a69\"")
                .result("eth_blockNumber", "\"0x10\"")
                .result("eth_accounts", "[\"" + ALICE + "\"]")
                .result("eth_getBlockByNumber", "{\"hash\":\"" + HASH + "\"}")
                .result("eth_call", "\"0x2a\"");

        assertThat(node.url().port()).isEqualTo(endpoint.url().port());
        assertThat(node.chainId().value()).isEqualTo(31337);
        assertThat(node.blockNumber()).isEqualTo(16);
        assertThat(node.accounts()).containsExactly(ALICE);
        assertThat(node.blockHash(16)).isEqualTo(HASH);
        assertThat(node.call(BOB, "0x01")).isEqualTo("0x2a");
    }

    @Test
    void quantity_thatIsNone_isMalformed() {
        endpoint.result("eth_blockNumber", "\"sixteen\"");

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(node::blockNumber)
                .withMessageContaining("sixteen");
    }

    @Test
    void commands_areWrittenAsAnvilReadsThem() {
        for (String method :
                List.of("anvil_setCoinbase", "anvil_reorg", "anvil_rollback", "anvil_setCode", "anvil_setBalance")) {
            endpoint.result(method, "null");
        }
        endpoint.result("evm_increaseTime", "60")
                .result("evm_snapshot", "\"0x1\"")
                .result("evm_revert", "true");

        node.mine(16);
        assertThat(lastRequest()).contains("\"anvil_mine\",\"params\":[\"0x10\"]");
        node.reorg(16);
        assertThat(lastRequest()).contains("\"anvil_reorg\",\"params\":[16,[]]");
        node.rollback(16);
        assertThat(lastRequest()).contains("\"anvil_rollback\",\"params\":[16]");
        node.setCode(BOB, "0x60");
        assertThat(lastRequest()).contains("\"anvil_setCode\",\"params\":[\"" + BOB + "\",\"0x60\"]");
        node.setBalance(BOB, BigInteger.valueOf(255));
        assertThat(lastRequest()).contains("\"anvil_setBalance\",\"params\":[\"" + BOB + "\",\"0xff\"]");
        node.increaseTime(Duration.ofMinutes(1));
        assertThat(lastRequest()).contains("\"evm_increaseTime\",\"params\":[60]");
        node.revert(node.snapshot());
        assertThat(lastRequest()).contains("\"evm_revert\",\"params\":[\"0x1\"]");
    }

    @Test
    void usedSnapshot_isRefused() {
        endpoint.result("evm_revert", "false");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.revert("0x1"))
                .withMessageContaining("0x1");
    }

    @Test
    void send_minesAndReturnsTheReceipt() {
        endpoint.result("eth_getTransactionReceipt", receipt(1));

        Receipt receipt = node.send(ALICE, BOB, "0x01", BigInteger.TWO);

        assertThat(receipt.succeeded()).isTrue();
        assertThat(receipt.blockNumber()).isEqualTo(5);
        assertThat(receipt.gasUsed()).isEqualTo(21000);
        assertThat(receipt.logs()).containsExactly(new Receipt.Log(BOB, List.of(HASH), "0x", 2));
        assertThat(endpoint.requests())
                .anyMatch(request -> request.contains("eth_sendTransaction")
                        && request.contains("\"to\":\"" + BOB)
                        && request.contains("\"value\":\"0x2\""))
                .anyMatch(request -> request.contains("anvil_mine"));
    }

    @Test
    void reverted_failsWithTheReasonOfTheSameCall() {
        endpoint.result("eth_getTransactionReceipt", receipt(0))
                .error("eth_call", "{\"code\":3,\"message\":\"execution reverted: too late\"}");

        assertThatExceptionOfType(JsonRpcException.class)
                .isThrownBy(() -> node.send(ALICE, BOB, "0x"))
                .withMessageContaining("too late");

        endpoint.result("eth_call", "\"0x\"");
        assertThatIllegalStateException().isThrownBy(() -> node.send(ALICE, BOB, "0x"));
    }

    @Test
    void transactionThatIsInNoBlock_hasNoReceipt() {
        endpoint.result("eth_getTransactionReceipt", "null");

        assertThat(node.findReceipt(node.submit(ALICE, BOB, "0x"))).isEmpty();
        assertThatExceptionOfType(MalformedResponse.class).isThrownBy(() -> node.send(ALICE, BOB, "0x"));
    }

    @Test
    void contract_isDeployedSentToAndRead() {
        endpoint.result("eth_getTransactionReceipt", receipt(1))
                .result("eth_call", "\"0x" + "%064x".formatted(7) + "0".repeat(24) + "a1".repeat(20) + "\"");

        Contract contract = new ContractArtifact("Token", "0x6001", "0x", Map.of())
                .deploy(node, ALICE, Abi.address(BOB), Abi.uint256(3));
        contract.send(ALICE, "approve", Abi.address(BOB), Abi.uint256(1));

        assertThat(contract.address()).isEqualTo(BOB);
        assertThat(endpoint.requests())
                .anyMatch(
                        request -> request.contains("0x6001" + "0".repeat(24) + "b0".repeat(20) + "%064x".formatted(3)))
                // the selector of approve(address,uint256)
                .anyMatch(request -> request.contains("0x095ea7b3"));
        assertThat(contract.number("first")).isEqualTo(7);
        assertThat(contract.words("both").get(1)).isEqualTo(new BigInteger(1, ALICE.toBytes()));

        endpoint.result("eth_call", "\"0x" + "0".repeat(24) + "a1".repeat(20) + "\"");
        assertThat(contract.address("owner")).isEqualTo(ALICE);
    }

    @Test
    void artifactThatCannotBeCreated_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ContractArtifact("IToken", "0x", "0x", Map.of()).deploy(node, ALICE))
                .withMessageContaining("IToken is abstract");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ContractArtifact("Pool", "0x60", "0x", Map.of("Math", List.of(0))).deploy(node, ALICE))
                .withMessageContaining("Math");
    }
}
