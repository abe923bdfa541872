package io.plimsoll.core.kit.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Unavailable;
import io.plimsoll.core.kit.resilience.Breaker;
import io.plimsoll.core.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TieredCacheTest {
    private static final Duration STALE = Duration.ofMinutes(10);

    private final ManualClock clock = ManualClock.atNewYear();
    private final TieredCache cache = new TieredCache(clock);
    private final AtomicInteger loads = new AtomicInteger();
    private volatile boolean down;

    private final CacheGroup<String, String> prices = cache.group("prices", Tier.SHORT, STALE, 1000, this::load);

    private Optional<String> load(String key) {
        int load = loads.incrementAndGet();
        if (down) {
            throw new Rejected("venue", 500, "down");
        }
        return key.equals("none") ? Optional.empty() : Optional.of(key + load);
    }

    @Test
    void tiers_areTheAgreedOnes() {
        assertThat(Tier.values())
                .extracting(tier -> tier.freshness().toMinutes())
                .containsExactly(2L, 5L, 15L, 60L);
    }

    @Test
    void find_fresh_isNotLoadedAgain_thenItIs() {
        assertThat(prices.get("BTC")).isEqualTo("BTC1");
        clock.advance(Duration.ofMinutes(2).minusMillis(1));
        assertThat(prices.get("BTC")).isEqualTo("BTC1");
        clock.advance(Duration.ofMillis(1));
        assertThat(prices.get("BTC")).isEqualTo("BTC2");
        assertThat(prices.stats().hits()).isEqualTo(1);
        assertThat(prices.stats().misses()).isEqualTo(2);
        assertThat(prices.stats().hitRate()).isEqualTo(1 / 3.0);
    }

    @Test
    void knownAbsence_isAnAnswerLikeAnyOther() {
        assertThat(prices.find("none")).isEmpty();
        assertThat(prices.find("none")).isEmpty();
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> prices.get("none"));

        assertThat(loads).hasValue(1);
        assertThat(prices.stats().hits()).isEqualTo(2);
    }

    @Test
    void tenThousandMissesAtOnce_loadOnce() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        AtomicInteger slowLoads = new AtomicInteger();
        CacheGroup<String, Integer> slow = cache.group("slow", Tier.SHORT, STALE, 10, key -> {
            loading.countDown();
            awaitQuietly(proceed);
            return Optional.of(slowLoads.incrementAndGet());
        });
        ExecutorService threads = Executors.newFixedThreadPool(200);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            answers.add(threads.submit(() -> slow.get("key")));
        }
        assertThat(loading.await(30, TimeUnit.SECONDS)).isTrue();
        proceed.countDown();

        for (Future<Integer> answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        }
        threads.shutdown();
        assertThat(slowLoads).hasValue(1);
        assertThat(slow.stats().loads()).isEqualTo(1);
    }

    @Test
    void tenThousandMissesOnADeadLoader_callItOnceEachWave_andAllGetTheError() throws Exception {
        CountDownLatch proceed = new CountDownLatch(1);
        AtomicInteger deadLoads = new AtomicInteger();
        CountDownLatch waiting = new CountDownLatch(200);
        CacheGroup<String, Integer> dead = cache.group("dead", Tier.SHORT, STALE, 10, key -> {
            deadLoads.incrementAndGet();
            awaitQuietly(proceed);
            throw new Rejected("venue", 500, "down");
        });
        ExecutorService threads = Executors.newFixedThreadPool(200);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(threads.submit(() -> {
                waiting.countDown();
                return dead.get("key");
            }));
        }
        assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
        proceed.countDown();
        for (Future<Integer> answer : answers) {
            assertThatExceptionOfType(java.util.concurrent.ExecutionException.class)
                    .isThrownBy(() -> answer.get(30, TimeUnit.SECONDS))
                    .withCauseInstanceOf(SourceException.class);
        }
        threads.shutdown();
        // threads that asked after the failure start a second wave; the breaker ends it at five
        assertThat(deadLoads.get()).isBetween(1, 5);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void loaderIsDown_theLastGoodAnswerIsGivenWithinItsBound_thenTheError() {
        prices.get("BTC");
        down = true;
        clock.advance(Duration.ofMinutes(12).minusMillis(1));

        assertThat(prices.get("BTC")).isEqualTo("BTC1");
        assertThat(prices.stats().stale()).isEqualTo(1);

        clock.advance(Duration.ofMillis(1));
        assertThatExceptionOfType(Rejected.class).isThrownBy(() -> prices.get("BTC"));
        assertThatExceptionOfType(Rejected.class).isThrownBy(() -> prices.get("never seen"));
    }

    @Test
    void loaderComesBack_itsAnswerIsTaken() {
        prices.get("BTC");
        down = true;
        clock.advance(Duration.ofMinutes(3));
        assertThat(prices.get("BTC")).isEqualTo("BTC1");
        down = false;

        assertThat(prices.get("BTC")).isEqualTo("BTC3");
    }

    @Test
    void loaderFailsAgainAndAgain_isLeftAlone_thenOneMayTry() {
        down = true;
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(Rejected.class).isThrownBy(() -> prices.get("BTC"));
        }
        assertThat(prices.breaker()).isEqualTo(Breaker.State.OPEN);
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> prices.get("BTC"));
        assertThat(loads).hasValue(5);

        clock.advance(Duration.ofSeconds(31));
        assertThatExceptionOfType(Rejected.class).isThrownBy(() -> prices.get("BTC"));
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> prices.get("BTC"));
        assertThat(loads).hasValue(6);

        clock.advance(Duration.ofSeconds(31));
        down = false;
        assertThat(prices.get("BTC")).isEqualTo("BTC7");
        assertThat(prices.breaker()).isEqualTo(Breaker.State.CLOSED);
    }

    @Test
    void bugInTheLoader_passesThrough_andIsNotKept() {
        CacheGroup<String, String> buggy = cache.group("buggy", Tier.SHORT, STALE, 10, key -> {
            throw new IllegalStateException("bug " + loads.incrementAndGet());
        });

        assertThatIllegalStateException().isThrownBy(() -> buggy.get("x")).withMessage("bug 1");
        assertThatIllegalStateException().isThrownBy(() -> buggy.get("x")).withMessage("bug 2");
    }

    @Test
    void invalidate_forgetsTheLastGoodAnswerToo() {
        prices.get("BTC");
        prices.get("ETH");
        prices.invalidate("BTC");
        down = true;

        assertThatExceptionOfType(Rejected.class).isThrownBy(() -> prices.get("BTC"));
        assertThat(prices.get("ETH")).isEqualTo("ETH2");
        cache.invalidateAll();
        assertThatExceptionOfType(Rejected.class).isThrownBy(() -> prices.get("ETH"));
    }

    @Test
    void warm_andPut_saveTheLoadLater() {
        assertThat(prices.warm(List.of("BTC", "none"))).containsOnlyKeys("BTC", "none");
        prices.put("HYPE", "40");
        down = true;

        assertThat(prices.get("BTC")).isEqualTo("BTC1");
        assertThat(prices.get("HYPE")).isEqualTo("40");
        assertThat(prices.warm(List.of("ETH")).get("ETH").findError()).isPresent();
    }

    @Test
    void groups_haveNamesOfTheirOwn_andReportThemselves() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cache.group(
                        "prices",
                        Tier.LONG,
                        STALE,
                        1,
                        Function.<String>identity().andThen(Optional::of)));
        assertThat(prices.name()).isEqualTo("prices");
        assertThat(cache.stats()).containsOnlyKeys("prices");
        assertThat(prices.stats().hitRate()).isZero();
    }

    /** A second level in a map, which can be told to fail. */
    private static final class MapLevel implements SecondLevel<String, String> {
        final Map<String, Known<String>> known = new ConcurrentHashMap<>();
        volatile boolean broken;

        private void check() {
            if (broken) {
                throw new IllegalStateException("second level is gone");
            }
        }

        @Override
        public Optional<Known<String>> find(String key) {
            check();
            return Optional.ofNullable(known.get(key));
        }

        @Override
        public void put(String key, Known<String> value, Duration freshness) {
            check();
            known.put(key, value);
        }

        @Override
        public void invalidate(String key) {
            check();
            known.remove(key);
        }
    }

    @Test
    void secondLevel_isAskedFirst_filled_andMayFail() {
        MapLevel second = new MapLevel();
        CacheGroup<String, String> shared =
                cache.group("shared", Tier.SHORT, STALE, 10, this::load, Optional.of(second));
        second.known.put("BTC", new SecondLevel.Known<>(Optional.of("from afar")));

        assertThat(shared.get("BTC")).isEqualTo("from afar");
        assertThat(shared.get("ETH")).isEqualTo("ETH1");
        assertThat(second.known).containsKey("ETH");
        shared.invalidate("BTC");
        assertThat(second.known).doesNotContainKey("BTC");

        second.broken = true;
        assertThat(shared.get("SOL")).isEqualTo("SOL2");
        shared.invalidate("SOL");
        assertThat(shared.stats().secondLevelHits()).isEqualTo(1);
        assertThat(shared.stats().secondLevelFailures()).isEqualTo(3);
    }
}
