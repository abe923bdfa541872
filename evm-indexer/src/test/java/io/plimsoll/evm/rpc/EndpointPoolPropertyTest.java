package io.plimsoll.evm.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.evm.testing.FaultProxy;
import io.plimsoll.evm.testing.ScriptedChain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import okhttp3.OkHttpClient;

/** Whatever three endpoints do short of leaving out logs in silence: answers are right or errors, and right again when all is well. */
class EndpointPoolPropertyTest {
    private static final TypeReference<Map<String, Object>> BLOCK = new TypeReference<>() {};
    private static final TypeReference<List<Object>> LOGS = new TypeReference<>() {};
    private static final TypeReference<String> TEXT = new TypeReference<>() {};
    private static final Address CONTRACT = Address.parse("0x" + "1".repeat(40));

    private static final Map<String, Consumer<FaultProxy>> FAULTS = Map.ofEntries(
            Map.entry("well", FaultProxy::passThrough),
            Map.entry("disconnects", proxy -> proxy.misbehave(HttpFault.DISCONNECT, "")),
            Map.entry("loses an answer", proxy -> proxy.misbehave(HttpFault.ANSWER_LOST, "", 1)),
            Map.entry("limits", proxy -> proxy.misbehave(HttpFault.RATE_LIMITED, "", 2)),
            Map.entry("fails", proxy -> proxy.misbehave(HttpFault.SERVER_ERROR, "eth_getLogs")),
            Map.entry("shows a page", proxy -> proxy.misbehave(HttpFault.HTML_PAGE, "", 1)),
            Map.entry("cuts", proxy -> proxy.misbehave(HttpFault.TRUNCATED_JSON, "")),
            Map.entry("lags", proxy -> proxy.lag(2)),
            Map.entry("freezes", FaultProxy::freezeHead),
            Map.entry("boasts", proxy -> proxy.boastHead(3)),
            Map.entry("refuses batches", proxy -> proxy.capBatch(2)),
            Map.entry("limits in batches", proxy -> proxy.limitInBatch("eth_getBlockByNumber")),
            Map.entry("reorders", FaultProxy::reorderBatches),
            Map.entry("puts ids last", FaultProxy::idsLast));

    record Step(int endpoint, String fault, int seconds) {}

    @Provide
    Arbitrary<List<Step>> scripts() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(FAULTS.keySet().stream().sorted().toList()),
                        Arbitraries.integers().between(0, 12))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Property(tries = 40)
    void answers_areRightOrErrors(@ForAll("scripts") List<Step> script) {
        ManualClock clock = ManualClock.atNewYear();
        try (ScriptedChain chain = ScriptedChain.start(ChainId.HYPEREVM, clock);
                FaultProxy a = FaultProxy.before(chain.url());
                FaultProxy b = FaultProxy.before(chain.url());
                FaultProxy c = FaultProxy.before(chain.url())) {
            List<FaultProxy> proxies = List.of(a, b, c);
            EndpointPool pool = EndpointPool.builder(ChainId.HYPEREVM)
                    .endpoint(Endpoint.of("a", a.url()))
                    .endpoint(Endpoint.of("b", b.url()))
                    .endpoint(Endpoint.of("c", c.url()))
                    .client(new OkHttpClient())
                    .clock(clock)
                    .looks(Runnable::run)
                    .timing(() -> clock.millis() * 1_000_000, (source, time) -> clock.advance(time))
                    .build();
            long head = 0;
            for (Step step : script) {
                FAULTS.get(step.fault).accept(proxies.get(step.endpoint));
                chain.mine().log(CONTRACT, List.of(), new byte[0]);
                head++;
                clock.advance(Duration.ofSeconds(step.seconds));
                OptionalInt found = logs(pool, head);
                if (found.isPresent()) {
                    assertThat(found).hasValue((int) head);
                }
            }
            proxies.forEach(FaultProxy::passThrough);
            clock.advance(Duration.ofMinutes(2));
            // breakers that are half open close, and heads are looked at again
            for (int i = 0; i < 3; i++) {
                logs(pool, head);
                clock.advance(Duration.ofSeconds(6));
            }
            assertThat(logs(pool, head)).hasValue((int) head);
            assertThat(pool.endpoints()).allMatch(EndpointStatus::usable);
        }
    }

    /** The number of logs up to a block; empty if there was an error. */
    private static OptionalInt logs(JsonRpc rpc, long last) {
        String to = "0x" + Long.toHexString(last);
        RpcRequest<List<Object>> logs =
                RpcRequest.of("eth_getLogs", List.of(Map.of("fromBlock", "0x0", "toBlock", to)), LOGS);
        RpcRequest<Map<String, Object>> header = RpcRequest.of("eth_getBlockByNumber", List.of(to, false), BLOCK);
        RpcRequest<Map<String, Object>> first = RpcRequest.of("eth_getBlockByNumber", List.of("0x0", false), BLOCK);
        RpcRequest<String> head = RpcRequest.of("eth_blockNumber", List.of(), TEXT);
        try {
            return OptionalInt.of(rpc.ask(RpcNeeds.logs(0, last), List.of(first, header, logs, head), answers -> {
                if (Long.decode(answers.of(head)) < last) {
                    throw new Unusable(answers.source(), "is behind");
                }
                assertThat(answers.of(header)).containsEntry("number", to);
                assertThat(answers.of(first)).containsEntry("number", "0x0");
                return answers.of(logs).size();
            }));
        } catch (SourceException | JsonRpcException e) {
            return OptionalInt.empty();
        }
    }

    @Example
    void manyThreads_areAnsweredWhileEndpointsComeAndGo() throws Exception {
        ManualClock times = ManualClock.atNewYear();
        try (ScriptedChain chain = ScriptedChain.start(ChainId.HYPEREVM, times);
                FaultProxy a = FaultProxy.before(chain.url());
                FaultProxy b = FaultProxy.before(chain.url())) {
            chain.mine().log(CONTRACT, List.of(), new byte[0]);
            EndpointPool pool = EndpointPool.builder(ChainId.HYPEREVM)
                    .endpoint(Endpoint.of("a", a.url()))
                    .endpoint(Endpoint.of("b", b.url()))
                    .breaker(3, Duration.ofMillis(50))
                    .headPoll(Duration.ofMillis(20))
                    .build();
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Callable<OptionalInt>> asks = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                int number = i;
                asks.add(() -> {
                    if (number % 50 == 0) {
                        a.misbehave(HttpFault.DISCONNECT, "");
                    } else if (number % 50 == 25) {
                        a.passThrough();
                    }
                    return logs(pool, 1);
                });
            }
            List<OptionalInt> found = new ArrayList<>();
            try {
                for (Future<OptionalInt> logs : threads.invokeAll(asks)) {
                    found.add(logs.get());
                }
            } finally {
                threads.shutdownNow();
            }

            assertThat(found).allMatch(logs -> logs.equals(OptionalInt.of(1)));
        }
    }
}
