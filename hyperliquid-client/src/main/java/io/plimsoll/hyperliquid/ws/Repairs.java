package io.plimsoll.hyperliquid.ws;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.ws.Rows.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all subscriptions of a stream repair themselves with. Thread-safe. */
final class Repairs {
    private static final Logger LOG = LoggerFactory.getLogger(VenueStream.class);

    private final InfoClient info;
    private final RepairPolicy policy;
    private final ScheduledExecutorService workers;
    private final InstantSource clock;
    private final AtomicLong gaps = new AtomicLong();
    private final AtomicLong recovered = new AtomicLong();

    Repairs(InfoClient info, RepairPolicy policy, ScheduledExecutorService workers, InstantSource clock) {
        this.info = info;
        this.policy = policy;
        this.workers = workers;
        this.clock = clock;
    }

    InfoClient info() {
        return info;
    }

    Instant now() {
        return clock.instant();
    }

    Duration snapshotWait() {
        return policy.snapshotWait();
    }

    /** Asks one question after the other on a worker, each until there is an answer or the attempts are used up. */
    <R> void fetch(String what, List<Supplier<Span<R>>> questions, Consumer<Span<R>> then) {
        after(Duration.ZERO, () -> new Fetch<>(what, questions, then).ask(1));
    }

    private final class Fetch<R> {
        private final String what;
        private final Deque<Supplier<Span<R>>> open;
        private final Consumer<Span<R>> then;
        private final List<R> rows = new ArrayList<>();
        private final List<String> unproven = new ArrayList<>();

        Fetch(String what, List<Supplier<Span<R>>> questions, Consumer<Span<R>> then) {
            this.what = what;
            this.open = new ArrayDeque<>(questions);
            this.then = then;
        }

        void ask(int attempt) {
            int number = attempt;
            while (!open.isEmpty()) {
                try {
                    Span<R> answer = open.element().get();
                    rows.addAll(answer.rows());
                    answer.unproven().ifPresent(unproven::add);
                } catch (SourceException e) {
                    if (e.retryable() && number < policy.attempts()) {
                        int next = number + 1;
                        after(pause(e), () -> ask(next));
                        return;
                    }
                    unproven.add("history could not be read: " + e.getMessage());
                } catch (RuntimeException bug) { // without an answer the subscription would wait for ever
                    LOG.warn("subscription={} state=repair-failed", what, bug);
                    unproven.add("history could not be read: " + bug);
                }
                open.remove();
                number = 1;
            }
            then.accept(
                    new Span<>(rows, unproven.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", unproven))));
        }
    }

    private Duration pause(SourceException e) {
        Duration asked = e.retryAfter().orElse(Duration.ZERO);
        return asked.compareTo(policy.pause()) > 0 ? asked : policy.pause();
    }

    /** Runs on a worker, unless the stream is stopped before. */
    void after(Duration wait, Runnable task) {
        try {
            Future<?> unused = workers.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("stopped before a repair");
        }
    }

    void restored(String what, int rows, boolean gap) {
        recovered.addAndGet(rows);
        if (gap) {
            gaps.incrementAndGet();
        }
        LOG.info("subscription={} state=restored recovered={} gap={}", what, rows, gap);
    }

    long gaps() {
        return gaps.get();
    }

    long recovered() {
        return recovered.get();
    }
}
