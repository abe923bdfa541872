package io.plimsoll.core.kit.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Budget;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Cost;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WeightedRateLimiterTest {
    private static final Budget IP = new Budget("ip", 1200, Duration.ofSeconds(60));
    private static final Budget ADDRESS = new Budget("address", 100, Duration.ofSeconds(60));
    private static final Duration NOW = Duration.ZERO;

    private final AtomicLong nanos = new AtomicLong(1_000);
    private final WeightedRateLimiter limiter = new WeightedRateLimiter("venue", nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void use(Lane lane, Budget budget, long weight) {
        limiter.acquire(lane, NOW, Cost.of(budget, weight)).settle();
    }

    @Test
    void acquire_withinTheBudget_passes_beyondItSaysHowLong() {
        use(Lane.URGENT, IP, 1000);
        pass(Duration.ofSeconds(10));
        use(Lane.URGENT, IP, 200);

        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> limiter.acquire(Lane.URGENT, NOW, Cost.of(IP, 2)))
                .satisfies(e -> assertThat(e.retryAfter().orElseThrow())
                        .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(51)));

        pass(Duration.ofSeconds(50).plusNanos(1));
        use(Lane.URGENT, IP, 2);
        assertThat(limiter.used(IP)).isEqualTo(202);
    }

    @Test
    void surcharge_isReserved_andGivenBackWhenNotNeeded() {
        Permit permit = limiter.acquire(Lane.URGENT, NOW, new Cost(IP, 20, 100));
        assertThat(limiter.used(IP)).isEqualTo(120);

        permit.settle(Map.of(IP, 7L));

        assertThat(limiter.used(IP)).isEqualTo(27);
        permit.settle();
        permit.close();
        assertThat(limiter.used(IP)).isEqualTo(27);
    }

    @Test
    void permitThatIsOnlyClosed_booksTheWholeReserve() {
        try (Permit permit = limiter.acquire(Lane.URGENT, NOW, new Cost(IP, 20, 100))) {
            assertThat(permit).isNotNull();
        }

        assertThat(limiter.used(IP)).isEqualTo(120);
    }

    @Test
    void permitThatIsOpen_countsHoweverLongItTakes() {
        Permit slow = limiter.acquire(Lane.URGENT, NOW, new Cost(IP, 20, 1180));
        pass(Duration.ofMinutes(10));

        assertThat(limiter.tryAcquire(Lane.URGENT, Cost.of(IP, 1))).isEmpty();
        slow.settle(Map.of(IP, 1180L));
        pass(Duration.ofSeconds(59));
        assertThat(limiter.tryAcquire(Lane.URGENT, Cost.of(IP, 1))).isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(limiter.tryAcquire(Lane.URGENT, Cost.of(IP, 1))).isPresent();
    }

    @Test
    void surchargeBeyondTheReserve_isBookedToo() {
        limiter.acquire(Lane.URGENT, NOW, new Cost(IP, 20, 0)).settle(Map.of(IP, 1500L));

        assertThat(limiter.used(IP)).isEqualTo(1520);
        assertThat(limiter.tryAcquire(Lane.URGENT, Cost.of(IP, 1))).isEmpty();
    }

    @Test
    void severalBudgets_areTakenTogetherOrNotAtAll() {
        use(Lane.URGENT, ADDRESS, 95);

        assertThat(limiter.tryAcquire(Lane.URGENT, Cost.of(IP, 1), Cost.of(ADDRESS, 10)))
                .isEmpty();

        assertThat(limiter.used(IP)).isZero();
        assertThat(limiter.tryAcquire(Lane.URGENT, Cost.of(IP, 1), Cost.of(ADDRESS, 5)))
                .isPresent();
    }

    @Test
    void polling_leavesRoomForAnUrgentRequest() {
        Optional<Permit> poll;
        do {
            poll = limiter.tryAcquire(Lane.BACKGROUND, Cost.of(IP, 20));
            poll.ifPresent(Permit::settle);
        } while (poll.isPresent());

        assertThat(limiter.used(IP)).isEqualTo(840);
        assertThat(limiter.tryAcquire(Lane.NORMAL, Cost.of(IP, 20))).isPresent();
        assertThat(limiter.tryAcquire(Lane.URGENT, Cost.of(IP, 1))).isPresent();
    }

    @Test
    void requestsThatCanNeverFit_areRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limiter.tryAcquire(Lane.BACKGROUND, Cost.of(IP, 841)))
                .withMessageContaining("can never fit the 840 of budget ip");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limiter.tryAcquire(Lane.URGENT, Cost.of(IP, 1), Cost.of(IP, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Cost.of(IP, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Budget("x", 0, Duration.ofSeconds(1)));
    }

    @Test
    void cancelThatWaits_goesBeforePollsThatWaitedLonger_andPollsKeepTheirOrder() throws Exception {
        WeightedRateLimiter live = new WeightedRateLimiter("venue");
        Budget small = new Budget("small", 10, Duration.ofMillis(300));
        Permit all = live.acquire(Lane.URGENT, NOW, new Cost(small, 0, 10));
        List<String> served = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (String name : new String[] {"poll 1", "poll 2", "cancel"}) {
            Thread thread = new Thread(() -> {
                Lane lane = name.equals("cancel") ? Lane.URGENT : Lane.BACKGROUND;
                Permit permit = live.acquire(lane, Duration.ofSeconds(10), Cost.of(small, 6));
                served.add(name);
                permit.settle();
            });
            thread.start();
            threads.add(thread);
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        }
        all.settle();
        for (Thread thread : threads) {
            thread.join(10_000);
        }

        assertThat(served).containsExactly("cancel", "poll 1", "poll 2");
    }

    @Test
    void largeRequestThatWaits_isNotStarvedBySmallOnes() {
        use(Lane.URGENT, IP, 300);
        pass(Duration.ofSeconds(30));
        use(Lane.URGENT, IP, 300);
        Thread large = new Thread(() -> assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> limiter.acquire(Lane.NORMAL, Duration.ofDays(1), Cost.of(IP, 1000))));
        large.setDaemon(true);
        large.start();
        await().until(() -> large.getState() == Thread.State.TIMED_WAITING);

        assertThat(limiter.tryAcquire(Lane.NORMAL, Cost.of(IP, 1)))
                .as("there is room for 1, but the large one came first")
                .isEmpty();
        large.interrupt();
        await().until(() -> !large.isAlive());
        assertThat(limiter.tryAcquire(Lane.NORMAL, Cost.of(IP, 1))).isPresent();
    }

    private record Sent(long nanos, long weight) {}

    private static long heaviestWindow(List<Sent> sent, long window) {
        List<Sent> sorted =
                sent.stream().sorted(Comparator.comparingLong(Sent::nanos)).toList();
        long heaviest = 0;
        long weight = 0;
        int from = 0;
        for (Sent event : sorted) {
            weight += event.weight;
            while (event.nanos - sorted.get(from).nanos > window) {
                weight -= sorted.get(from++).weight;
            }
            heaviest = Math.max(heaviest, weight);
        }
        return heaviest;
    }

    /** Random requests with late surcharges on a clock that jumps: whatever happens, no window is overdrawn. */
    @Property(tries = 200)
    void anyHistory_noWindowExceedsTheBudget(@ForAll long seed) {
        Random random = new Random(seed);
        AtomicLong time = new AtomicLong();
        WeightedRateLimiter tested = new WeightedRateLimiter("venue", time::get);
        Budget budget = new Budget("b", 100, Duration.ofNanos(1000));
        List<Sent> sent = new ArrayList<>();
        List<Permit> open = new ArrayList<>();
        List<Long> surcharges = new ArrayList<>();
        int granted = 0;
        for (int step = 0; step < 400; step++) {
            time.addAndGet(random.nextInt(60));
            if (!open.isEmpty() && random.nextInt(3) == 0) {
                int which = random.nextInt(open.size());
                long surcharge = random.nextLong(surcharges.remove(which) + 1);
                open.remove(which).settle(Map.of(budget, surcharge));
                sent.add(new Sent(time.get(), surcharge));
            }
            long weight = random.nextInt(30);
            long surcharge = random.nextInt(20);
            Lane lane = Lane.values()[random.nextInt(3)];
            Optional<Permit> permit = tested.tryAcquire(lane, new Cost(budget, weight, surcharge));
            if (permit.isPresent()) {
                sent.add(new Sent(time.get(), weight));
                open.add(permit.get());
                surcharges.add(surcharge);
                granted++;
            }
        }
        assertThat(heaviestWindow(sent, 1000)).isLessThanOrEqualTo(100);
        assertThat(granted).as("it does let requests through").isGreaterThan(20);
    }

    /** The same with 16 threads on a real clock: what is sent after the permit and before the settling is in the window. */
    @Test
    void sixteenThreads_noWindowExceedsTheBudgets() throws Exception {
        WeightedRateLimiter live = new WeightedRateLimiter("venue");
        Budget fast = new Budget("fast", 300, Duration.ofMillis(50));
        Budget slow = new Budget("slow", 1500, Duration.ofMillis(400));
        List<Sent> toFast = new CopyOnWriteArrayList<>();
        List<Sent> toSlow = new CopyOnWriteArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<Integer>> workers = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1500);
        for (int t = 0; t < 16; t++) {
            Random random = new Random(t);
            workers.add(threads.submit(() -> {
                int served = 0;
                while (System.nanoTime() < end) {
                    long weight = 1 + random.nextInt(20);
                    long most = random.nextInt(30);
                    Lane lane = Lane.values()[random.nextInt(3)];
                    try (Permit permit = live.acquire(
                            lane, Duration.ofSeconds(5), new Cost(fast, weight, most), Cost.of(slow, weight))) {
                        long now = System.nanoTime();
                        toFast.add(new Sent(now, weight));
                        toSlow.add(new Sent(now, weight));
                        long surcharge = random.nextLong(most + 1);
                        toFast.add(new Sent(System.nanoTime(), surcharge));
                        permit.settle(Map.of(fast, surcharge));
                        served++;
                    }
                }
                return served;
            }));
        }
        int served = 0;
        for (Future<Integer> worker : workers) {
            int own = worker.get(60, TimeUnit.SECONDS);
            assertThat(own).as("no thread starves").isPositive();
            served += own;
        }
        threads.shutdown();

        assertThat(heaviestWindow(toFast, fast.window().toNanos())).isLessThanOrEqualTo(300);
        assertThat(heaviestWindow(toSlow, slow.window().toNanos())).isLessThanOrEqualTo(1500);
        assertThat(served).isGreaterThan(100);
    }
}
