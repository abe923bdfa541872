package io.plimsoll.hyperliquid.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StreamQuotaTest {
    private static final Duration NOW = Duration.ZERO;

    private final AtomicLong nanos = new AtomicLong(1_000);
    private final StreamQuota quota =
            new VenueLimits(Quotas.documented(), new WeightedRateLimiter(VenueLimits.SOURCE, nanos::get)).streams();

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static Address user(int number) {
        return Address.parse(String.format("0x%040x", number));
    }

    @Test
    void connections_tenAtOnce() {
        List<Lease> open = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            open.add(quota.connect(NOW));
        }

        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> quota.connect(Duration.ofDays(1)))
                .withMessageContaining("10 connections are open")
                .satisfies(e -> assertThat(e.retryAfter()).isEmpty());
        open.get(0).close();
        open.get(0).close();
        assertThat(quota.connections()).isEqualTo(9);
        quota.connect(NOW);
    }

    @Test
    void connections_thirtyAMinute_alsoIfTheyFail() {
        for (int i = 0; i < 30; i++) {
            quota.connect(NOW).close();
        }

        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> quota.connect(NOW))
                .satisfies(e -> assertThat(e.retryAfter().orElseThrow()).isGreaterThan(Duration.ofSeconds(59)));
        assertThat(quota.connections()).as("places of refused ones").isZero();

        pass(Duration.ofSeconds(60).plusNanos(1));
        quota.connect(NOW);
    }

    @Test
    void subscriptions_aThousandAtOnce() {
        Lease first = quota.subscribe();
        for (int i = 1; i < 1000; i++) {
            quota.subscribe();
        }

        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(quota::subscribe)
                .withMessageContaining("1000 subscriptions");
        assertThatExceptionOfType(RateLimited.class).isThrownBy(() -> quota.subscribe(user(1)));
        assertThat(quota.users()).as("users of refused ones").isZero();
        first.close();
        quota.subscribe(user(1));
    }

    @Test
    void users_tenDifferentOnes_eachWithManySubscriptions() {
        List<Lease> ofFirst = List.of(quota.subscribe(user(0)), quota.subscribe(user(0)));
        for (int i = 1; i < 10; i++) {
            quota.subscribe(user(i));
        }

        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> quota.subscribe(user(10)))
                .withMessageContaining("10 users")
                .withMessageContaining(user(10).hex());
        ofFirst.get(0).close();
        ofFirst.get(0).close();
        assertThat(quota.users()).isEqualTo(10);
        quota.subscribe(user(0)).close();
        ofFirst.get(1).close();
        assertThat(quota.users()).isEqualTo(9);
        quota.subscribe(user(10));
        assertThat(quota.subscriptions()).isEqualTo(10);
    }

    @Test
    void users_asManyAsTheCallerKnowsToBeTaken() {
        StreamQuota wider = new VenueLimits(Quotas.documented().withUsers(15)).streams();
        for (int i = 0; i < 15; i++) {
            wider.subscribe(user(i));
        }

        assertThatExceptionOfType(RateLimited.class).isThrownBy(() -> wider.subscribe(user(15)));
    }

    @Test
    void messages_twoThousandAMinute_theLastForUrgentOnes() {
        for (int i = 0; i < 1800; i++) {
            quota.message(Lane.NORMAL, NOW);
        }

        assertThatExceptionOfType(RateLimited.class).isThrownBy(() -> quota.message(Lane.NORMAL, NOW));
        for (int i = 0; i < 200; i++) {
            quota.message(Lane.URGENT, NOW);
        }
        assertThatExceptionOfType(RateLimited.class).isThrownBy(() -> quota.message(Lane.URGENT, NOW));
        assertThat(quota.messages()).isEqualTo(2000);

        pass(Duration.ofSeconds(60).plusNanos(1));
        quota.message(Lane.BACKGROUND, NOW);
    }

    @Test
    void posts_aHundredInFlight() {
        List<Lease> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(quota.post(NOW));
        }

        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> quota.post(NOW))
                .withMessageContaining("100 posts");
        waiting.get(7).close();
        waiting.get(7).close();
        assertThat(quota.postsInFlight()).isEqualTo(99);
        quota.post(NOW);
    }

    @Test
    void posts_whoWaitsForAPlace_getsTheNextOne() throws Exception {
        StreamQuota one = new VenueLimits(new Quotas(1200, 10, 30, 1000, 10, 2000, 1)).streams();
        Lease first = one.post(NOW);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<Lease> second = thread.submit(() -> one.post(Duration.ofSeconds(30)));

        first.close();

        second.get(30, TimeUnit.SECONDS).close();
        assertThat(one.postsInFlight()).isZero();
        thread.shutdown();
    }

    @Test
    void places_underSixteenThreads_areNeverMoreThanGranted() throws Exception {
        StreamQuota shared = new VenueLimits(new Quotas(1200, 5, 1_000_000, 20, 4, 1_000_000, 7)).streams();
        AtomicInteger connections = new AtomicInteger();
        AtomicInteger mostConnections = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<?>> workers = new ArrayList<>();
        for (int t = 0; t < 16; t++) {
            int number = t;
            workers.add(threads.submit(() -> {
                for (int i = 0; i < 500; i++) {
                    try (Lease connection = shared.connect(NOW);
                            Lease subscription = shared.subscribe(user(number % 6));
                            Lease post = shared.post(NOW)) {
                        assertThat(List.of(connection, subscription, post)).doesNotContainNull();
                        mostConnections.accumulateAndGet(connections.incrementAndGet(), Math::max);
                        connections.decrementAndGet();
                    } catch (RateLimited full) {
                        Thread.onSpinWait();
                    }
                }
            }));
        }
        for (Future<?> worker : workers) {
            worker.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertThat(mostConnections.get()).isBetween(1, 5);
        assertThat(List.of(shared.connections(), shared.subscriptions(), shared.users(), shared.postsInFlight()))
                .containsOnly(0);
    }
}
