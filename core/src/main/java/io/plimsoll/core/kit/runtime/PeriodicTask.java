package io.plimsoll.core.kit.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task again and again on a thread of its own: the first run at start, each further one a period after the end of
 * the one before, so that runs never overlap. A run that throws is counted and the next one comes; the log tells the first of a
 * row of failures and the recovery. Stopping lets a run that is under way end, and interrupts it when three quarters of the
 * limit have passed.
 */
public final class PeriodicTask implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);
    private static final long IDLE = Long.MIN_VALUE;

    private final String name;
    private final Duration period;
    private final Duration jitter;
    private final @Nullable Duration stallLimit;
    private final Runnable task;
    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong stalls = new AtomicLong();
    private final AtomicLong runStarted = new AtomicLong(IDLE);
    private @Nullable Thread thread;
    private CountDownLatch stopping = new CountDownLatch(1);

    /** A task that is not started yet. */
    public PeriodicTask(String name, Duration period, Runnable task) {
        this(name, period, Duration.ZERO, null, task);
    }

    private PeriodicTask(String name, Duration period, Duration jitter, @Nullable Duration stallLimit, Runnable task) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("period of " + name + " must be positive, got " + period);
        }
        this.name = name;
        this.period = period;
        this.jitter = jitter;
        this.stallLimit = stallLimit;
        this.task = task;
    }

    /** The same task, each pause longer by a random part of {@code jitter}, so that many processes do not act as one. */
    public PeriodicTask withJitter(Duration longest) {
        return new PeriodicTask(name, period, longest, stallLimit, task);
    }

    /**
     * The same task with a watchdog: a run that takes longer than {@code limit} is logged, counted and interrupted, so that one
     * answer that never comes does not end all further runs.
     */
    public PeriodicTask withStallLimit(Duration limit) {
        return new PeriodicTask(name, period, jitter, limit, task);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void start() {
        if (thread != null) {
            return;
        }
        CountDownLatch stop = new CountDownLatch(1);
        Thread started = new Thread(() -> loop(stop), name);
        started.setDaemon(true);
        started.start();
        if (stallLimit != null) {
            Thread watchdog = new Thread(() -> watch(started, stallLimit, stop), name + " watchdog");
            watchdog.setDaemon(true);
            watchdog.start();
        }
        stopping = stop;
        thread = started;
    }

    /** No further run begins. */
    @Override
    public synchronized void drain() {
        stopping.countDown();
    }

    @Override
    public void stop(Duration limit) {
        Thread stopped;
        synchronized (this) {
            stopped = thread;
            thread = null;
            stopping.countDown();
        }
        if (stopped == null || stopped == Thread.currentThread()) {
            return;
        }
        try {
            stopped.join(Math.max(1, limit.toMillis() * 3 / 4));
            if (stopped.isAlive()) {
                stopped.interrupt();
                stopped.join(Math.max(1, limit.toMillis() / 4));
            }
        } catch (InterruptedException e) {
            stopped.interrupt();
            Thread.currentThread().interrupt();
        }
        if (stopped.isAlive()) {
            LOG.warn("task={} state=still-running limit={}", name, limit);
        }
    }

    /** Runs that ended, failed ones included. */
    public long runs() {
        return runs.get();
    }

    /** Runs that threw. */
    public long failures() {
        return failures.get();
    }

    /** Runs that took longer than the stall limit. */
    public long stalls() {
        return stalls.get();
    }

    /** How long the present run has taken so far; empty between runs. */
    public Optional<Duration> runningFor() {
        long started = runStarted.get();
        return started == IDLE ? Optional.empty() : Optional.of(Duration.ofNanos(System.nanoTime() - started));
    }

    private void loop(CountDownLatch stop) {
        boolean failing = false;
        try {
            do {
                runStarted.set(System.nanoTime());
                failing = run(failing, stop);
                runStarted.set(IDLE);
                runs.incrementAndGet();
                if (Thread.interrupted() && stop.getCount() == 0) {
                    return;
                }
            } while (!stop.await(pause(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private long pause() {
        return period.toNanos()
                + (jitter.isZero() ? 0 : ThreadLocalRandom.current().nextLong(jitter.toNanos() + 1));
    }

    /** Logs when runs begin to fail and when they work again, not every failure of a long outage. */
    private boolean run(boolean failing, CountDownLatch stop) {
        try {
            task.run();
            if (failing) {
                LOG.info("task={} state=recovered failures={}", name, failures);
            }
            return false;
        } catch (RuntimeException e) {
            failures.incrementAndGet();
            if (!failing && stop.getCount() > 0) {
                LOG.warn("task={} state=failing", name, e);
            }
            return true;
        }
    }

    private void watch(Thread watched, Duration limit, CountDownLatch stop) {
        long interrupted = IDLE;
        try {
            while (!stop.await(Math.max(1, limit.toMillis() / 4), TimeUnit.MILLISECONDS)) {
                long started = runStarted.get();
                if (started != IDLE && started != interrupted && System.nanoTime() - started > limit.toNanos()) {
                    interrupted = started;
                    stalls.incrementAndGet();
                    LOG.warn("task={} state=stalled limit={}", name, limit);
                    watched.interrupt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
