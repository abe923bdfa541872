package io.plimsoll.evm.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.testing.FaultErrors;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.JsonRpcException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NodeTest
class FaultProxyIT {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final TypeReference<String> TEXT = new TypeReference<>() {};
    private static final TypeReference<List<Object>> LOGS = new TypeReference<>() {};
    private static final Map<String, String> ALL = Map.of("fromBlock", "0x0", "toBlock", "latest");

    private record Answer(long id, Object result) {}

    private FaultProxy proxy;
    private JsonRpc rpc;

    @BeforeEach
    void transfersInThreeBlocks(AnvilNode node, NodeModules modules) {
        Address alice = node.accounts().get(0);
        TestToken token = TestToken.deploy(node, modules, alice, "USDT", 6);
        for (int i = 0; i < 3; i++) {
            token.mint(alice, BigInteger.TEN);
        }
        proxy = FaultProxy.before(node.url());
        rpc = JsonRpc.of("proxied", proxy.url(), new OkHttpClient(), DEADLINE);
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void logs_passUntilTheRangeIsCapped() {
        assertThat(rpc.call("eth_getLogs", List.of(ALL), LOGS)).hasSize(3);

        proxy.capLogRange(3);

        assertThat(rpc.call("eth_getLogs", List.of(Map.of("fromBlock", "0x1", "toBlock", "0x4")), LOGS))
                .hasSize(3);
        assertThatExceptionOfType(JsonRpcException.class)
                .isThrownBy(() -> rpc.call("eth_getLogs", List.of(ALL), LOGS))
                .withMessageContaining("query exceeds max block range 3");
    }

    @Test
    void logs_areWithheld() {
        proxy.withholdLogs();

        assertThat(rpc.call("eth_getLogs", List.of(ALL), LOGS)).isEmpty();
    }

    @Test
    void faultsOfTheConnection_becomeTheirErrors() {
        JsonRpc hasty = JsonRpc.of("proxied", proxy.url(), new OkHttpClient(), Duration.ofSeconds(1));

        assertThat(rpc.call("eth_getLogs", List.of(ALL), LOGS)).hasSize(3);
        FaultErrors.checkEach(
                proxy,
                "eth_getLogs",
                () -> catchThrowableOfType(SourceException.class, () -> hasty.call("eth_getLogs", List.of(ALL), LOGS)));
        assertThat(rpc.call("eth_getLogs", List.of(ALL), LOGS)).hasSize(3);
    }

    @Test
    void batch_isChangedCallByCall() {
        proxy.lag(1);
        proxy.claimChain(ChainId.HYPEREVM);

        List<Answer> answers = HttpJson.of("batch", new OkHttpClient(), DEADLINE)
                .post(
                        proxy.url(),
                        List.of(request(1, "eth_chainId"), request(2, "eth_blockNumber"), request(3, "eth_gasPrice")),
                        new TypeReference<>() {});

        assertThat(answers)
                .contains(new Answer(1, "0x3e7"), new Answer(2, "0x3"))
                .hasSize(3);
    }

    @Test
    void batch_isRefusedLimitedAndReordered() {
        List<Map<String, Object>> three =
                List.of(request(1, "eth_chainId"), request(2, "eth_blockNumber"), request(3, "eth_gasPrice"));
        HttpJson http = HttpJson.of("batch", new OkHttpClient(), DEADLINE);

        proxy.reorderBatches();
        assertThat(http.post(proxy.url(), three, new TypeReference<List<Answer>>() {}))
                .extracting(Answer::id)
                .containsExactly(3L, 2L, 1L);

        proxy.limitInBatch("eth_blockNumber");
        assertThat(http.post(proxy.url(), three, new TypeReference<List<Map<String, Object>>>() {}))
                .filteredOn(answer -> answer.containsKey("error"))
                .singleElement()
                .satisfies(answer -> assertThat(answer).containsEntry("id", 2));

        proxy.capBatch(2);
        assertThat(http.post(proxy.url(), three, new TypeReference<Map<String, Object>>() {}))
                .containsEntry("id", null)
                .containsKey("error");
        assertThat(http.post(proxy.url(), three.subList(0, 2), new TypeReference<List<Object>>() {}))
                .hasSize(2);
    }

    @Test
    void frozenHead_isThatOfTheMoment(AnvilNode node) {
        proxy.freezeHead();
        node.mine(1);

        assertThat(rpc.call("eth_blockNumber", List.of(), TEXT)).isEqualTo("0x4");
        assertThat(rpc.call(
                        "eth_getBlockByNumber", List.of("latest", false), new TypeReference<Map<String, Object>>() {}))
                .containsEntry("number", "0x4");
    }

    @Test
    void head_canGoBackward(AnvilNode node) {
        assertThat(rpc.call("eth_blockNumber", List.of(), TEXT)).isEqualTo("0x4");

        node.rollback(1);

        assertThat(rpc.call("eth_blockNumber", List.of(), TEXT)).isEqualTo("0x3");
    }

    private static Map<String, Object> request(long id, String method) {
        return Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", List.of());
    }
}
