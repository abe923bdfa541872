package io.plimsoll.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.price.MarketStatus;
import io.plimsoll.core.domain.price.PricePolicy;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.price.PriceRefused;
import io.plimsoll.core.domain.price.PriceVerdict.Usable;
import io.plimsoll.core.domain.price.Refusal;
import io.plimsoll.core.domain.price.RefusalReason;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.foundation.error.SourceException.Unavailable;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.core.foundation.error.SourceException.Unverified;
import io.plimsoll.core.testing.ManualClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirstOfTest {
    private static final Duration SHORT = Duration.ofMillis(150);

    private final ManualClock clock = ManualClock.atNewYear();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final FakePrices first =
            new FakePrices("first", clock).says("BTC", "100000").says("HYPE", "40");
    private final FakePrices second =
            new FakePrices("second", clock).says("BTC", "100100").says("HYPE", "41");
    private final FakePrices third =
            new FakePrices("third", clock).says("BTC", "99900").says("HYPE", "39");

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private FirstOf.Builder inOrder() {
        return Prices.inOrder()
                .clock(clock)
                .executor(threads)
                .then(first)
                .then(second)
                .then(third);
    }

    private static Usable chosen(FirstOf prices, String asset) {
        return prices.choose(Set.of(asset)).get(asset).chosen().orElseThrow();
    }

    private static SourceException error(FirstOf prices, String asset) {
        return prices.latest(Set.of(asset)).get(asset).findError().orElseThrow();
    }

    @Test
    void firstUsable_isTaken_andNobodyElseIsAsked() {
        FirstOf prices = inOrder().build();

        Map<String, Outcome<PriceQuote>> quotes = prices.latest(Set.of("BTC", "HYPE"));

        assertThat(quotes).containsOnlyKeys("BTC", "HYPE");
        assertThat(quotes.get("BTC").orElseThrow().source()).isEqualTo("first");
        assertThat(quotes.get("HYPE").orElseThrow().price().value()).isEqualByComparingTo("40");
        assertThat(first.questions()).containsExactly(Set.of("BTC", "HYPE"));
        assertThat(second.questions()).isEmpty();
        assertThat(prices.latest(Set.of())).isEmpty();
        assertThat(first.questions()).hasSize(1);
    }

    @Test
    void fallback_isPerAsset_andSaysWhyEarlierOnesWereRefused() {
        first.says("HYPE", "40", Duration.ofSeconds(61));
        second.behaves(assets -> Answers.failed(assets, new NotFound("second", "nothing")));

        Map<String, PriceChoice> choices = inOrder().build().choose(Set.of("BTC", "HYPE"));

        assertThat(choices.get("BTC").chosen().orElseThrow().quote().source()).isEqualTo("first");
        assertThat(choices.get("BTC").opinions()).hasSize(1);
        PriceChoice hype = choices.get("HYPE");
        assertThat(hype.chosen().orElseThrow().quote().source()).isEqualTo("third");
        assertThat(second.questions()).containsExactly(Set.of("HYPE"));
        assertThat(hype.opinions()).extracting(Opinion::source).containsExactly("first", "second", "third");
        assertThat(hype.opinions().get(0).error().orElseThrow()).hasMessageContaining("TOO_OLD 61 s, limit 60 s");
        assertThat(hype.opinions().get(0).deviationBps().orElseThrow())
                .as("40 against 39, of the lower, rounded up")
                .isEqualByComparingTo("256.42");
        assertThat(hype.opinions().get(1).error().orElseThrow()).isInstanceOf(NotFound.class);
        assertThat(hype.opinions().get(2).error()).isEmpty();
        assertThat(hype.opinions().get(2).deviationBps()).isEmpty();
    }

    @Test
    void everyFailure_fallsThrough_andKeepsItsOwnError() {
        Map<String, Function<Set<String>, Map<String, Outcome<PriceQuote>>>> ways = new LinkedHashMap<>();
        List<SourceException> kinds = List.of(
                new Transport("first", "down", new IOException("reset")),
                new RateLimited("first", Optional.of(Duration.ofSeconds(3)), ""),
                new Rejected("first", 403, "no"),
                new NotFound("first", "no"),
                new MalformedResponse("first", "html", null),
                new Unavailable("first", Duration.ofSeconds(1)),
                new Unverified("first", "INVALID_SIGNATURE", "no"),
                new Unusable("first", "no"));
        for (SourceException kind : kinds) {
            ways.put("gives " + kind, assets -> Answers.failed(assets, kind));
            ways.put("throws " + kind, assets -> {
                throw kind;
            });
        }
        ways.put("throws a bug", assets -> {
            throw new IllegalStateException("bug");
        });
        ways.put("throws an error", assets -> {
            throw new StackOverflowError();
        });
        ways.put("gives null", assets -> null);
        ways.put("says nothing", assets -> Map.of());
        ways.put("gives another asset's price", assets -> {
            Map<String, Outcome<PriceQuote>> swapped = new HashMap<>();
            assets.forEach(
                    asset -> swapped.put(asset, first.answer(Set.of("HYPE")).get("HYPE")));
            return swapped;
        });
        ways.forEach((way, behaviour) -> {
            first.behaves(behaviour);
            PriceChoice choice = inOrder().build().choose(Set.of("BTC")).get("BTC");

            assertThat(choice.chosen().orElseThrow().quote().source()).as(way).isEqualTo("second");
            assertThat(choice.opinions().get(0).error()).as(way).isPresent();
            assertThat(choice.opinions().get(0).answer()).as(way).isInstanceOf(Outcome.Failure.class);
        });
    }

    @Test
    void hangingSource_costsItsDeadline_andIsLeftAloneWhileItHangs() {
        CountDownLatch release = new CountDownLatch(1);
        first.behaves(assets -> {
            awaitUninterruptibly(release);
            return first.answer(assets);
        });
        FirstOf prices = inOrder().deadline(SHORT).build();

        PriceChoice choice = prices.choose(Set.of("BTC")).get("BTC");
        assertThat(choice.chosen().orElseThrow().quote().source()).isEqualTo("second");
        assertThat(choice.opinions().get(0).error().orElseThrow())
                .isInstanceOf(Transport.class)
                .hasMessage("first: no answer within 150 ms");

        PriceChoice again = prices.choose(Set.of("BTC")).get("BTC");
        assertThat(again.opinions().get(0).error().orElseThrow()).isInstanceOf(Unavailable.class);
        assertThat(first.questions()).as("not asked a second time").hasSize(1);

        release.countDown();
        first.behavesAgain();
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(chosen(prices, "BTC").quote().source()).isEqualTo("first"));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException stubborn) {
                done = false;
            }
        }
    }

    @Test
    void slowSource_thatHeedsInterrupts_isAskedAgainAtOnce() {
        AtomicBoolean interrupted = new AtomicBoolean();
        first.behaves(assets -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            return Map.of();
        });
        FirstOf prices = inOrder().deadline(SHORT).build();

        assertThat(chosen(prices, "BTC").quote().source()).isEqualTo("second");
        Awaitility.await().untilTrue(interrupted);
        first.behavesAgain();
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(chosen(prices, "BTC").quote().source()).isEqualTo("first"));
    }

    @Test
    void executorWithoutThreads_isAFailure_notAnException() {
        FirstOf refusing = inOrder()
                .executor(task -> {
                    throw new RejectedExecutionException("full");
                })
                .build();
        FirstOf threadless = inOrder()
                .executor(task -> {
                    throw new InternalError("no thread could be started");
                })
                .crossCheck()
                .build();
        List<Runnable> queue = new ArrayList<>();
        FirstOf starved = inOrder().executor(queue::add).deadline(SHORT).build();

        assertThat(error(refusing, "BTC")).hasMessageContaining("takes no more tasks");
        assertThat(error(threadless, "BTC")).hasMessageContaining("takes no more tasks");
        assertThat(error(starved, "BTC")).hasMessageContaining("no answer within");
        queue.forEach(Runnable::run);
        assertThat(first.questions()).as("given up before it began").isEmpty();
        assertThat(chosen(inOrder().executor(Runnable::run).build(), "BTC")
                        .quote()
                        .source())
                .as("on the caller's own thread")
                .isEqualTo("first");
    }

    @Test
    void sourceThatChangesTheQuestion_harmsOnlyItself() {
        first.behaves(assets -> {
            assets.clear();
            return Map.of();
        });
        Set<String> assets = new HashSet<>(Set.of("BTC", "HYPE"));

        Map<String, PriceChoice> choices =
                inOrder().executor(Runnable::run).crossCheck().build().choose(assets);

        assertThat(assets).containsExactlyInAnyOrder("BTC", "HYPE");
        assertThat(choices.values())
                .hasSize(2)
                .allSatisfy(choice -> assertThat(
                                choice.chosen().orElseThrow().quote().source())
                        .isEqualTo("second"));
    }

    @Test
    void questionOnItsWay_isNotTheCallersOwnSet() {
        Set<String> assets = new HashSet<>(Set.of("BTC"));
        FirstOf prices = inOrder()
                .executor(task -> {
                    assets.add("HYPE");
                    task.run();
                })
                .crossCheck()
                .build();

        assertThat(prices.choose(assets)).containsOnlyKeys("BTC");
    }

    @Test
    void deadline_ofAllTheTimeThereIs_isWaitedFor() {
        FirstOf patient = inOrder().deadline(Duration.ofSeconds(Long.MAX_VALUE)).build();

        assertThat(chosen(patient, "BTC").quote().source()).isEqualTo("first");
    }

    @Test
    void interruptedCaller_asksNobodyElse_andStaysInterrupted() {
        CountDownLatch never = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        first.behaves(assets -> {
            caller.interrupt();
            awaitUninterruptibly(never);
            return Map.of();
        });
        try {
            assertThat(error(inOrder().build(), "BTC")).hasMessageContaining("interrupted while waiting");
            assertThat(error(inOrder().build(), "BTC"))
                    .hasMessageContaining("first: not asked, the caller was interrupted");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(first.questions()).hasSize(1);
            assertThat(second.questions()).isEmpty();
        } finally {
            never.countDown();
        }
    }

    @Test
    void noSourceUsable_hasEveryReason_andIsRetryableIfOneOfThemIs() {
        first.says("BTC", "100000", Duration.ofSeconds(100));
        second.behaves(
                assets -> Answers.failed(assets, new RateLimited("second", Optional.of(Duration.ofSeconds(7)), "")));
        third.behaves(assets -> Answers.failed(assets, new NotFound("third", "no feed")));

        SourceException error = error(inOrder().build(), "BTC");

        assertThat(error)
                .isInstanceOfSatisfying(
                        NoUsablePrice.class, e -> assertThat(e.causes()).hasSize(3))
                .hasMessageContaining("first of first, second, third: no usable price of BTC")
                .hasMessageContaining("TOO_OLD")
                .hasMessageContaining("rate limited")
                .hasMessageContaining("no feed");
        assertThat(error.retryable()).isTrue();
        assertThat(error.retryAfter()).contains(Duration.ofSeconds(7));
        NotFound gone = new NotFound("x", "no");
        assertThat(new NoUsablePrice("all", "BTC", List.of(gone, gone)).retryable())
                .isFalse();
    }

    @Test
    void onlySource_keepsItsOwnError() {
        FirstOf alone =
                Prices.inOrder().clock(clock).executor(threads).then(first).build();

        assertThat(error(alone, "NOSUCH")).isInstanceOf(NotFound.class).hasMessageContaining("NOSUCH");
    }

    @Test
    void crossCheck_asksAll_andReportsEachDeviation_alsoOfRefusedOnes() {
        second.says("BTC", "101000", Duration.ofHours(2));

        PriceChoice choice =
                inOrder().crossCheck().build().choose(Set.of("BTC")).get("BTC");

        assertThat(choice.chosen().orElseThrow().quote().source()).isEqualTo("first");
        assertThat(choice.opinions()).hasSize(3);
        assertThat(choice.opinions().get(0).deviationBps()).isEmpty();
        assertThat(choice.opinions().get(1).deviationBps().orElseThrow()).isEqualByComparingTo("100");
        assertThat(choice.opinions().get(2).deviationBps().orElseThrow())
                .as("100 of 99900")
                .isEqualByComparingTo("10.02");
        assertThat(choice.widestDeviationBps().orElseThrow()).isEqualByComparingTo("100");
    }

    @Test
    void crossCheck_asksAtTheSameTime() {
        CountDownLatch all = new CountDownLatch(3);
        for (FakePrices source : List.of(first, second, third)) {
            source.behaves(assets -> {
                all.countDown();
                awaitUninterruptibly(all);
                return source.answer(assets);
            });
        }

        PriceChoice choice =
                inOrder().crossCheck().build().choose(Set.of("BTC")).get("BTC");

        assertThat(choice.opinions())
                .allSatisfy(opinion -> assertThat(opinion.error()).isEmpty());
    }

    @Test
    void disagreement_onTheLimit_passes_andBeyondIt_isRefusedAsUnknown() {
        third.says("BTC", "100000");
        second.says("BTC", "100100");
        FirstOf onLimit = inOrder().maxDeviationBps(BigDecimal.TEN).build();
        assertThat(chosen(onLimit, "BTC").quote().source()).isEqualTo("first");

        second.says("BTC", "100100.01");
        PriceChoice choice = onLimit.choose(Set.of("BTC")).get("BTC");
        assertThat(choice.chosen().findError().orElseThrow())
                .isInstanceOfSatisfying(
                        PriceRefused.class,
                        e -> assertThat(e.refusals())
                                .extracting(Refusal::reason)
                                .containsExactly(RefusalReason.SOURCES_DISAGREE))
                .hasMessageContaining("SOURCES_DISAGREE 10.01 bps, limit 10 bps");
        assertThat(choice.opinions()).as("all of them are still there").hasSize(3);
        first.says("ETH", "4000");
        assertThat(chosen(onLimit, "ETH").quote().source())
                .as("others are not touched")
                .isEqualTo("first");
    }

    @Test
    void disagreement_ofARefusedPrice_doesNotCount() {
        second.says("BTC", "50000", Duration.ofHours(1));
        third.says("BTC", "-5");
        FirstOf prices = inOrder().maxDeviationBps(BigDecimal.ONE).build();

        PriceChoice choice = prices.choose(Set.of("BTC")).get("BTC");

        assertThat(choice.chosen().findValue()).isPresent();
        assertThat(choice.opinions().get(2).deviationBps()).as("not above zero").isEmpty();
    }

    @Test
    void policies_areGivenPerSourceAndPerAsset() {
        first.says("BTC", "1", Duration.ofSeconds(30)).says("HYPE", "2", Duration.ofSeconds(30));
        PricePolicy strict =
                FakePrices.POLICY.change().maxAge(Duration.ofSeconds(29)).build();
        FirstOf prices = Prices.inOrder()
                .clock(clock)
                .executor(threads)
                .then(first, asset -> asset.equals("BTC") ? strict : FakePrices.POLICY)
                .then(second, strict)
                .build();

        assertThat(chosen(prices, "BTC").quote().source()).isEqualTo("second");
        assertThat(chosen(prices, "HYPE").quote().source()).isEqualTo("first");
        assertThat(chosen(prices, "HYPE").age()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void calendar_decidesWhoIsClosed() {
        FirstOf prices = inOrder()
                .calendar((asset, at) -> asset.equals("BTC") ? MarketStatus.OPEN : MarketStatus.CLOSED)
                .build();

        assertThat(chosen(prices, "BTC").market()).isEqualTo(MarketStatus.OPEN);
        assertThat(error(prices, "HYPE")).hasMessageContaining("MARKET_CLOSED");
    }

    @Test
    void brokenPolicyOrCalendar_failsItsAsset_notTheOthers() {
        FirstOf prices = inOrder()
                .calendar((asset, at) -> {
                    if (asset.equals("BTC")) {
                        throw new IllegalStateException("no calendar");
                    }
                    return MarketStatus.OPEN;
                })
                .build();

        assertThat(error(prices, "BTC")).hasMessageContaining("cannot be judged");
        assertThat(chosen(prices, "HYPE").quote().source()).isEqualTo("first");
    }

    @Test
    void nested_isASourceLikeAnyOther() {
        FirstOf inner = Prices.inOrder()
                .clock(clock)
                .executor(threads)
                .then(second)
                .then(third)
                .build();
        first.behaves(assets -> Map.of());
        FirstOf outer = Prices.inOrder()
                .clock(clock)
                .executor(threads)
                .then(first)
                .then(inner)
                .build();

        assertThat(chosen(outer, "BTC").quote().source()).isEqualTo("second");
        assertThat(outer.usualPolicy()).isEqualTo(FakePrices.POLICY);
    }

    @Test
    void firstOf_systemClockAndOwnThreads() {
        FakePrices now = new FakePrices("now", Clock.systemUTC()).says("BTC", "7");

        assertThat(Prices.firstOf(first, now)
                        .latest(Set.of("BTC"))
                        .get("BTC")
                        .orElseThrow()
                        .source())
                .as("the first one's prices are of another year")
                .isEqualTo("now");
    }

    @Test
    void buildingAnewForEachQuestion_leavesNoThreadsBehind() {
        FakePrices now = new FakePrices("now", Clock.systemUTC()).says("BTC", "7");
        for (int i = 0; i < 50; i++) {
            assertThat(Prices.firstOf(now).latest(Set.of("BTC")).get("BTC").findValue())
                    .isPresent();
        }

        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("plimsoll-prices")))
                .hasSizeLessThan(25);
    }

    @Test
    void builder_withoutSources_orWithTwins_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(Prices::firstOf).withMessageContaining("at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prices.firstOf(first, first))
                .withMessageContaining("[first, first]");
        assertThatIllegalArgumentException().isThrownBy(() -> inOrder().deadline(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> inOrder().maxDeviationBps(BigDecimal.ONE.negate()));
    }
}
