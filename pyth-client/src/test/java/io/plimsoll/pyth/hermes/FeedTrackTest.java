package io.plimsoll.pyth.hermes;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.hermes.FeedTrack.Verdict;
import io.plimsoll.pyth.hermes.HermesEvent.Gap;
import io.plimsoll.pyth.hermes.HermesEvent.Prices;
import io.plimsoll.pyth.hermes.HermesEvent.Restored;
import io.plimsoll.pyth.update.UpdateMessage.Price;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FeedTrackTest {
    private static final Bytes32 FEED = Bytes32.parse("01".repeat(32));
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final long START = NOW.getEpochSecond();
    private static final FillPolicy POLICY =
            new FillPolicy(Duration.ofSeconds(10), Duration.ZERO, Duration.ZERO, 2, Duration.ZERO);

    private final FeedTrack track = new FeedTrack(FEED, POLICY, true, NOW);
    private final List<HermesEvent> told = new ArrayList<>();

    private static PriceTick tick(long publish, long prev, long slot, long price) {
        return new PriceTick(
                new Price(FEED, price, 1, -8, START + publish, START + prev, price, 1),
                new SignedUpdate(new byte[0], new Attestation("test", 0, 3, 3), slot),
                NOW.plusSeconds(Math.min(publish, 1_000_000)),
                false);
    }

    /** The unique update of a second. */
    private static PriceTick first(long second) {
        return tick(second, second - 1, second * 20, second);
    }

    private Verdict live(PriceTick tick) {
        return collect(out -> track.live(tick, out));
    }

    private boolean fill(PriceTick tick) {
        return collect(out -> track.fill(tick, out));
    }

    private <T> T collect(Function<Told, T> task) {
        Told out = new Told();
        T result = task.apply(out);
        out.tell(told::add);
        return result;
    }

    private void run(Consumer<Told> task) {
        collect(out -> {
            task.accept(out);
            return "";
        });
    }

    private List<Long> seconds() {
        return told.stream()
                .filter(Prices.class::isInstance)
                .flatMap(event -> ((Prices) event).ticks().stream())
                .map(tick -> tick.price().publishTime() - START)
                .toList();
    }

    private static Gap gap(long from, long to, String why) {
        return new Gap(FEED, Instant.ofEpochSecond(START + from), Instant.ofEpochSecond(START + to), why);
    }

    private static Restored restored(long from, long to, int ticks) {
        return new Restored(FEED, Instant.ofEpochSecond(START + from), Instant.ofEpochSecond(START + to), ticks);
    }

    @Test
    void priceThatSpansSeveralSeconds_coversThem() {
        live(first(1));
        assertThat(live(tick(5, 1, 100, 7))).isEqualTo(Verdict.NEW);

        assertThat(track.missing()).isZero();
        assertThat(told).hasSize(2).allMatch(Prices.class::isInstance);
    }

    @Test
    void answerThatSpansSeveralMissingSeconds_fillsThemAll() {
        live(first(1));
        live(first(7));
        assertThat(track.missing()).isEqualTo(5);

        assertThat(fill(tick(4, 1, 80, 4))).isTrue();
        assertThat(fill(tick(4, 1, 80, 4))).as("twice").isFalse();
        assertThat(fill(tick(6, 4, 120, 6))).isTrue();

        assertThat(seconds()).containsExactly(1L, 7L, 4L, 6L);
        assertThat(told).last().isEqualTo(restored(2, 6, 2));
        assertThat(track.nextDueNanos()).isEmpty();
    }

    @Test
    void secondPriceOfASecond_whoseFirstWasMissed_leavesAHole() {
        live(first(1));
        assertThat(live(tick(2, 2, 48, 9))).isEqualTo(Verdict.NEW);
        assertThat(track.oldestDue(System.nanoTime())).contains(START + 2);

        assertThat(live(first(2))).as("late, and missed").isEqualTo(Verdict.RESTORED);
        assertThat(live(first(2))).isEqualTo(Verdict.LATE);
    }

    @Test
    void samePriceInAnotherSlot_isNoNewPrice_andAnotherPriceIs() {
        assertThat(live(first(1))).isEqualTo(Verdict.NEW);
        assertThat(live(first(1))).isEqualTo(Verdict.REPEATED);
        assertThat(live(tick(1, 1, 28, 1))).isEqualTo(Verdict.REPEATED);
        assertThat(live(tick(1, 1, 36, 2))).isEqualTo(Verdict.NEW);
        assertThat(live(tick(1, 1, 28, 3))).as("an older slot").isEqualTo(Verdict.LATE);
        assertThat(live(tick(1, 1, 36, 2))).isEqualTo(Verdict.REPEATED);
    }

    @Test
    void slots_areUnsigned() {
        live(tick(1, 0, Long.MAX_VALUE, 1));
        assertThat(live(tick(1, 1, Long.MIN_VALUE, 2))).isEqualTo(Verdict.NEW);
        assertThat(live(tick(1, 1, 5, 3))).isEqualTo(Verdict.LATE);
    }

    @Test
    void feedThatNeverTraded_isNoPrice() {
        assertThat(live(tick(-START, -START, 1, 0))).isEqualTo(Verdict.REPEATED);
        assertThat(track.latest()).isEmpty();
        live(first(1));
        assertThat(track.missing()).as("its first price begins the chain").isZero();
    }

    @Test
    void priceBeyondAllTimes_isNoPrice_andHoldsNoOtherUp() {
        live(first(1));
        assertThat(live(tick(Long.MAX_VALUE - START, Long.MAX_VALUE - START, 90, 1)))
                .isEqualTo(Verdict.REPEATED);
        assertThat(track.missing()).isZero();

        assertThat(live(first(2))).isEqualTo(Verdict.NEW);
        assertThat(seconds()).containsExactly(1L, 2L);
    }

    @Test
    void secondsNobodyHas_areGivenUpAfterTheAttempts_andTheOthersStay() {
        live(first(1));
        live(first(6));
        run(out -> track.missed(START + 2, START + 3, "nothing there", out));
        assertThat(track.missing()).isEqualTo(4);

        run(out -> track.missed(START + 2, START + 3, "nothing there", out));

        assertThat(told).last().isEqualTo(gap(2, 3, "nothing there"));
        assertThat(track.oldestDue(System.nanoTime())).contains(START + 4);
        fill(first(4));
        fill(first(5));
        assertThat(told).last().isEqualTo(restored(2, 5, 2));
    }

    @Test
    void givingUp_tellsAGapForEachRun() {
        live(first(1));
        live(first(8));
        fill(first(4));
        run(out -> track.giveUp(System.nanoTime(), "down", out));

        assertThat(told.subList(told.size() - 3, told.size()))
                .containsExactly(gap(2, 3, "down"), gap(5, 7, "down"), restored(2, 7, 1));
    }

    @Test
    void manyHoles_areBoundedByTheReach_oldestFirst() {
        for (int second = 1; second < 41; second += 2) {
            live(first(second));
        }

        assertThat(track.missing()).isEqualTo(10);
        assertThat(track.oldestDue(System.nanoTime())).contains(START + 20);
        assertThat(told.stream().filter(Gap.class::isInstance)).hasSize(9);
    }

    @Test
    void holeLongerThanTheReach_isCutAtItsOldEnd() {
        live(first(1));
        live(first(1_000_000));

        assertThat(track.missing()).isEqualTo(10);
        assertThat(told).last().isEqualTo(gap(2, 999_989, "further back than 10 s"));
    }

    @Test
    void prevAfterPublish_isNoHoleInTheFuture() {
        live(first(1));
        live(tick(3, 99, 60, 1));

        assertThat(track.missing()).isEqualTo(2);
    }

    /** Whatever arrives, in whatever order and however often, with whatever answers: no second is told twice or forgotten. */
    @Property(tries = 400)
    void everySecond_isToldOnce_orInAGap(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int length) {
        Random random = new Random(seed);
        FeedTrack feed = new FeedTrack(FEED, POLICY, true, NOW);
        List<PriceTick> chain = new ArrayList<>();
        for (long second = 1, prev = 0; second <= length; second += 1 + random.nextInt(3)) {
            chain.add(tick(second, prev, second * 20, second));
            prev = second;
            for (int slot = 1; slot < random.nextInt(4); slot++) {
                chain.add(tick(second, second, second * 20 + slot, second * 100 + random.nextInt(2)));
            }
        }
        List<PriceTick> arriving = new ArrayList<>();
        for (PriceTick tick : chain) {
            for (int times = random.nextInt(3); times > 0; times--) {
                arriving.add(arriving.size() - random.nextInt(Math.min(4, arriving.size() + 1)), tick);
            }
        }
        List<HermesEvent> events = new ArrayList<>();
        Told out = new Told();
        arriving.forEach(tick -> feed.live(tick, out));
        Optional<Long> due;
        while ((due = feed.oldestDue(System.nanoTime())).isPresent()) {
            long second = due.get();
            Optional<PriceTick> answer = chain.stream()
                    .filter(tick -> tick.price().prevPublishTime() < second
                            && second <= tick.price().publishTime())
                    .findFirst();
            if (answer.isPresent() && random.nextInt(5) > 0) {
                feed.fill(answer.get(), out);
            } else {
                feed.missed(second, second, "none", out);
            }
        }
        out.tell(events::add);

        List<PriceTick> ticks = events.stream()
                .filter(Prices.class::isInstance)
                .flatMap(event -> ((Prices) event).ticks().stream())
                .toList();
        Set<String> keys = new HashSet<>();
        ticks.forEach(tick -> assertThat(keys.add(tick.price().publishTime() + "/" + tick.slot()))
                .as("told once")
                .isTrue());
        List<PriceTick> live = ticks.stream().filter(tick -> !tick.restored()).toList();
        assertThat(live)
                .isSortedAccordingTo((a, b) -> a.price().publishTime()
                                == b.price().publishTime()
                        ? Long.compareUnsigned(a.slot(), b.slot())
                        : Long.compare(a.price().publishTime(), b.price().publishTime()));
        if (live.isEmpty()) {
            assertThat(ticks).isEmpty();
            return;
        }
        Set<Long> covered = new TreeSet<>();
        ticks.stream()
                .filter(PriceTick::isUnique)
                .forEach(tick -> LongStream.rangeClosed(
                                tick.price().prevPublishTime() + 1, tick.price().publishTime())
                        .forEach(covered::add));
        events.stream()
                .filter(Gap.class::isInstance)
                .map(Gap.class::cast)
                .forEach(gap -> LongStream.rangeClosed(
                                gap.from().getEpochSecond(), gap.to().getEpochSecond())
                        .forEach(covered::add));
        long from = live.get(0).price().publishTime() + 1;
        long to = live.get(live.size() - 1).price().publishTime();
        assertThat(covered).containsAll(LongStream.rangeClosed(from, to).boxed().toList());
        assertThat(feed.missing()).isZero();
    }
}
