package io.plimsoll.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.testing.ManualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CachedPricesTest {
    private static final int THREADS = 100;

    private final ManualClock clock = ManualClock.atNewYear();
    private final FakePrices source =
            new FakePrices("slow", clock).says("BTC", "1").says("HYPE", "2");
    private final PriceSource prices = Prices.cached(source, clock);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private BigDecimal price(String asset) {
        return prices.latest(Set.of(asset)).get(asset).orElseThrow().price().value();
    }

    @Test
    void answer_isGivenForTenSeconds_andNotANanosecondLonger() {
        assertThat(price("BTC")).isEqualByComparingTo("1");
        source.says("BTC", "9");

        clock.advance(Duration.ofSeconds(10).minusNanos(1));
        assertThat(price("BTC")).isEqualByComparingTo("1");
        clock.advance(Duration.ofNanos(1));
        assertThat(price("BTC")).isEqualByComparingTo("9");
        assertThat(source.questions()).hasSize(2);
    }

    @Test
    void age_countsFromTheQuestion_notFromTheAnswer() {
        source.behaves(assets -> {
            clock.advance(Duration.ofSeconds(4));
            return source.answer(assets);
        });
        price("BTC");
        source.behavesAgain().says("BTC", "9");

        clock.advance(Duration.ofSeconds(5));
        assertThat(price("BTC")).isEqualByComparingTo("1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(price("BTC")).isEqualByComparingTo("9");
    }

    @Test
    void clockSetBack_asksAgain() {
        price("BTC");
        source.says("BTC", "9");
        clock.advance(Duration.ofSeconds(-1));

        assertThat(price("BTC")).isEqualByComparingTo("9");
    }

    @Test
    void assets_areAskedTogether_andOnlyThoseThatAreMissing() {
        price("BTC");
        prices.latest(Set.of("BTC", "HYPE"));
        prices.latest(Set.of("BTC", "HYPE"));

        assertThat(source.questions()).containsExactly(Set.of("BTC"), Set.of("HYPE"));
        assertThat(prices.latest(Set.of())).isEmpty();
        assertThat(prices.name()).isEqualTo("slow");
        assertThat(prices.usualPolicy()).isEqualTo(FakePrices.POLICY);
    }

    @Test
    void failure_isNotKept() {
        source.behaves(assets -> Answers.failed(assets, new Rejected("slow", 503, "busy")));
        assertThat(prices.latest(Set.of("BTC")).get("BTC").findError()).isPresent();

        source.behavesAgain();
        assertThat(price("BTC")).isEqualByComparingTo("1");
        for (int i = 0; i < 3; i++) {
            assertThat(prices.latest(Set.of("NOSUCH")).get("NOSUCH").findError())
                    .hasValueSatisfying(e -> assertThat(e).isInstanceOf(NotFound.class));
        }
        assertThat(source.questions()).hasSize(5);
    }

    @Test
    void throwingSource_failsThoseWhoWait_andIsAskedAgain() {
        source.behaves(assets -> {
            throw new IllegalStateException("bug");
        });
        assertThat(prices.latest(Set.of("BTC")).get("BTC").findError().orElseThrow())
                .isInstanceOf(MalformedResponse.class);

        source.behavesAgain();
        assertThat(price("BTC")).isEqualByComparingTo("1");
    }

    @Test
    void hundredThreads_askOnce() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        source.behaves(assets -> {
            await(release);
            return source.answer(assets);
        });
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<Outcome<PriceQuote>>> answers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            answers.add(threads.submit(() -> {
                start.await();
                return prices.latest(Set.of("BTC", "HYPE")).get("HYPE");
            }));
        }
        Awaitility.await().until(() -> !source.questions().isEmpty());
        release.countDown();

        for (Future<Outcome<PriceQuote>> answer : answers) {
            assertThat(answer.get().orElseThrow().price().value()).isEqualByComparingTo("2");
        }
        assertThat(source.questions().stream().mapToInt(Set::size).sum())
                .as("each asset once, whoever asked first")
                .isEqualTo(2);
    }

    @Test
    void questionThatHangs_isNotJoinedOnceItIsTooOld() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        source.behaves(assets -> {
            await(release);
            return source.answer(assets);
        });
        Future<BigDecimal> stuck = threads.submit(() -> price("BTC"));
        Awaitility.await().until(() -> source.questions().size() == 1);
        source.behavesAgain();
        clock.advance(Duration.ofSeconds(10));

        assertThat(price("BTC")).isEqualByComparingTo("1");
        assertThat(source.questions()).hasSize(2);
        source.says("BTC", "9");
        release.countDown();
        assertThat(stuck.get()).isEqualByComparingTo("9");
        assertThat(price("BTC")).as("the late answer replaced nothing").isEqualByComparingTo("1");
    }

    @Test
    void interruptedWaiter_getsAFailure_andTheOthersTheirPrice() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        source.behaves(assets -> {
            await(release);
            return source.answer(assets);
        });
        Future<BigDecimal> leader = threads.submit(() -> price("BTC"));
        Awaitility.await().until(() -> source.questions().size() == 1);

        Thread.currentThread().interrupt();
        assertThat(prices.latest(Set.of("BTC")).get("BTC").findError().orElseThrow())
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        release.countDown();
        assertThat(leader.get()).isEqualByComparingTo("1");
    }

    @Test
    void cachedPrice_isJudgedByItsAgeAtTheMomentOfUse() {
        source.says("BTC", "1", Duration.ofSeconds(59));
        FirstOf above =
                Prices.inOrder().clock(clock).executor(threads).then(prices).build();
        assertThat(above.latest(Set.of("BTC")).get("BTC").findValue()).isPresent();

        clock.advance(Duration.ofSeconds(2));

        assertThat(above.latest(Set.of("BTC")).get("BTC").findError().orElseThrow())
                .hasMessageContaining("TOO_OLD 61 s, limit 60 s");
        assertThat(source.questions()).hasSize(1);
    }

    @Test
    void freshness_mustBeAboveZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> Prices.cached(source, Duration.ZERO, clock));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
