package io.plimsoll.evm.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.foundation.error.SourceException.Unavailable;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.core.foundation.health.HealthCheck;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.foundation.metrics.Metrics;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.core.kit.resilience.Breaker;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.evm.testing.FaultProxy;
import io.plimsoll.evm.testing.ScriptedChain;
import io.plimsoll.evm.testing.ScriptedRpc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two endpoints of one chain, each behind a proxy that lets the pool down on command. Time stands still but for waits. */
class EndpointPoolTest {
    private static final TypeReference<String> TEXT = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> BLOCK = new TypeReference<>() {};
    private static final TypeReference<List<Object>> LOGS = new TypeReference<>() {};

    /** Counts by metric and tag. */
    private static final class Counts implements Metrics {
        private final Map<String, Integer> counts = new ConcurrentHashMap<>();
        private final Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();

        @Override
        public void count(MetricName name, String tag) {
            counts.merge(name + " " + tag, 1, Integer::sum);
        }

        @Override
        public void time(MetricName name, String tag, Duration duration) {
            counts.merge(name + " " + tag, 1, Integer::sum);
        }

        @Override
        public void gauge(MetricName name, String tag, DoubleSupplier value) {
            gauges.put(name + " " + tag, value);
        }

        int faults(RpcFault fault) {
            return counts.getOrDefault(MetricName.RPC_FAULTS + " " + fault.tag(), 0);
        }
    }

    private final ManualClock clock = ManualClock.atNewYear();
    private final ScriptedChain chain = ScriptedChain.start(ChainId.HYPEREVM, clock);
    private final FaultProxy first = FaultProxy.before(chain.url());
    private final FaultProxy second = FaultProxy.before(chain.url());
    private final OkHttpClient client = new OkHttpClient();
    private final Counts counts = new Counts();
    private final List<Duration> waits = new ArrayList<>();

    @BeforeEach
    void tenBlocks() {
        LongStream.range(0, 10).forEach(block -> chain.mine());
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
        chain.close();
    }

    private EndpointPool.Builder builder() {
        return EndpointPool.builder(ChainId.HYPEREVM)
                .client(client)
                .exchangeDeadline(Duration.ofMillis(1_200))
                .metrics(counts)
                .clock(clock)
                .looks(Runnable::run)
                .timing(() -> clock.millis() * 1_000_000, (source, time) -> {
                    waits.add(time);
                    clock.advance(time);
                });
    }

    private EndpointPool pool() {
        return builder()
                .endpoint(Endpoint.of("first", first.url()))
                .endpoint(Endpoint.of("second", second.url()))
                .build();
    }

    private static long head(JsonRpc rpc) {
        return Long.decode(rpc.call("eth_blockNumber", List.of(), TEXT));
    }

    /** What a reader of logs asks: the answer is worth something only if the same endpoint has the last block. */
    private static int logs(JsonRpc rpc, long from, long to) {
        RpcRequest<List<Object>> logs = RpcRequest.of(
                "eth_getLogs",
                List.of(Map.of("fromBlock", "0x" + Long.toHexString(from), "toBlock", "0x" + Long.toHexString(to))),
                LOGS);
        RpcRequest<Map<String, Object>> last =
                RpcRequest.of("eth_getBlockByNumber", List.of("0x" + Long.toHexString(to), false), BLOCK);
        RpcRequest<String> head = RpcRequest.of("eth_blockNumber", List.of(), TEXT);
        return rpc.ask(RpcNeeds.logs(from, to), List.of(last, logs, head), answers -> {
            assertThat(answers.of(last)).containsEntry("number", "0x" + Long.toHexString(to));
            if (Long.decode(answers.of(head)) < to) {
                throw new Unusable(answers.source(), "behind");
            }
            return answers.of(logs).size();
        });
    }

    private static List<RpcRequest<Map<String, Object>>> headers(int count) {
        return LongStream.range(0, count)
                .mapToObj(number -> RpcRequest.of(
                        "eth_getBlockByNumber", List.of("0x" + Long.toHexString(number % 10), false), BLOCK))
                .toList();
    }

    private static List<Object> numbers(JsonRpc rpc, List<RpcRequest<Map<String, Object>>> requests) {
        return rpc.ask(
                RpcNeeds.NONE,
                requests,
                answers -> requests.stream()
                        .map(answers::of)
                        .map(block -> block.get("number"))
                        .toList());
    }

