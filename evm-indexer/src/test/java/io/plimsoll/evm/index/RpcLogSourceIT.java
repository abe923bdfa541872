package io.plimsoll.evm.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.evm.index.RpcLogSource.HotBlocks;
import io.plimsoll.evm.rpc.Endpoint;
import io.plimsoll.evm.rpc.EndpointPool;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.rpc.LogsBloom;
import io.plimsoll.evm.rpc.RpcAnswers;
import io.plimsoll.evm.rpc.RpcNeeds;
import io.plimsoll.evm.rpc.RpcRequest;
import io.plimsoll.evm.testing.Abi;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.Contract;
import io.plimsoll.evm.testing.CountedMetrics;
import io.plimsoll.evm.testing.FaultProxy;
import io.plimsoll.evm.testing.LogCap;
import io.plimsoll.evm.testing.LogTampering;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.NodeTest;
import io.plimsoll.evm.testing.TestToken;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.generated.Uint256;

/** A real node behind the fault proxy. What is expected is read from its receipts, not from its logs. */
@NodeTest
class RpcLogSourceIT {
    private static final ChainId CHAIN = new ChainId(31337);
    private static final Bytes32 TRANSFER =
            Bytes32.of(Keccak256.hash("Transfer(address,address,uint256)".getBytes(StandardCharsets.US_ASCII)));
    private static final long COLD = Long.MAX_VALUE;
    private static final int BLOCKS = 40;

    private record WireReceipt(String transactionHash, String transactionIndex, String blockHash, List<Log> logs) {}

    private record Log(String address, List<String> topics, String data, String logIndex) {}

    private record Block(String timestamp) {}

    /** All that is told of a log. */
    private record Said(
            long block,
            String hash,
            Instant time,
            String transaction,
            int transactionIndex,
            int logIndex,
            String contract,
            List<String> topics,
            String data) {}

    private final Random random = new Random(7);
    private final OkHttpClient http = new OkHttpClient();
    private final CountedMetrics metrics = new CountedMetrics();
    private AnvilNode node;
    private FaultProxy proxy;
    private JsonRpc rpc;
    private TestToken gold;
    private TestToken other;
    private LogFilter filter;

    @BeforeEach
    void transfersAndApprovals(AnvilNode node, NodeModules modules) {
        this.node = node;
        Address alice = node.accounts().get(0);
        gold = TestToken.deploy(node, modules, alice, "GOLD", 18);
        other = TestToken.deploy(node, modules, alice, "OTHER", 18);
        filter = new LogFilter(Set.of(gold.address()), Set.of(TRANSFER));
        for (int block = 0; block < BLOCKS; block++) {
            for (int i = random.nextInt(6); i > 0; i--) {
                act(alice);
            }
            node.mine(1);
        }
        proxy = FaultProxy.before(node.url());
        rpc = JsonRpc.of("proxied", proxy.url(), http, Duration.ofSeconds(10));
    }

    private void act(Address alice) {
        TestToken token = random.nextInt(4) == 0 ? other : gold;
        String call = random.nextInt(3) == 0
                ? Contract.calldata("approve", Abi.address(alice), new Uint256(random.nextInt(1_000)))
                : Contract.calldata("mint", Abi.address(alice), new Uint256(BigInteger.valueOf(random.nextInt(1_000))));
        node.submit(alice, token.address(), call);
    }

    @AfterEach
    void close() {
        proxy.close();
        http.connectionPool().evictAll();
    }

    private RpcLogSource source() {
        return RpcLogSource.builder(rpc, CHAIN).metrics(metrics).build();
    }

    private List<Said> expected(long last) {
        List<Said> all = new ArrayList<>();
        for (long number = 0; number <= last; number++) {
            String quantity = "0x" + Long.toHexString(number);
            Instant time = Instant.ofEpochSecond(Long.decode(node.rpc()
                    .call("eth_getBlockByNumber", List.of(quantity, false), new TypeReference<Block>() {})
                    .timestamp()));
            for (WireReceipt receipt : node.rpc()
                    .call("eth_getBlockReceipts", List.of(quantity), new TypeReference<List<WireReceipt>>() {})) {
                for (Log log : receipt.logs()) {
                    if (log.address().equalsIgnoreCase(gold.address().hex())
                            && log.topics().get(0).equals(TRANSFER.hex())) {
                        all.add(new Said(
                                number,
                                receipt.blockHash(),
                                time,
                                receipt.transactionHash(),
                                Integer.decode(receipt.transactionIndex()),
                                Integer.decode(log.logIndex()),
                                log.address().toLowerCase(),
                                log.topics(),
                                log.data()));
                    }
                }
            }
        }
        return all;
    }

