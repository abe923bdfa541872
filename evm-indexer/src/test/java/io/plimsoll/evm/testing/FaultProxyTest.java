package io.plimsoll.evm.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.core.testing.FaultErrors;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.JsonRpcException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The proxy before an endpoint with a fixed answer per method; {@link FaultProxyIT} has it before a real node. */
class FaultProxyTest {
    private static final TypeReference<String> TEXT = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private final ScriptedRpc endpoint = new ScriptedRpc()
            .result("eth_chainId", "\"0x3e7\"")
            .result("net_version", "\"999\"")
            .result("eth_blockNumber", "\"0x64\"")
            .result("eth_getLogs", "[\"a log\"]");
    private final FaultProxy proxy = FaultProxy.before(endpoint.url());
    private final JsonRpc rpc = JsonRpc.of("proxied", proxy.url(), new OkHttpClient(), Duration.ofSeconds(10));

    @AfterEach
    void close() {
        proxy.close();
        endpoint.close();
    }

    private String ask(String method) {
        return rpc.call(method, List.of(), TEXT);
    }

    private List<String> logs(Object filter) {
        return rpc.call("eth_getLogs", List.of(filter), TEXTS);
    }

    @Test
    void healthy_passesThrough() {
        assertThat(ask("eth_chainId")).isEqualTo("0x3e7");
        assertThatExceptionOfType(JsonRpcException.class)
                .isThrownBy(() -> ask("eth_unknown"))
                .satisfies(e -> assertThat(e.code()).isEqualTo(-32601));
    }

    @Test
    void faultsOfTheConnection_becomeTheirErrors() {
        JsonRpc hasty = JsonRpc.of("proxied", proxy.url(), new OkHttpClient(), Duration.ofSeconds(1));

        assertThat(ask("eth_blockNumber")).isEqualTo("0x64");
        FaultErrors.checkEach(
                proxy,
                "eth_blockNumber",
                () -> catchThrowableOfType(
                        SourceException.class, () -> hasty.call("eth_blockNumber", List.of(), TEXT)));
    }

    @Test
    void capLogRange_refusesWiderRangesOnly() {
        proxy.capLogRange(50);

        assertThat(logs(Map.of("fromBlock", "0x0", "toBlock", "0x32"))).hasSize(1);
        assertThat(logs(Map.of("blockHash", "0x" + "1".repeat(64)))).hasSize(1);
        assertThatExceptionOfType(JsonRpcException.class)
                .isThrownBy(() -> logs(Map.of("fromBlock", "0x0", "toBlock", "0x33")))
                .withMessageContaining("query exceeds max block range 50")
                .satisfies(e -> assertThat(e.code()).isEqualTo(-32602));
    }

    @Test
    void capLogRange_knowsNamedBlocks() {
        proxy.capLogRange(50);

        assertThat(logs(Map.of("fromBlock", "0x32"))).hasSize(1);
        assertThat(logs(Map.of("fromBlock", "latest", "toBlock", "latest"))).hasSize(1);
        assertThatExceptionOfType(JsonRpcException.class)
                .isThrownBy(() -> logs(Map.of("fromBlock", "earliest", "toBlock", "latest")));
    }

    @Test
    void lag_lowersTheHeadNotBelowZero() {
        proxy.lag(4);
        assertThat(ask("eth_blockNumber")).isEqualTo("0x60");

        proxy.lag(1000);
        assertThat(ask("eth_blockNumber")).isEqualTo("0x0");
    }

    @Test
    void freezeHead_staysWhereItIs() {
        proxy.freezeHead();
        endpoint.result("eth_blockNumber", "\"0x70\"");

        assertThat(ask("eth_blockNumber")).isEqualTo("0x64");
        proxy.lag(4);
        assertThat(ask("eth_blockNumber")).isEqualTo("0x60");
    }

    @Test
    void boastHead_tellsBlocksThatAreNotThere() {
        proxy.boastHead(16);

        assertThat(ask("eth_blockNumber")).isEqualTo("0x74");
    }

    @Test
    void claimChain_answersAnotherChain() {
        proxy.claimChain(ChainId.HYPEREVM_TESTNET);

        assertThat(ask("eth_chainId")).isEqualTo("0x3e6");
        assertThat(ask("net_version")).isEqualTo("998");
    }

    @Test
    void withholdLogs_answersEmptyLists() {
        proxy.withholdLogs();

        assertThat(logs(Map.of("fromBlock", "0x0", "toBlock", "0x64"))).isEmpty();
    }

    @Test
    void chainFaults_addUpAndLeaveTheRestAlone() {
        proxy.capLogRange(10);
        proxy.lag(1);
        proxy.claimChain(new ChainId(1));
        proxy.withholdLogs();

        assertThatExceptionOfType(JsonRpcException.class)
                .isThrownBy(() -> logs(Map.of("fromBlock", "0x0", "toBlock", "0x64")));
        assertThat(logs(Map.of("fromBlock", "0x0", "toBlock", "0x1"))).isEmpty();
        assertThat(ask("eth_blockNumber")).isEqualTo("0x63");
        assertThat(ask("eth_chainId")).isEqualTo("0x1");
        endpoint.result("eth_gasPrice", "\"0x1\"");
        assertThat(ask("eth_gasPrice")).isEqualTo("0x1");
    }

    @Test
    void passThrough_endsEverything() {
        proxy.capLogRange(1);
        proxy.claimChain(new ChainId(1));
        proxy.misbehave(HttpFault.RATE_LIMITED, "");

        proxy.passThrough();

        assertThat(ask("eth_chainId")).isEqualTo("0x3e7");
        assertThat(logs(Map.of("fromBlock", "0x0", "toBlock", "0x64"))).hasSize(1);
    }

    @Test
    void deadEndpoint_isABadGateway() {
        endpoint.close();

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> ask("eth_chainId"))
                .satisfies(e -> assertThat(e.status()).isEqualTo(502));
    }
}
