package io.plimsoll.evm.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.domain.repository.index.IndexRepository;
import io.plimsoll.core.domain.repository.index.memory.InMemoryEvents;
import io.plimsoll.core.domain.repository.index.memory.InMemoryIndexRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.evm.abi.EventShape;
import io.plimsoll.evm.rpc.Endpoint;
import io.plimsoll.evm.rpc.EndpointPool;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.CountedMetrics;
import io.plimsoll.evm.testing.FaultProxy;
import io.plimsoll.evm.testing.LogCap;
import io.plimsoll.evm.testing.LogTampering;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.TestToken;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The indexer on the real node, which is reached through whatever may go wrong: it comes to the rows of the chain, or it waits. */
@Timeout(60)
class IndexerIT {
    private static final ChainId CHAIN = new ChainId(31_337);
    private static final IndexId INDEX = new IndexId(CHAIN, "mints");
    private static final int MINTS = 120;
    private static final EventDecoder<Mint> DECODER = EventShape.parse(
                    "Transfer(address indexed from, address indexed to, uint256 value)")
            .decoder(
                    (log, fields) -> new Mint(log.at(), fields.unsigned("value").longValueExact()));

    private static AnvilNode node;
    private static TestToken token;
    private static long firstMint;

    private final OkHttpClient http = new OkHttpClient();
    private final CountedMetrics metrics = new CountedMetrics();
    private final InMemoryEvents<Mint> mints = InMemoryEvents.of(Mint.class, "mint");
    private final IndexRepository repository = InMemoryIndexRepository.of(mints);
    private FaultProxy proxy;

    /** What a mint leaves behind: the block before it had a token less. */
    record Mint(LogRef at, long amount) implements ChainEvent {}

    @BeforeAll
    static void mintAll() {
        NodeModules modules = NodeModules.required(IndexerIT.class);
        node = AnvilNode.start(modules.anvil());
        Address account = node.accounts().get(0);
        token = TestToken.deploy(node, modules, account, "MINT", 18);
        node.mine(40);
        firstMint = node.blockNumber() + 1;
        for (int i = 0; i < MINTS; i++) {
            token.mint(account, BigInteger.valueOf(1_000 + i));
        }
    }

    @AfterAll
    static void close() {
        if (node != null) {
            node.close();
        }
    }

