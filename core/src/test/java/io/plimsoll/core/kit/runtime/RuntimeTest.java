package io.plimsoll.core.kit.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RuntimeTest {
    private final List<String> events = new CopyOnWriteArrayList<>();

    private Service service(String name, boolean startFails, boolean stopFails) {
        return new Service() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void start() {
                if (startFails) {
                    throw new IllegalStateException(name + " cannot start");
                }
                events.add("+" + name);
            }

            @Override
            public void stop(Duration limit) {
                events.add("-" + name);
                if (stopFails) {
                    throw new IllegalStateException(name + " cannot stop");
                }
            }
        };
    }

    @Test
    void group_startsInOrder_stopsInReverse_oncePerStart() {
        ServiceGroup group = new ServiceGroup(
                Duration.ofSeconds(1),
                service("a", false, false),
                service("b", false, true),
                service("c", false, false));

        group.start();
        group.start();
        group.close();
        group.close();

        assertThat(events).containsExactly("+a", "+b", "+c", "-c", "-b", "-a");
    }

    @Test
    void group_failedStart_stopsWhatRanAndThrows() {
        ServiceGroup group = new ServiceGroup(
                Duration.ofSeconds(1),
                service("a", false, false),
                service("b", true, false),
                service("c", false, false));

        assertThatIllegalStateException().isThrownBy(group::start).withMessage("b cannot start");

        assertThat(events).containsExactly("+a", "-a");
    }

    @Test
    void periodicTask_neverOverlaps_survivesFailures_andStops() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        PeriodicTask task = new PeriodicTask("poll", Duration.ofMillis(1), () -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            inside.decrementAndGet();
            throw new IllegalStateException("every run fails");
        });

        task.start();
        task.start();
        await().until(() -> task.runs() >= 20);
        task.stop(Duration.ofSeconds(5));
        long runs = task.runs();

        assertThat(most).hasValue(1);
        assertThat(task.failures()).isEqualTo(runs);
        assertThat(runs).isGreaterThanOrEqualTo(20);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("poll");
    }

    @Test
    void periodicTask_stopDuringARunThatHangs_interruptsIt() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        PeriodicTask task = new PeriodicTask("stuck", Duration.ofHours(1), () -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                Thread.currentThread().interrupt();
            }
        });

        task.start();
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        task.stop(Duration.ofMillis(400));

        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        await().until(() -> task.runs() == 1);
    }

    @Test
    void periodicTask_stopDuringARunThatEnds_letsItEnd() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        AtomicInteger whole = new AtomicInteger();
        PeriodicTask task = new PeriodicTask("busy", Duration.ofHours(1), () -> {
            running.countDown();
            try {
                proceed.await();
                whole.incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        task.start();
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        Thread stopper = new Thread(() -> task.stop(Duration.ofMinutes(1)));
        stopper.start();

        proceed.countDown();
        stopper.join(10_000);

        assertThat(whole).hasValue(1);
    }

    @Test
    void periodicTask_canBeStartedAgain() {
        PeriodicTask task = new PeriodicTask("again", Duration.ofHours(1), () -> {});
        task.start();
        await().until(() -> task.runs() == 1);
        task.stop(Duration.ofSeconds(5));

        task.start();

        await().until(() -> task.runs() == 2);
        task.stop(Duration.ofSeconds(5));
    }

    @Test
    void periodicTask_withoutAPeriod_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PeriodicTask("x", Duration.ZERO, () -> {}));
    }

    @Test
    void periodicTask_runThatStalls_isInterruptedAndTheNextOneComes() {
        AtomicInteger hung = new AtomicInteger();
        PeriodicTask task = new PeriodicTask("stalls", Duration.ofMillis(1), () -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        hung.incrementAndGet();
                        throw new IllegalStateException(e);
                    }
                })
                .withStallLimit(Duration.ofMillis(40));
        task.start();

        await().until(() -> task.stalls() >= 2);
        assertThat(task.runningFor().orElse(Duration.ZERO)).isLessThan(Duration.ofSeconds(5));
        task.stop(Duration.ofMillis(200));

        assertThat(hung.get()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void periodicTask_jitter_onlyEverLengthensThePause() {
        PeriodicTask task = new PeriodicTask("jitter", Duration.ofMillis(5), () -> {}).withJitter(Duration.ofMillis(5));
        long begin = System.nanoTime();
        task.start();

        await().until(() -> task.runs() >= 6);
        task.stop(Duration.ofSeconds(5));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(25));
        assertThat(task.runningFor()).isEmpty();
    }

    @Test
    void periodicTask_drained_beginsNoFurtherRun() {
        PeriodicTask task = new PeriodicTask("drained", Duration.ofMillis(1), () -> {});
        task.start();
        await().until(() -> task.runs() >= 1);
        task.drain();
        task.stop(Duration.ofSeconds(5));
        long runs = task.runs();
        task.drain();

        assertThat(task.runs()).isEqualTo(runs);
    }
}