    private static List<Said> said(LogRange range) {
        return range.logs().stream().map(RpcLogSourceIT::said).toList();
    }

    private static Said said(ChainLog log) {
        return new Said(
                log.at().block().number(),
                log.at().block().hash().hex(),
                log.at().block().time(),
                log.at().transaction().hex(),
                log.at().transactionIndex(),
                log.at().logIndex(),
                log.contract().hex(),
                log.topics().stream().map(Bytes32::hex).toList(),
                Hex.encode(log.data()));
    }

    @Test
    void logs_areThoseOfTheReceipts() {
        long head = node.blockNumber();
        List<Said> expected = expected(head);
        assertThat(expected.size()).isGreaterThan(BLOCKS / 2);

        assertThat(said(source().logs(filter, 0, head, COLD))).isEqualTo(expected);
        for (HotBlocks hot : HotBlocks.values()) {
            RpcLogSource source = RpcLogSource.builder(rpc, CHAIN)
                    .hotBlocks(hot)
                    .metrics(metrics)
                    .build();
            assertThat(said(source.logs(filter, 0, head, 0))).as("%s", hot).isEqualTo(expected);
            assertThat(said(source.logs(filter, 0, head, head - 7)))
                    .as("%s", hot)
                    .isEqualTo(expected);
        }
        assertThat(metrics.of(MetricName.LOG_FAULTS)).isZero();
    }

    @Test
    void bloom_isTheNodesOwn() {
        LogRange all = source().logs(new LogFilter(Set.of(), Set.of()), 0, node.blockNumber(), 0);

        assertThat(all.headers()).hasSize((int) node.blockNumber() + 1).allSatisfy(header -> {
            LogsBloom.Builder bloom = new LogsBloom.Builder();
            all.logs().stream()
                    .filter(log -> log.at().block().equals(header.block()))
                    .forEach(log -> bloom.add(log.contract(), log.topics()));
            assertThat(bloom.build()).isEqualTo(header.bloom());
        });
    }

    @Test
    void caps_ofAllProviders_loseNothing() {
        long head = node.blockNumber();
        List<Said> expected = expected(head);
        for (LogCap cap : LogCap.values()) {
            for (long hot : new long[] {0, COLD}) {
                proxy.passThrough();
                proxy.capLogs(cap, 9);
                long before = metrics.of(MetricName.LOG_RANGES_REFUSED);

                assertThat(said(source().logs(filter, 0, head, hot)))
                        .as("%s", cap)
                        .isEqualTo(expected);
                assertThat(metrics.of(MetricName.LOG_RANGES_REFUSED))
                        .as("%s", cap)
                        .isGreaterThan(before);
            }
        }
        assertThat(metrics.of(MetricName.LOG_FAULTS)).isZero();
    }

    @Test
    void tamperedLogs_areAnErrorOrMended_neverOtherLogs() {
        long head = node.blockNumber();
        List<Said> expected = expected(head);
        for (LogTampering tampering : LogTampering.values()) {
            long before = metrics.of(MetricName.LOG_FAULTS);
            proxy.passThrough();
            proxy.tamperWithLogs(tampering);
            try {
                assertThat(said(source().logs(filter, 0, head, 0)))
                        .as("%s", tampering)
                        .isEqualTo(expected);
            } catch (SourceException e) {
                assertThat(e.retryable()).as("%s", tampering).isTrue();
                assertThat(metrics.of(MetricName.LOG_FAULTS))
                        .as("%s", tampering)
                        .isGreaterThan(before);
            }
            proxy.passThrough();
            assertThat(said(source().logs(filter, 0, head, 0))).isEqualTo(expected);
        }
    }

    @Test
    void faultsOfTheConnection_areErrors_andOverWithTheFault() {
        long head = node.blockNumber();
        List<Said> expected = expected(head);
        JsonRpc hasty = JsonRpc.of("proxied", proxy.url(), http, Duration.ofSeconds(1));
        RpcLogSource source =
                RpcLogSource.builder(hasty, CHAIN).metrics(metrics).build();
        source.chainId();
        for (HttpFault fault : HttpFault.values()) {
            proxy.misbehave(fault, "eth_getLogs", 1);
            List<Said> found = null;
            for (int attempt = 0; found == null && attempt < 3; attempt++) {
                try {
                    found = said(source.logs(filter, 0, head, head - 5));
                } catch (SourceException e) {
                    assertThat(e.retryable()).as("%s", fault).isTrue();
                }
            }
            assertThat(found).as("%s", fault).isEqualTo(expected);
        }
    }

