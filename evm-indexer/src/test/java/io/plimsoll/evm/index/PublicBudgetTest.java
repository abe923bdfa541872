package io.plimsoll.evm.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.domain.repository.index.memory.InMemoryEvents;
import io.plimsoll.core.domain.repository.index.memory.InMemoryIndexRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.evm.abi.EventShape;
import io.plimsoll.evm.rpc.Endpoint;
import io.plimsoll.evm.rpc.EndpointPool;
import io.plimsoll.evm.rpc.RequestBudget;
import io.plimsoll.evm.testing.CountedMetrics;
import io.plimsoll.evm.testing.FaultProxy;
import io.plimsoll.evm.testing.ScriptedChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An index over one endpoint with the limits of HyperEVM's public one, at a hundred times the speed: 100 requests in 600 ms, 50 blocks,
 * a block in 10 ms. The provider counts for itself.
 */
@Timeout(60)
class PublicBudgetTest {
    private static final IndexId INDEX = new IndexId(ChainId.HYPEREVM, "pings");
    private static final Address CONTRACT = Address.parse("0x00000000000000000000000000000000000000aa");
    private static final Bytes32 PING = Bytes32.of(Keccak256.hash("Ping(uint256)".getBytes(StandardCharsets.US_ASCII)));
    private static final Duration WINDOW = Duration.ofMillis(600);
    private static final int LIMIT = 100;

    /** The number of the block that it is in. */
    record Ping(LogRef at, long block) implements ChainEvent {}

    /** Passes requests on, and counts those that came in any window. */
    private static final class MeteredProvider extends FakeServer {
        private final HttpUrl behind;
        private final OkHttpClient http = new OkHttpClient();
        private final Deque<Long> arrivals = new ArrayDeque<>();
        private final AtomicInteger most = new AtomicInteger();

        MeteredProvider(HttpUrl behind) {
            this.behind = behind;
        }

        @Override
        protected MockResponse answer(RecordedRequest request) {
            String body = body(request);
            meter(body.split("\"jsonrpc\"", -1).length - 1);
            try (Response response = http.newCall(new Request.Builder()
                            .url(behind)
                            .post(RequestBody.create(body, MediaType.get("application/json")))
                            .build())
                    .execute()) {
                return new MockResponse.Builder()
                        .code(response.code())
                        .body(response.body().string())
                        .build();
            } catch (IOException e) {
                return text(502, "no answer");
            }
        }

        private synchronized void meter(int requests) {
            long now = System.nanoTime();
            for (int i = 0; i < requests; i++) {
                arrivals.addLast(now);
            }
            while (now - arrivals.getFirst() > WINDOW.toNanos()) {
                arrivals.removeFirst();
            }
            most.accumulateAndGet(arrivals.size(), Math::max);
        }
    }

    private final ScriptedChain chain = ScriptedChain.start(ChainId.HYPEREVM, Clock.systemUTC());
    private final CountedMetrics metrics = new CountedMetrics();
    private final InMemoryEvents<Ping> pings = InMemoryEvents.of(Ping.class, "ping");

    private long mined;

    private void mine(int blocks) {
        for (int i = 0; i < blocks; i++) {
            chain.mine();
            mined++;
            if (mined % 3 == 0) {
                chain.log(
                        CONTRACT,
                        List.of(PING),
                        ByteBuffer.allocate(32).putLong(24, mined).array());
            }
        }
    }

    @AfterEach
    void close() {
        chain.close();
    }

    @Test
    void index_overThePublicEndpoint_losesNothingAndKeepsWithinTheBudget() {
        mine(1_500);
        try (FaultProxy proxy = FaultProxy.before(chain.url());
                MeteredProvider provider = new MeteredProvider(proxy.url())) {
            proxy.capLogRange(50);
            RequestBudget budget = RequestBudget.of(LIMIT, WINDOW);
            EndpointPool pool = EndpointPool.builder(ChainId.HYPEREVM)
                    .endpoint(Endpoint.of("public", provider.url())
                            .withBudget(budget)
                            .withMaxLogRange(50))
                    .deadline(Duration.ofMillis(300))
                    .exchangeDeadline(Duration.ofMillis(200))
                    .breaker(3, Duration.ofMillis(100))
                    .maxHeadAge(Duration.ofSeconds(10))
                    .headPoll(Duration.ofMillis(100))
                    .metrics(metrics)
                    .build();
            Indexer indexer = Indexer.builder(
                            INDEX,
                            RpcLogSource.builder(pool, ChainId.HYPEREVM)
                                    .metrics(metrics)
                                    .build(),
                            InMemoryIndexRepository.of(pings))
                    .subscribe(Subscription.contract(
                            CONTRACT,
                            EventShape.parse("Ping(uint256 block)")
                                    .decoder((log, fields) -> new Ping(
                                            log.at(), fields.unsigned("block").longValueExact()))))
                    .pollEvery(Duration.ofMillis(10))
                    .pauses(Duration.ofMillis(5), Duration.ofMillis(300))
                    .metrics(metrics)
                    .build();
            indexer.start();
            await().until(() -> indexer.progress().checkpoint().isPresent());

            List<Runnable> faults = List.of(
                    () -> provider.misbehave(HttpFault.SERVER_ERROR, "eth_getLogs", 2),
                    () -> provider.misbehave(HttpFault.HANG, "eth_getLogs", 2),
                    () -> provider.misbehave(HttpFault.TRUNCATED_JSON, "", 2),
                    () -> proxy.lag(20),
                    proxy::freezeHead,
                    () -> proxy.limitInBatch("eth_getLogs"),
                    () -> proxy.boastHead(30));
            for (Runnable fault : faults) {
                fault.run();
                long until = mined + 15;
                await().pollInterval(Duration.ofMillis(10)).until(() -> {
                    mine(1);
                    return mined >= until;
                });
                proxy.passThrough();
                proxy.capLogRange(50);
            }

            long head = mined;
            await().until(() -> indexer.progress().checkpoint().orElseThrow().number() == head);
            indexer.stop(Duration.ofSeconds(5));
            assertThat(indexer.failure()).isEmpty();
            assertThat(provider.most).hasValueLessThanOrEqualTo(LIMIT);
            assertThat(List.of("refused", "no-answer", "malformed"))
                    .allMatch(fault -> metrics.of(MetricName.RPC_FAULTS, fault) > 0);
        }
        assertThat(pings.between(ChainId.HYPEREVM, 0, Long.MAX_VALUE).stream().map(Ping::block))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, mined)
                        .filter(block -> block % 3 == 0)
                        .boxed()
                        .toList());
    }
}