    private static EndpointStatus status(EndpointPool pool, String name) {
        return pool.endpoints().stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static long asked(FaultProxy proxy, String method) {
        return proxy.requests().stream().filter(line -> line.contains(method)).count();
    }

    @Test
    void nobody_isAskedBeforeTheFirstQuestion() {
        EndpointPool pool = pool();

        assertThat(first.requests()).isEmpty();
        assertThat(pool.endpoints()).allMatch(EndpointStatus::usable).noneMatch(EndpointStatus::chainConfirmed);
        assertThat(pool.chainId()).isEqualTo(ChainId.HYPEREVM);
    }

    @Test
    void firstQuestion_isOfTheChain() {
        assertThat(head(pool())).isEqualTo(10);
        assertThat(first.requests().get(0)).contains("eth_chainId").contains("latest");
        assertThat(second.requests()).as("looked at by the way").hasSize(1);
    }

    @Test
    void wrongChain_isNeverAskedAgain() {
        first.claimChain(ChainId.HYPEREVM_TESTNET);
        EndpointPool pool = pool();

        assertThat(head(pool)).isEqualTo(10);
        first.passThrough();
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMinutes(1));
            assertThat(head(pool)).isEqualTo(10);
        }

        assertThat(first.requests()).hasSize(1);
        assertThat(status(pool, "first").wrongChain()).isTrue();
        assertThat(status(pool, "first").usable()).isFalse();
        assertThat(counts.faults(RpcFault.WRONG_CHAIN)).isEqualTo(1);
        assertThat(counts.gauges.get("RPC_USABLE first").getAsDouble()).isZero();
        assertThat(counts.gauges.get("RPC_USABLE second").getAsDouble()).isOne();
    }

    @Test
    void wrongChainEverywhere_isAnErrorThatNoRepetitionMends() {
        first.claimChain(ChainId.HYPEREVM_TESTNET);
        second.claimChain(new ChainId(1));
        EndpointPool pool = pool();

        WrongChain e = catchThrowableOfType(WrongChain.class, () -> head(pool));

        assertThat(e.wanted()).isEqualTo(ChainId.HYPEREVM);
        assertThat(e.found()).isIn(ChainId.HYPEREVM_TESTNET, new ChainId(1));
        assertThat(e.retryable()).isFalse();
        assertThatExceptionOfType(WrongChain.class).isThrownBy(() -> head(pool));
        assertThat(first.requests()).hasSize(1);
        assertThatThrownBy(() -> pool.healthChecks(true).get(0).probe().get()).hasMessageContaining("none of 2");
    }

    @Test
    void endpointThatIsBehind_isPassedOver() {
        first.lag(5);
        EndpointPool pool = pool();

        for (int i = 0; i < 10; i++) {
            assertThat(pool.ask(RpcNeeds.head(10), headers(1), RpcAnswers::source))
                    .isEqualTo("second");
        }

        assertThat(counts.faults(RpcFault.BEHIND)).isPositive();
        assertThat(status(pool, "first").head()).hasValue(5);
        assertThat(status(pool, "second").head()).hasValue(10);
    }

    @Test
    void blockThatNobodyHas_isSaidSo() {
        EndpointPool pool = pool();

        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> pool.ask(RpcNeeds.head(11), headers(1), RpcAnswers::source))
                .withMessageContaining("is at block 10, needed is 11")
                .satisfies(e -> assertThat(e.retryable()).isTrue());
        chain.mine();
        clock.advance(Duration.ofSeconds(1));
        assertThat(pool.ask(RpcNeeds.head(11), headers(1), RpcAnswers::source)).isIn("first", "second");
    }

    @Test
    void logsOfAnEndpointThatFellBehind_areNotUsed() {
        EndpointPool pool = pool();
        assertThat(logs(pool, 1, 10)).isZero();
        chain.mine();
        chain.log(Address.parse("0x" + "1".repeat(40)), List.of(), new byte[0]);
        first.lag(1);
        clock.advance(Duration.ofSeconds(1));

        for (int i = 0; i < 5; i++) {
            assertThat(logs(pool, 1, 11)).isOne();
        }
        assertThat(counts.faults(RpcFault.BEHIND)).isPositive();
    }

    @Test
    void frozenHead_isFoundAndAsksNothingOfTheHead() {
        EndpointPool pool = pool();
        head(pool);
        first.freezeHead();
        for (int i = 0; i < 8; i++) {
            chain.mine();
            clock.advance(Duration.ofSeconds(5));
            pool.ask(RpcNeeds.head(1), headers(1), RpcAnswers::source);
        }

        assertThat(status(pool, "first").stale()).isTrue();
        assertThat(status(pool, "second").stale()).isFalse();
        assertThat(counts.faults(RpcFault.STALE_HEAD)).isEqualTo(1);
        for (int i = 0; i < 5; i++) {
            assertThat(head(pool)).isEqualTo(18);
        }

        second.misbehave(HttpFault.DISCONNECT, "");
        assertThatExceptionOfType(Unusable.class)
                .as("rather no answer than an old one")
                .isThrownBy(() -> head(pool))
                .withMessageContaining("stands still");
        assertThat(pool.ask(RpcNeeds.head(5), headers(1), RpcAnswers::source))
                .as("old blocks are right there too")
                .isEqualTo("first");

        first.passThrough();
        clock.advance(Duration.ofSeconds(6));
        assertThat(head(pool)).isEqualTo(18);
        assertThat(status(pool, "first").stale()).isFalse();
    }

    @Test
    void headThatIsTooOld_isStaleAlsoAlone() {
        EndpointPool pool = builder()
                .endpoint(Endpoint.of("first", first.url()))
                .maxHeadAge(Duration.ofMinutes(1))
                .build();
        assertThat(head(pool)).isEqualTo(10);

        clock.advance(Duration.ofMinutes(2));
        assertThatExceptionOfType(Unusable.class).isThrownBy(() -> head(pool));

        chain.mine();
        clock.advance(Duration.ofSeconds(6));
        assertThat(head(pool)).isEqualTo(11);
    }

    @Test
    void boastedHead_isFoundOutAndNeverUsed() {
        EndpointPool pool = pool();
        head(pool);
        first.boastHead(5);

        assertThat(Stream.generate(() -> head(pool)).limit(3)).allMatch(head -> head == 15 || head == 10);
        assertThatThrownBy(() -> logs(pool, 1, 14)).isInstanceOfAny(Unusable.class, MalformedResponse.class);
        assertThat(counts.faults(RpcFault.LYING_HEAD)).isPositive();
        assertThat(status(pool, "first").head()).hasValue(10);
    }

    @Test
    void hugeHead_isFoundOutByTheNextLook() {
        EndpointPool pool = pool();
        first.boastHead(1_000_000);
        head(pool);
        clock.advance(Duration.ofSeconds(20));
        head(pool);

        assertThat(counts.faults(RpcFault.LYING_HEAD)).isEqualTo(1);
        assertThat(status(pool, "second").stale())
                .as("words make nobody else look stale")
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(HttpFault.class)
    void failingEndpoint_isStoodInFor(HttpFault fault) {
        EndpointPool pool = pool();
        head(pool);
        first.misbehave(fault, "");
        chain.mine();

        for (int i = 0; i < 4; i++) {
            assertThat(head(pool)).isEqualTo(11);
        }
        assertThat(counts.faults(
                        switch (fault) {
                            case RATE_LIMITED -> RpcFault.RATE_LIMITED;
                            case SERVER_ERROR -> RpcFault.REFUSED;
                            case HTML_PAGE, TRUNCATED_JSON -> RpcFault.MALFORMED;
                            case HANG, DISCONNECT, ANSWER_LOST -> RpcFault.NO_ANSWER;
                        }))
                .isPositive();
    }

    @Test
    void endpointThatIsDown_isLeftAloneUntilALookShowsThatItIsBack() {
        EndpointPool pool = builder()
                .endpoint(Endpoint.of("first", first.url()))
                .endpoint(Endpoint.of("second", second.url()))
                .breaker(3, Duration.ofSeconds(30))
                .build();
        first.misbehave(HttpFault.DISCONNECT, "");
        for (int i = 0; i < 10; i++) {
            assertThat(head(pool)).isEqualTo(10);
            clock.advance(Duration.ofSeconds(5));
        }
        assertThat(status(pool, "first").breaker()).isEqualTo(Breaker.State.OPEN);
        int tries = first.requests().size();
        assertThat(tries).isBetween(3, 5);

        first.passThrough();
        clock.advance(Duration.ofSeconds(31));
        head(pool);
        head(pool);

        assertThat(status(pool, "first").breaker()).isEqualTo(Breaker.State.CLOSED);
        assertThat(first.requests().get(tries))
                .as("the chain may be another now")
                .contains("eth_chainId");
    }

    @Test
    void everybodyDown_failsAtOnce() {
        EndpointPool pool = pool();
        first.misbehave(HttpFault.DISCONNECT, "");
        second.misbehave(HttpFault.SERVER_ERROR, "");

        assertThatThrownBy(() -> head(pool)).isInstanceOfAny(Transport.class, Rejected.class);
        assertThatThrownBy(() -> head(pool)).isInstanceOfAny(Transport.class, Rejected.class, Unavailable.class);
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> head(pool));
        assertThat(waits).isEmpty();
    }

    @Test
    void rateLimit_isSatOutOnlyIfNobodyElseAnswers() {
        EndpointPool both = pool();
        head(both);
        first.misbehave(HttpFault.RATE_LIMITED, "", 1);
        second.misbehave(HttpFault.RATE_LIMITED, "", 1);

        assertThat(head(both)).isEqualTo(10);
        assertThat(waits).hasSize(1);
        assertThat(waits.get(0)).isBetween(Duration.ofSeconds(7), Duration.ofMillis(7_100));
        assertThat(counts.faults(RpcFault.RATE_LIMITED)).isEqualTo(2);
    }

    @Test
    void rateLimit_thatIsLongerThanTheDeadline_isNotWaitedFor() {
        EndpointPool pool = builder()
                .endpoint(Endpoint.of("first", first.url()))
                .deadline(Duration.ofSeconds(5))
                .build();
        head(pool);
        first.misbehave(HttpFault.RATE_LIMITED, "");

        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> head(pool))
                .satisfies(e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)));
        assertThat(waits).isEmpty();
        int before = first.requests().size();
        assertThatExceptionOfType(RateLimited.class).isThrownBy(() -> head(pool));
        assertThat(first.requests()).as("left alone for as long as it wished").hasSize(before);
    }

    @Test
    void memberThatIsLimited_isAskedAgainAlone() {
        EndpointPool pool =
                builder().endpoint(Endpoint.of("first", first.url())).build();
        head(pool);
        first.limitInBatch("eth_getBlockByNumber");
        List<RpcRequest<Map<String, Object>>> three = headers(3);

        List<Object> numbers = numbers(pool, three);

        assertThat(numbers).containsExactly("0x0", "0x1", "0x2");
        List<String> sent =
                first.requests().stream().filter(line -> line.contains("\"0x")).toList();
        assertThat(sent).hasSize(3);
        assertThat(sent.get(1)).doesNotContain("\"0x0\"").contains("\"0x1\"").contains("\"0x2\"");
        assertThat(sent.get(2))
                .doesNotContain("\"0x0\"")
                .doesNotContain("\"0x1\"")
                .contains("\"0x2\"");
        assertThat(counts.faults(RpcFault.RATE_LIMITED)).isEqualTo(2);
    }

    @Test
    void logsThatAreLimited_areAskedAgainWithWhatVouchesForThem() {
        EndpointPool pool = pool();
        head(pool);
        first.limitInBatch("eth_blockNumber");

        assertThat(logs(pool, 1, 10)).isZero();

        assertThat(Stream.concat(first.requests().stream(), second.requests().stream())
                        .filter(line -> line.contains("eth_getLogs")))
                .allMatch(line -> line.contains("eth_blockNumber") && line.contains("eth_getBlockByNumber"));
    }

    @Test
    void refusedBatch_isSentInParts() {
        EndpointPool pool =
                builder().endpoint(Endpoint.of("first", first.url())).build();
        head(pool);
        first.capBatch(10);
        List<RpcRequest<Map<String, Object>>> many = headers(35);

        assertThat(numbers(pool, many)).hasSize(35);
        assertThat(status(pool, "first").maxBatch()).isEqualTo(10);
        assertThat(counts.faults(RpcFault.BATCH_REFUSED)).isEqualTo(1);

        int before = first.requests().size();
        numbers(pool, many);
        assertThat(first.requests()).hasSize(before + 4);
    }

    @Test
    void partsOfALogBatch_keepTogetherWhatVouches() {
        EndpointPool pool = builder()
                .endpoint(Endpoint.of("first", first.url()).withMaxBatch(2))
                .build();

        assertThat(logs(pool, 1, 10)).isZero();
        assertThat(first.requests().stream().filter(line -> line.contains("eth_getLogs")))
                .singleElement()
                .asString()
                .contains("eth_blockNumber");
    }

    @Test
    void answersInAnyOrder_findTheirRequests() {
        EndpointPool pool = pool();
        for (FaultProxy proxy : List.of(first, second)) {
            proxy.reorderBatches();
            proxy.idsLast();
        }

        assertThat(logs(pool, 1, 10)).isZero();
        List<RpcRequest<Map<String, Object>>> some = headers(8);
        assertThat(numbers(pool, some)).containsExactly("0x0", "0x1", "0x2", "0x3", "0x4", "0x5", "0x6", "0x7");
    }

    @Test
    void revert_isAnAnswer() {
        EndpointPool pool = pool();
        for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(JsonRpcException.class)
                    .isThrownBy(() -> pool.call(
                            "eth_call", List.of(Map.of("to", "0x" + "1".repeat(40), "data", "0x"), "latest"), TEXT))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(3));
        }

        assertThat(pool.endpoints()).allMatch(endpoint -> endpoint.breaker() == Breaker.State.CLOSED);
        assertThat(pool.endpoints()).allMatch(endpoint -> endpoint.faults().isEmpty());
        assertThat(asked(first, "eth_call") + asked(second, "eth_call")).isEqualTo(10);
    }

    @Test
    void readingThatFails_countsAgainstTheEndpoint() {
        EndpointPool pool = pool();
        List<String> heard = new ArrayList<>();

        String source = pool.ask(RpcNeeds.NONE, headers(1), answers -> {
            heard.add(answers.source());
            if (heard.size() == 1) {
                throw new MalformedResponse(answers.source(), "contradicts itself", null);
            }
            return answers.source();
        });

        assertThat(heard).containsExactlyInAnyOrder("first", "second");
        assertThat(source).isEqualTo(heard.get(1));
        assertThat(status(pool, heard.get(0)).faults()).containsEntry(RpcFault.MALFORMED, 1L);
    }

    @Test
    void methodThatOneDoesNotKnow_isAskedOfTheOther() {
        try (ScriptedRpc knowing = new ScriptedRpc()
                .result("eth_chainId", "\"0x3e7\"")
                .result("eth_getBlockByNumber", "{\"number\":\"0xa\",\"timestamp\":\"0x1\"}")
                .result("eth_bigBlockGasPrice", "\"0x7\"")) {
            EndpointPool pool = builder()
                    .endpoint(Endpoint.of("first", first.url()))
                    .endpoint(Endpoint.of("knowing", knowing.url()).withMaxBatch(1))
                    .build();

            assertThat(pool.call("eth_bigBlockGasPrice", List.of(), TEXT)).isEqualTo("0x7");
            assertThat(pool.call("eth_bigBlockGasPrice", List.of(), TEXT)).isEqualTo("0x7");
            assertThat(asked(first, "eth_bigBlockGasPrice")).isEqualTo(1);
            assertThat(counts.faults(RpcFault.UNKNOWN_METHOD)).isEqualTo(1);
            assertThatExceptionOfType(JsonRpcException.class)
                    .isThrownBy(() -> pool.call("eth_nonsense", List.of(), TEXT))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(-32_601));
        }
    }

    @Test
    void whatCannotBeRepeated_isNot() {
        EndpointPool pool = pool();
        head(pool);
        first.misbehave(HttpFault.ANSWER_LOST, "eth_sendTransaction");
        second.misbehave(HttpFault.ANSWER_LOST, "eth_sendTransaction");

        assertThatExceptionOfType(Transport.class)
                .isThrownBy(() -> pool.call("eth_sendTransaction", List.of(Map.of()), TEXT));
        assertThat(asked(first, "eth_sendTransaction") + asked(second, "eth_sendTransaction"))
                .isEqualTo(1);
    }

    @Test
    void signedTransaction_isSentToTheNext() {
        EndpointPool pool = pool();
        head(pool);
        first.misbehave(HttpFault.ANSWER_LOST, "eth_sendRawTransaction");
        second.misbehave(HttpFault.ANSWER_LOST, "eth_sendRawTransaction");

        assertThatExceptionOfType(Transport.class)
                .isThrownBy(() -> pool.call("eth_sendRawTransaction", List.of("0x00"), TEXT));
        assertThat(asked(first, "eth_sendRawTransaction")).isEqualTo(1);
        assertThat(asked(second, "eth_sendRawTransaction")).isEqualTo(1);
    }

    @Test
    void budget_thatIsSpent_leavesTheOthers() {
        RequestBudget budget = RequestBudget.of(30, Duration.ofMinutes(1), () -> clock.millis() * 1_000_000);
        EndpointPool pool = builder()
                .endpoint(Endpoint.of("first", first.url()).withBudget(budget))
                .endpoint(Endpoint.of("second", second.url()))
                .build();

        for (int i = 0; i < 10; i++) {
            numbers(pool, headers(10));
        }

        assertThat(budget.used()).isBetween(20L, 30L);
        assertThat(asked(first, "\"0x5\"")).isBetween(1L, 2L);
        assertThat(counts.faults(RpcFault.RATE_LIMITED)).isZero();
    }

    @Test
    void budget_ofTheOnlyEndpoint_isWaitedForWithinTheDeadline() {
        EndpointPool patient = EndpointPool.builder(ChainId.HYPEREVM)
                .endpoint(Endpoint.of("first", first.url()).withBudget(RequestBudget.of(4, Duration.ofMillis(300))))
                .build();
        long start = System.nanoTime();
        for (int i = 0; i < 8; i++) {
            head(patient);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(550));

        EndpointPool hasty = EndpointPool.builder(ChainId.HYPEREVM)
                .endpoint(Endpoint.of("first", first.url()).withBudget(RequestBudget.of(3, Duration.ofMinutes(1))))
                .deadline(Duration.ofMillis(500))
                .build();
        head(hasty);
        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> head(hasty))
                .satisfies(e -> assertThat(e.retryAfter().orElseThrow()).isGreaterThan(Duration.ofSeconds(50)));
    }

    @Test
    void batch_thatNoBudgetHolds_isSentInParts() {
        RequestBudget budget = RequestBudget.of(100, Duration.ofMillis(200));
        EndpointPool pool = EndpointPool.builder(ChainId.HYPEREVM)
                .endpoint(Endpoint.of("first", first.url()).withBudget(budget))
                .build();
        List<RpcRequest<Map<String, Object>>> many = headers(150);

        assertThat(numbers(pool, many)).hasSize(150);
    }

    @Test
    void endpointsWithAndWithoutSystemTransactions_areNotMixed() {
        Endpoint without = Endpoint.of("hl-node", first.url());
        Endpoint with = Endpoint.of("nanoreth", second.url()).withSystemTransactions();

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> builder().endpoint(without).endpoint(with).build())
                .withMessageContaining("hl-node, nanoreth");
        EndpointPool mixed = builder()
                .endpoint(without)
                .endpoint(with)
                .mixedSystemTransactions()
                .build();
        assertThat(head(mixed)).isEqualTo(10);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> logs(mixed, 1, 2));
    }

    @Test
    void rangeThatAnEndpointDoesNotTake_isAskedOfTheOther() {
        EndpointPool pool = builder()
                .endpoint(Endpoint.of("first", first.url()).withMaxLogRange(3))
                .endpoint(Endpoint.of("second", second.url()).withMaxLogRange(8))
                .build();

        assertThat(pool.maxLogRange()).isEqualTo(8);
        logs(pool, 1, 8);
        assertThat(asked(first, "eth_getLogs")).isZero();
        assertThatExceptionOfType(JsonRpcException.class)
                .isThrownBy(() -> logs(pool, 1, 9))
                .withMessageContaining("query exceeds max block range 8");

        pool.tightenLogRange("second", 5);
        pool.tightenLogRange("second", 7);
        assertThat(pool.maxLogRange()).isEqualTo(5);
        clock.advance(Duration.ofMinutes(11));
        assertThat(pool.maxLogRange())
                .as("what was learnt is forgotten in time")
                .isEqualTo(8);
    }

    @Test
    void archive_isAskedOfArchivesOnly() {
        EndpointPool pool = builder()
                .endpoint(Endpoint.of("first", first.url()))
                .endpoint(Endpoint.of("second", second.url()).withArchive())
                .build();
        RpcNeeds archive = new RpcNeeds(1, 0, true);

        assertThat(pool.ask(archive, headers(1), RpcAnswers::source)).isEqualTo("second");
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> pool().ask(archive, headers(1), RpcAnswers::source))
                .withMessageContaining("states of old blocks");
    }

    @Test
    void endpoints_areDeclaredOnce() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> builder().build());
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> builder()
                        .endpoint(Endpoint.of("a", first.url()))
                        .endpoint(Endpoint.of("a", second.url()))
                        .build())
                .withMessageContaining("two endpoints are called a");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Endpoint.of("a", first.url()).withMaxBatch(0));
    }

    @Test
    void health_tellsWhoIsOut() {
        EndpointPool pool = pool();
        head(pool);
        first.misbehave(HttpFault.DISCONNECT, "");
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofSeconds(5));
            head(pool);
        }
        List<HealthCheck> checks = pool.healthChecks(true);

        assertThat(checks).extracting(HealthCheck::critical).containsExactly(true, false, false);
        assertThat(checks.get(0).probe().get()).isEqualTo("1 of 2 endpoints can be asked");
        assertThatThrownBy(() -> checks.get(1).probe().get()).hasMessageContaining("breaker OPEN");
        assertThat(checks.get(2).probe().get()).isEqualTo("at block 10");
    }

    @Test
    void keyInTheUrl_isNeverShown() {
        String key = "s3cr3tk3y0123456789";
        try (ScriptedRpc server = new ScriptedRpc()
                .result("eth_chainId", "\"0x3e7\"")
                .result("eth_getBlockByNumber", "{\"number\":\"0xa\",\"timestamp\":\"0x1\"}")
                .error("eth_call", "{\"code\":-32000,\"message\":\"no plan for /v2/" + key + "\"}")
                .result("eth_gasPrice", "[\"" + key + "\"]")) {
            Endpoint endpoint = Endpoint.of(
                            "provider",
                            server.url()
                                    .newBuilder()
                                    .addPathSegments("v2/" + key)
                                    .build())
                    .withMaxBatch(1);
            EndpointPool pool = builder().endpoint(endpoint).build();

            assertThat(endpoint.toString() + pool + pool.endpoints()).doesNotContain(key);
            assertThatThrownBy(() -> pool.call("eth_call", List.of(), TEXT))
                    .hasMessageContaining("no plan for /v2/***")
                    .hasMessageNotContaining(key);
            assertThatThrownBy(() -> pool.call("eth_gasPrice", List.of(), TEXT))
                    .isInstanceOf(MalformedResponse.class)
                    .hasMessageNotContaining(key)
                    .hasNoCause();
        }
    }

    @Test
    void keyInTheUrl_isNotShownWhereAnAnswerIsCutOff() {
        String key = "s3cr3tk3y0123456789";
        for (int before = 277; before < 300; before++) {
            String page = "x".repeat(before);
            try (FakeServer server = new FakeServer() {
                @Override
                protected MockResponse answer(RecordedRequest request) {
                    return json("<" + page + "/" + request.getTarget() + "y".repeat(500));
                }
            }) {
                JsonRpc rpc = JsonRpc.of(
                        "provider",
                        server.url().newBuilder().addPathSegment(key).build(),
                        client,
                        Duration.ofSeconds(5));

                assertThatThrownBy(() -> rpc.call("eth_gasPrice", List.of(), TEXT))
                        .isInstanceOf(MalformedResponse.class)
                        .hasMessageNotContaining(key.substring(0, 5))
                        .satisfies(e -> assertThat(String.valueOf(e.getCause())).doesNotContain(key.substring(0, 5)));
            }
        }
    }

    @Test
    void latency_decidesBetweenEquals() {
        EndpointPool pool = pool();
        for (int i = 0; i < 20; i++) {
            head(pool);
        }

        assertThat(pool.endpoints()).allMatch(endpoint -> endpoint.faults().isEmpty());
        assertThat(counts.counts).containsKeys("REQUESTS first", "REQUEST_TIME first", "REQUESTS second");
        assertThat(Optional.of(status(pool, "first").latency())).isPresent();
    }
}
