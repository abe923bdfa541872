package io.plimsoll.jdbc.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks that run once over all nodes. A subclass for each engine opens the database, once for all its tests. */
abstract class SchedulingContract {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Set<ClusteredTasks> started = ConcurrentHashMap.newKeySet();
    private JdbcStore store;

    abstract TestDatabase database();

    @BeforeEach
    void empty() {
        database().store().tasks("any");
        store = database().emptied();
    }

    @AfterEach
    void stopAll() {
        started.forEach(tasks -> tasks.stop(LIMIT));
    }

    /** A node that looks for tasks every 20 milliseconds. */
    private ClusteredTasks node(String name) {
        return store.tasks(name).withTakeOver(Duration.ofMillis(1_200));
    }

    private ClusteredTasks start(ClusteredTasks tasks) {
        started.add(tasks);
        tasks.start();
        return tasks;
    }

    @Test
    void every_overThreeNodes_neverOverlaps_andComesAgain() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        for (String name : Set.of("a", "b", "c")) {
            start(node(name).every("count", Duration.ofMillis(10), () -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                runs.incrementAndGet();
                running.decrementAndGet();
            }));
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> runs.get() >= 10);

        assertThat(most).hasValue(1);
        assertThat(node("looker").all()).singleElement().satisfies(task -> {
            assertThat(task.name()).isEqualTo("count");
            assertThat(task.lastSuccess()).isPresent();
            assertThat(task.lastFailure()).isEmpty();
            assertThat(task.failures()).isZero();
        });
    }

    @Test
    void every_thatThrows_isCounted_andComesAgain() {
        AtomicInteger runs = new AtomicInteger();
        ClusteredTasks tasks = start(node("a").every("broken", Duration.ofMillis(200), () -> {
            runs.incrementAndGet();
            throw new IllegalStateException("broken on purpose");
        }));

        await().atMost(Duration.ofSeconds(30)).until(() -> runs.get() >= 2);

        assertThat(tasks.all()).singleElement().satisfies(task -> {
            assertThat(task.failures()).isPositive();
            assertThat(task.lastFailure()).isPresent();
            assertThat(task.lastSuccess()).isEmpty();
        });
    }

    @Test
    void every_longPause_runsOnceOnly_overRestartsToo() {
        AtomicInteger runs = new AtomicInteger();
        ClusteredTasks first = start(node("a").every("rare", Duration.ofHours(1), runs::incrementAndGet));
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        first.all().stream().anyMatch(task -> task.lastSuccess().isPresent()));
        first.stop(LIMIT);
        AtomicInteger looks = new AtomicInteger();
        start(node("b")
                .every("rare", Duration.ofHours(1), runs::incrementAndGet)
                .every("often", Duration.ofMillis(1), looks::incrementAndGet));

        await().atMost(Duration.ofSeconds(30)).until(() -> looks.get() >= 3);

        assertThat(runs).hasValue(1);
        Instant due = first.all().stream()
                .filter(task -> task.name().equals("rare"))
                .findFirst()
                .orElseThrow()
                .due();
        assertThat(due).isCloseTo(Instant.now().plus(1, ChronoUnit.HOURS), within(2, ChronoUnit.MINUTES));
    }

    @Test
    void daily_isDueAtItsTimeInUtc() {
        LocalTime time = LocalTime.now(ZoneOffset.UTC).plusHours(5).truncatedTo(ChronoUnit.MINUTES);
        ClusteredTasks tasks = start(node("a").daily("report", time, () -> {}));

        assertThat(tasks.all())
                .singleElement()
                .satisfies(task -> assertThat(task.due().atZone(ZoneOffset.UTC).toLocalTime())
                        .isEqualTo(time));
    }

    @Test
    void stop_interruptsARunThatDoesNotEnd_andAnotherNodeRunsItAgain() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        ClusteredTasks a = start(node("a").every("slow", Duration.ofMillis(10), () -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        }));
        begun.await();
        a.drain();

        a.stop(Duration.ofSeconds(2));

        assertThat(interrupted).isTrue();
        CountDownLatch again = new CountDownLatch(1);
        start(node("b").every("slow", Duration.ofMillis(10), again::countDown));
        again.await();
    }

    @Test
    void drained_beginsNothing() {
        AtomicInteger runs = new AtomicInteger();
        ClusteredTasks a = node("a").every("count", Duration.ofMillis(10), runs::incrementAndGet);
        start(a);
        await().atMost(Duration.ofSeconds(30)).until(() -> runs.get() >= 1);
        a.drain();
        AtomicInteger others = new AtomicInteger();
        start(node("b").every("count", Duration.ofMillis(10), others::incrementAndGet));

        await().atMost(Duration.ofSeconds(30)).until(() -> others.get() >= 3);
        int before = runs.get();
        await().atMost(Duration.ofSeconds(30)).until(() -> others.get() >= 6);

        assertThat(runs).hasValue(before);
    }

    @Test
    void tasks_thatMakeNoSense_areRefused() {
        ClusteredTasks tasks = node("a").every("one", Duration.ofHours(1), () -> {});

        assertThatIllegalArgumentException()
                .isThrownBy(() -> tasks.daily("one", LocalTime.NOON, () -> {}))
                .withMessage("there is a task one already");
        assertThatIllegalArgumentException().isThrownBy(() -> tasks.every("two", Duration.ZERO, () -> {}));
        assertThatIllegalArgumentException().isThrownBy(() -> tasks.every("t w o", Duration.ofHours(1), () -> {}));
        assertThatIllegalArgumentException().isThrownBy(() -> tasks.withTakeOver(Duration.ofMillis(999)));
        assertThatIllegalArgumentException().isThrownBy(() -> store.tasks("x".repeat(51)));
    }

    @Test
    void closedStore_cannotStart() {
        JdbcStore closed = JdbcStore.h2Memory("scheduling-closed");
        ClusteredTasks tasks = closed.tasks("a").every("one", Duration.ofHours(1), () -> {});
        closed.close();

        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(tasks::start)
                .withMessageStartingWith("cannot read the database's clock: ");
    }
}
