package io.plimsoll.evm.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.core.foundation.metrics.Metrics;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.evm.EvmClient;
import io.plimsoll.evm.index.LogFilter;
import io.plimsoll.evm.index.LogSource;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.FaultProxy;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.NodeTest;
import io.plimsoll.evm.testing.TestToken;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints of the real node that fail in turn: no event is lost, and none is invented. */
@NodeTest
class EndpointPoolIT {
    private static final TypeReference<String> TEXT = new TypeReference<>() {};
    private static final TypeReference<List<Map<String, Object>>> LOGS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> BLOCK = new TypeReference<>() {};

    private FaultProxy first;
    private FaultProxy second;
    private EndpointPool pool;

    @BeforeEach
    void proxies(AnvilNode node) {
        first = FaultProxy.before(node.url());
        second = FaultProxy.before(node.url());
        pool = EndpointPool.builder(node.chainId())
                .endpoint(Endpoint.of("first", first.url()))
                .endpoint(Endpoint.of("second", second.url()))
                .exchangeDeadline(Duration.ofMillis(500))
                .deadline(Duration.ofSeconds(5))
                .breaker(3, Duration.ofMillis(100))
                .headPoll(Duration.ofMillis(50))
                .build();
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    private int transfers(long last) {
        String to = "0x" + Long.toHexString(last);
        RpcRequest<List<Map<String, Object>>> logs =
                RpcRequest.of("eth_getLogs", List.of(Map.of("fromBlock", "0x0", "toBlock", to)), LOGS);
        RpcRequest<Map<String, Object>> header = RpcRequest.of("eth_getBlockByNumber", List.of(to, false), BLOCK);
        RpcRequest<String> head = RpcRequest.of("eth_blockNumber", List.of(), TEXT);
        return pool.ask(RpcNeeds.logs(0, last), List.of(logs, header, head), answers -> {
            if (Long.decode(answers.of(head)) < last) {
                throw new Unusable(answers.source(), "is behind");
            }
            answers.of(header);
            return answers.of(logs).size();
        });
    }

    @Test
    void everyTransfer_isFoundWhileEndpointsFailInTurn(AnvilNode node, NodeModules modules) {
        Address alice = node.accounts().get(0);
        TestToken token = TestToken.deploy(node, modules, alice, "USDT", 6);
        List<Consumer<FaultProxy>> faults = List.of(
                proxy -> proxy.misbehave(HttpFault.HANG, ""),
                proxy -> proxy.lag(2),
                FaultProxy::freezeHead,
                proxy -> proxy.capBatch(1),
                proxy -> proxy.misbehave(HttpFault.TRUNCATED_JSON, ""),
                proxy -> proxy.limitInBatch("eth_blockNumber"),
                proxy -> proxy.boastHead(4),
                proxy -> proxy.misbehave(HttpFault.ANSWER_LOST, "eth_getLogs"));
        int minted = 0;
        for (Consumer<FaultProxy> fault : faults) {
            for (FaultProxy proxy : List.of(first, second)) {
                first.passThrough();
                second.passThrough();
                fault.accept(proxy);
                token.mint(alice, BigInteger.TEN);
                minted++;
                int expected = minted;
                await().atMost(Duration.ofSeconds(10))
                        .ignoreExceptions()
                        .untilAsserted(
                                () -> assertThat(transfers(node.blockNumber())).isEqualTo(expected));
            }
        }
        assertThat(pool.endpoints())
                .allSatisfy(endpoint -> assertThat(endpoint.faults()).isNotEmpty());
    }

    @Test
    void everyLog_isFoundThroughThePool(AnvilNode node, NodeModules modules) {
        Address alice = node.accounts().get(0);
        TestToken token = TestToken.deploy(node, modules, alice, "USDT", 6);
        LogFilter filter = new LogFilter(Set.of(token.address()), Set.of());
        LogSource logs =
                EvmClient.of(pool, List.of(), new OkHttpClient(), Metrics.NONE).logs();
        List<Consumer<FaultProxy>> faults = List.of(
                FaultProxy::withholdLogs,
                proxy -> proxy.lag(1),
                FaultProxy::freezeHead,
                proxy -> proxy.capLogRange(3),
                FaultProxy::reorderBatches,
                FaultProxy::idsLast,
                proxy -> proxy.misbehave(HttpFault.DISCONNECT, "eth_getLogs"));
        int minted = 0;
        for (Consumer<FaultProxy> fault : faults) {
            for (FaultProxy proxy : List.of(first, second)) {
                first.passThrough();
                second.passThrough();
                fault.accept(proxy);
                token.mint(alice, BigInteger.TEN);
                minted++;
                int expected = minted;
                await().atMost(Duration.ofSeconds(10))
                        .ignoreExceptions()
                        .untilAsserted(() -> assertThat(logs.logs(filter, 0, node.blockNumber(), 0)
                                        .logs())
                                .hasSize(expected));
            }
        }
    }

    @Test
    void wrongChain_isRefused(AnvilNode node) {
        EvmClient client = EvmClient.of(
                ChainId.HYPEREVM, List.of(Endpoint.of("anvil", node.url())), new OkHttpClient(), Metrics.NONE);

        assertThatExceptionOfType(WrongChain.class)
                .isThrownBy(() -> client.reader().latest())
                .withMessageContaining("is of chain 31337, not 999");
    }

    @Test
    void newHeads_wakeWhenTheNodeMines(AnvilNode node) {
        AtomicInteger woken = new AtomicInteger();
        NewHeads heads = NewHeads.of(
                Endpoint.of("anvil", node.url()).withWebSocket(node.url().toString()),
                new OkHttpClient(),
                woken::incrementAndGet);
        heads.start();
        try {
            await().untilAsserted(() -> assertThat(woken).hasPositiveValue());
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                node.mine(1);
                assertThat(heads.heads()).isPositive();
            });
        } finally {
            heads.stop(Duration.ofSeconds(5));
        }
    }
}