    @BeforeEach
    void openProxy() {
        proxy = FaultProxy.before(node.url());
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    private static long head() {
        return firstMint + MINTS - 1;
    }

    private JsonRpc alone() {
        return JsonRpc.of("faulty", proxy.url(), http, Duration.ofMillis(300));
    }

    private EndpointPool pool() {
        return EndpointPool.builder(CHAIN)
                .endpoint(Endpoint.of("faulty", proxy.url()))
                .endpoint(Endpoint.of("sound", node.url()))
                .exchangeDeadline(Duration.ofMillis(300))
                .client(http)
                .metrics(metrics)
                .build();
    }

    private Indexer.Builder indexer(JsonRpc rpc) {
        RpcLogSource source = RpcLogSource.builder(rpc, CHAIN).metrics(metrics).build();
        return Indexer.builder(INDEX, source, repository)
                .subscribe(Subscription.contract(token.address(), DECODER))
                .window(256)
                .pollEvery(Duration.ofMillis(5))
                .pauses(Duration.ofMillis(5), Duration.ofMillis(20))
                .metrics(metrics);
    }

    /** Each block has the mint that was put there. */
    private void assertComplete() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < MINTS; i++) {
            expected.add((firstMint + i) + ": " + (1_000 + i));
        }
        assertThat(mints.between(CHAIN, 0, Long.MAX_VALUE).stream()
                        .map(mint -> mint.at().block().number() + ": " + mint.amount()))
                .containsExactlyElementsOf(expected);
        assertThat(mints.between(CHAIN, 0, Long.MAX_VALUE))
                .allMatch(mint -> mint.at().block().time().getEpochSecond() > 1_000_000)
                .allMatch(mint -> mint.at()
                        .block()
                        .hash()
                        .equals(node.blockHash(mint.at().block().number())));
    }

    @Test
    void soundNode_isIndexed() {
        indexer(alone()).build().runTo(head());

        assertComplete();
    }

    @ParameterizedTest
    @EnumSource
    void cappedRanges_areSplitAndComplete(LogCap cap) {
        proxy.capLogs(cap, 7);

        indexer(alone()).window(10).build().runTo(head());

        assertComplete();
        assertThat(metrics.of(MetricName.LOG_RANGES_REFUSED)).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void tamperedLogs_ofOneOfTwoEndpoints_areNotTaken(LogTampering tampering) {
        proxy.tamperWithLogs(tampering);

        indexer(pool()).build().runTo(head());

        assertComplete();
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMELESS", "MISTIMED", "REVERSED"})
    void tamperedLogs_thatHeadersAndIndexesPutRight_areTaken(LogTampering tampering) {
        proxy.tamperWithLogs(tampering);

        indexer(alone()).build().runTo(head());

        assertComplete();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TIMELESS", "MISTIMED", "REVERSED"})
    void tamperedLogs_ofTheOnlyEndpoint_areWaitedOut(LogTampering tampering) {
        proxy.tamperWithLogs(tampering);
        Indexer indexer = indexer(alone()).from(firstMint).build();
        indexer.start();
        await().until(() -> metrics.of(MetricName.INDEX_RETRIES) > 0);
        assertThat(mints.between(CHAIN, 0, Long.MAX_VALUE)).isEmpty();

        proxy.passThrough();

        await().until(() -> indexer.progress().checkpoint().isPresent()
                && indexer.progress().behind() == 0);
        indexer.stop(Duration.ofSeconds(5));
        assertComplete();
    }

    @ParameterizedTest
    @EnumSource
    void failingConnections_ofOneOfTwoEndpoints_areGoneAround(HttpFault fault) {
        proxy.misbehave(fault, "eth_getLogs");

        indexer(pool()).build().runTo(head());

        assertComplete();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RATE_LIMITED")
    void failingConnections_ofTheOnlyEndpoint_areWaitedOut(HttpFault fault) {
        proxy.misbehave(fault, "eth_getLogs");
        Indexer indexer = indexer(alone()).build();
        indexer.start();
        await().until(() -> metrics.of(MetricName.INDEX_RETRIES) > 0);

        proxy.passThrough();

        await().until(() -> indexer.progress().checkpoint().isPresent()
                && indexer.progress().behind() == 0);
        indexer.stop(Duration.ofSeconds(5));
        assertComplete();
    }

    @Test
    void laggingAndBoastingAndRefusingBatches_ofOneOfTwoEndpoints_loseNothing() {
        proxy.lag(30);
        proxy.boastHead(1_000);
        proxy.capBatch(2);
        proxy.reorderBatches();

        indexer(pool()).fetchers(3).build().runTo(head());

        assertComplete();
    }

    @Test
    void anotherChain_behindOneOfTwoEndpoints_isNotAsked() {
        proxy.claimChain(new ChainId(1));

        indexer(pool()).build().runTo(head());

        assertComplete();
        assertThat(metrics.of(MetricName.RPC_FAULTS, "wrong-chain")).isPositive();
    }

    @Test
    void laggingEndpoint_alone_isFollowedToWhereItIs() {
        proxy.lag(50);
        Indexer indexer = indexer(alone()).build();
        indexer.start();
        await().until(() -> indexer.progress().checkpoint().isPresent()
                && indexer.progress().behind() == 0);
        assertThat(mints.between(CHAIN, 0, Long.MAX_VALUE)).hasSize(MINTS - 50);

        proxy.passThrough();

        await().until(() ->
                indexer.progress().head() == head() && indexer.progress().behind() == 0);
        indexer.stop(Duration.ofSeconds(5));
        assertComplete();
        assertThat(metrics.of(MetricName.INDEX_REORGS)).isZero();
    }
}