    @Test
    void liarAmongOthers_isPassedOver() {
        long head = node.blockNumber();
        List<Said> expected = expected(head);
        for (LogTampering tampering : LogTampering.values()) {
            proxy.passThrough();
            proxy.tamperWithLogs(tampering);
            EndpointPool pool = pool();
            RpcLogSource source =
                    RpcLogSource.builder(pool, CHAIN).metrics(metrics).build();

            for (int i = 0; i < 3; i++) {
                assertThat(said(source.logs(filter, 0, head, 0)))
                        .as("%s", tampering)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void coldRange_ofABackendWithoutItsLogs_hasThoseOfTheOther() {
        node.mine(2);
        long head = node.blockNumber();
        proxy.withholdLogs();
        RpcLogSource source =
                RpcLogSource.builder(pool(), CHAIN).metrics(metrics).build();

        for (int i = 0; i < 5; i++) {
            LogRange range = source.logs(filter, 0, head, COLD);

            assertThat(said(range)).isEqualTo(expected(head));
            assertThat(range.unproven()).isZero();
        }
        assertThat(source().logs(filter, 0, head, COLD).unproven()).isEqualTo(head + 1);
    }

    @Test
    void laggardAmongOthers_isPassedOver() {
        long head = node.blockNumber();
        List<Said> expected = expected(head);
        proxy.lag(10);
        RpcLogSource source =
                RpcLogSource.builder(pool(), CHAIN).metrics(metrics).build();

        for (int i = 0; i < 5; i++) {
            assertThat(said(source.logs(filter, head - 20, head, head - 20)))
                    .isEqualTo(expected.stream()
                            .filter(log -> log.block() >= head - 20)
                            .toList());
        }
    }

    @Test
    void narrowOneAmongOthers_isNotAskedForMore() {
        long head = node.blockNumber();
        List<Said> expected = expected(head);
        for (LogCap cap : LogCap.values()) {
            proxy.passThrough();
            proxy.capLogs(cap, 9);
            RpcLogSource source =
                    RpcLogSource.builder(pool(), CHAIN).metrics(metrics).build();

            for (int i = 0; i < 3; i++) {
                assertThat(said(source.logs(filter, 0, head, COLD)))
                        .as("%s", cap)
                        .isEqualTo(expected);
            }
        }
    }

    private EndpointPool pool() {
        return EndpointPool.builder(CHAIN)
                .endpoint(Endpoint.of("proxied", proxy.url()))
                .endpoint(Endpoint.of("honest", node.url()))
                .metrics(metrics)
                .build();
    }

    @Test
    void reorgsInBetween_areFoundOut() {
        int caught = 0;
        for (int round = 0; round < 30; round++) {
            JsonRpc turbulent = new Turbulent(rpc, 1 + random.nextInt(4));
            proxy.capLogs(LogCap.PUBLICNODE, 15);
            RpcLogSource source =
                    RpcLogSource.builder(turbulent, CHAIN).metrics(metrics).build();
            try {
                LogRange range = source.logs(filter, 0, node.blockNumber(), 0);
                assertThat(said(range)).isEqualTo(expected(node.blockNumber()));
            } catch (SourceException e) {
                assertThat(e.retryable()).isTrue();
                caught++;
            }
            for (int block = 0; block < 3; block++) {
                act(node.accounts().get(0));
                node.mine(1);
            }
        }
        assertThat(caught).isBetween(1, 29);
        assertThat(metrics.of(MetricName.LOG_FAULTS, LogFault.FORKED.tag())).isEqualTo(caught);
    }

    /** Lets the chain reorganise before one of the exchanges with logs. */
    private final class Turbulent implements JsonRpc {
        private final JsonRpc rpc;
        private int before;

        Turbulent(JsonRpc rpc, int before) {
            this.rpc = rpc;
            this.before = before;
        }

        @Override
        public String source() {
            return rpc.source();
        }

        @Override
        public <T> T ask(RpcNeeds needs, List<? extends RpcRequest<?>> requests, Function<RpcAnswers, T> reading) {
            if (requests.stream().anyMatch(request -> request.method().equals("eth_getLogs")) && before-- == 0) {
                node.reorg(1 + random.nextInt(40));
            }
            return rpc.ask(needs, requests, reading);
        }
    }
}
