package io.plimsoll.core.engine;

import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.foundation.error.SourceException.Unavailable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks one source on another thread and waits no longer than its deadline. While a question that ran over is still going on,
 * the source is not asked again: a source that hangs for ever holds no more threads than asked it at the time. Thread-safe.
 */
final class Questioner {
    private final PriceSource source;
    private final Executor executor;
    private final Duration deadline;
    private final AtomicInteger overdue = new AtomicInteger();

    Questioner(PriceSource source, Executor executor, Duration deadline) {
        this.source = source;
        this.executor = executor;
        this.deadline = deadline;
    }

    String name() {
        return source.name();
    }

    /** Sends a question on its way; does not wait. */
    Question ask(Set<String> assets) {
        Question question = new Question(assets);
        question.begin();
        return question;
    }

    /** A question on its way. Sent and awaited by one thread. */
    final class Question {
        private enum State {
            WAITING,
            RUNNING,
            OVERDUE,
            GIVEN_UP,
            DONE
        }

        private final Set<String> assets;
        private final long begun = System.nanoTime();
        private final FutureTask<Map<String, Outcome<PriceQuote>>> task = new FutureTask<>(this::run);
        private Optional<SourceException> notAsked = Optional.empty();
        private State state = State.WAITING;

        private Question(Set<String> assets) {
            this.assets = assets;
        }

        private void begin() {
            if (Thread.currentThread().isInterrupted()) {
                notAsked = Optional.of(new Transport(
                        name(), "not asked, the caller was interrupted", new InterruptedException("caller")));
                return;
            }
            if (overdue.get() > 0) {
                notAsked = Optional.of(new Unavailable(name(), deadline));
                return;
            }
            try {
                executor.execute(task);
            } catch (RuntimeException | Error e) { // where no thread can be started it is an OutOfMemoryError
                notAsked = Optional.of(new Transport(name(), "not asked, the executor takes no more tasks", e));
            }
        }

        private Map<String, Outcome<PriceQuote>> run() {
            synchronized (this) {
                if (state == State.GIVEN_UP) {
                    return Map.of();
                }
                state = State.RUNNING;
            }
            try {
                return Answers.of(source, assets);
            } finally {
                end();
            }
        }

        private synchronized void end() {
            if (state == State.OVERDUE) {
                overdue.decrementAndGet();
            }
            state = State.DONE;
        }

        private void giveUp() {
            synchronized (this) {
                if (state == State.RUNNING) {
                    state = State.OVERDUE;
                    overdue.incrementAndGet();
                } else if (state == State.WAITING) {
                    state = State.GIVEN_UP;
                }
            }
            task.cancel(true);
        }

        /** Waits for the answers until the deadline has passed since the question was sent. */
        Map<String, Outcome<PriceQuote>> answers() {
            if (notAsked.isPresent()) {
                return Answers.failed(assets, notAsked.get());
            }
            try {
                return task.get(deadline.toNanos() - (System.nanoTime() - begun), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                giveUp();
                return failed("no answer within " + deadline.toMillis() + " ms", e);
            } catch (InterruptedException e) {
                giveUp();
                Thread.currentThread().interrupt();
                return failed("interrupted while waiting for an answer", e);
            } catch (ExecutionException e) {
                throw new IllegalStateException("answers never throw", e);
            }
        }

        private Map<String, Outcome<PriceQuote>> failed(String what, Exception cause) {
            return Answers.failed(assets, new Transport(name(), what, cause));
        }
    }
}
