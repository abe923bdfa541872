package io.plimsoll.hyperliquid.ws;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.ws.Rows.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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

    /** Asks on a worker until there is an answer or the attempts are used up; {@code then} gets what there is. */
    <R> void fetch(String what, Supplier<Span<R>> question, Consumer<Span<R>> then) {
        after(Duration.ZERO, () -> attempt(what, question, then, 1));
    }

    private <R> void attempt(String what, Supplier<Span<R>> question, Consumer<Span<R>> then, int number) {
        Span<R> answer;
        try {
            answer = question.get();
        } catch (SourceException e) {
            if (e.retryable() && number < policy.attempts()) {
                Duration asked = e.retryAfter().orElse(Duration.ZERO);
                Duration pause = asked.compareTo(policy.pause()) > 0 ? asked : policy.pause();
                after(pause, () -> attempt(what, question, then, number + 1));
                return;
            }
            answer = Span.partial(List.of(), "history could not be read: " + e.getMessage());
        } catch (RuntimeException bug) { // without an answer the subscription would wait for ever
            LOG.warn("subscription={} state=repair-failed", what, bug);
            answer = Span.partial(List.of(), "history could not be read: " + bug);
        }
        then.accept(answer);
    }

    /** Runs on a worker, unless the stream is stopped before. */
    void after(Duration wait, Runnable task) {
        try {
            workers.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS);
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
