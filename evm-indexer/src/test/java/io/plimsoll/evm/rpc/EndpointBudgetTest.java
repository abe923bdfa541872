package io.plimsoll.evm.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Unavailable;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Permit;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.evm.testing.CountedMetrics;
import io.plimsoll.evm.testing.FaultProxy;
import io.plimsoll.evm.testing.ScriptedChain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a pool does with the budgets of its endpoints. Time stands still but for waits. */
class EndpointBudgetTest {
    private static final TypeReference<String> TEXT = new TypeReference<>() {};
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualClock clock = ManualClock.atNewYear();
    private final ScriptedChain chain = ScriptedChain.start(ChainId.HYPEREVM, clock);
    private final FaultProxy proxy = FaultProxy.before(chain.url());
    private final CountedMetrics metrics = new CountedMetrics();
    private final List<Duration> waits = new ArrayList<>();

    @BeforeEach
    void someBlocks() {
        LongStream.range(0, 150).forEach(block -> chain.mine());
    }

    @AfterEach
    void close() {
        proxy.close();
        chain.close();
    }

    private RequestBudget aMinute(long requests) {
        return RequestBudget.of(requests, MINUTE, () -> clock.millis() * 1_000_000);
    }

    private EndpointPool.Builder builder() {
        return EndpointPool.builder(ChainId.HYPEREVM)
                .metrics(metrics)
                .clock(clock)
                .looks(Runnable::run)
                .timing(() -> clock.millis() * 1_000_000, (source, time) -> {
                    waits.add(time);
                    clock.advance(time);
                });
    }

    private static long head(JsonRpc rpc) {
        return Long.decode(rpc.call("eth_blockNumber", List.of(), TEXT));
    }

    @Test
    void lookAtTheHead_thatHasNoRoom_keepsNobodyOut() {
        RequestBudget budget = aMinute(100);
        EndpointPool pool = builder()
                .endpoint(Endpoint.of("only", proxy.url()).withBudget(budget))
                .maxHeadAge(Duration.ofHours(1))
                .headPoll(Duration.ofSeconds(10))
                .build();
        head(pool);
        while (budget.used() < 80) {
            head(pool);
        }

        clock.advance(Duration.ofSeconds(11));
        head(pool);
        head(pool);

        assertThat(waits).isEmpty();
        assertThat(metrics.of(MetricName.RPC_FAULTS, "rate-limited")).isZero();
        assertThat(pool.endpoints()).allMatch(EndpointStatus::usable);
    }

    @Test
    void endpointWithoutRoomForALook_isPassedOver() {
        RequestBudget spent = aMinute(30);
        spent.take(20, Lane.URGENT, Duration.ZERO).settle();
        spent.take(7, Lane.URGENT, Duration.ZERO).settle();
        EndpointPool pool = builder()
                .endpoint(Endpoint.of("spent", proxy.url()).withBudget(spent))
                .endpoint(Endpoint.of("free", chain.url()))
                .build();

        assertThat(head(pool)).isEqualTo(150);

        assertThat(waits).isEmpty();
        assertThat(proxy.requests()).isEmpty();
        assertThat(metrics.of(MetricName.RPC_FAULTS, "rate-limited")).isZero();
    }

    @Test
    void request_countsFromItsAnswer() {
        RequestBudget budget = aMinute(20);
        Permit underWay = budget.take(5, Lane.NORMAL, Duration.ZERO);
        clock.advance(Duration.ofSeconds(61));
        assertThat(budget.used()).as("it may arrive only now").isEqualTo(5);

        underWay.settle();
        clock.advance(Duration.ofSeconds(59));
        assertThat(budget.used()).isEqualTo(5);
        clock.advance(Duration.ofSeconds(2));
        assertThat(budget.used()).isZero();
    }

    @Test
    void requestsOfAPool_areSettledWhateverComesOfThem() {
        RequestBudget budget = aMinute(1_000);
        EndpointPool pool = builder()
                .endpoint(Endpoint.of("only", proxy.url()).withBudget(budget).withMaxBatch(1))
                .exchangeDeadline(Duration.ofMillis(300))
                .build();
        for (HttpFault fault : HttpFault.values()) {
            proxy.misbehave(fault, "", 1);
            for (int i = 0; i < 4; i++) {
                try {
                    head(pool);
                } catch (RuntimeException expected) {
                    assertThat(expected).hasMessageContaining("only");
                }
            }
            clock.advance(Duration.ofSeconds(30));
        }

        clock.advance(MINUTE.plusSeconds(1));

        assertThat(budget.used()).isZero();
    }

    @Test
    void endpointThatIsLeftAlone_costsNothing() {
        RequestBudget budget = aMinute(100);
        EndpointPool pool = builder()
                .endpoint(Endpoint.of("only", proxy.url()).withBudget(budget))
                .breaker(3, Duration.ofSeconds(10))
                .build();
        head(pool);
        proxy.misbehave(HttpFault.SERVER_ERROR, "");

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> head(pool)).isInstanceOfAny(Rejected.class, Unavailable.class);
        }

        assertThat(budget.used()).isEqualTo(2 + 1 + 3);
        proxy.passThrough();
        clock.advance(Duration.ofSeconds(11));
        assertThat(head(pool)).isEqualTo(150);
    }

    @Test
    void patienceOfYears_isNotAllGranted() {
        try (FakeServer server = new FakeServer() {
            @Override
            protected MockResponse answer(RecordedRequest request) {
                return new MockResponse.Builder()
                        .code(429)
                        .addHeader("Retry-After", "999999999")
                        .build();
            }
        }) {
            EndpointPool pool =
                    builder().endpoint(Endpoint.of("only", server.url())).build();

            assertThatExceptionOfType(RateLimited.class)
                    .isThrownBy(() -> head(pool))
                    .satisfies(e -> assertThat(e.retryAfter().orElseThrow()).isLessThan(Duration.ofMinutes(11)));
            clock.advance(Duration.ofMinutes(11));
            assertThatExceptionOfType(RateLimited.class).isThrownBy(() -> head(pool));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void batchThatCannotBeRepeated_isNot() {
        EndpointPool pool = builder()
                .endpoint(Endpoint.of("only", proxy.url()).withMaxBatch(1))
                .build();
        head(pool);
        RpcRequest<String> one = RpcRequest.of("eth_sendTransaction", List.of("one"), TEXT);
        RpcRequest<String> two = RpcRequest.of("eth_sendTransaction", List.of("two"), TEXT);
        proxy.misbehave(HttpFault.RATE_LIMITED, "two", 1);

        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> pool.ask(RpcNeeds.NONE, List.of(one, two), RpcAnswers::source));

        assertThat(proxy.requests().stream().filter(line -> line.contains("one")))
                .hasSize(1);
    }
}
