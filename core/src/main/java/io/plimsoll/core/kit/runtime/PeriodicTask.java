package io.plimsoll.core.kit.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task again and again on a thread of its own: the first run at start, each further one a period after the end of
 * the one before, so that runs never overlap. A run that throws is counted and the next one comes; the log tells the first of a row of failures and the recovery. Stopping
 * lets a run that is under way end, and interrupts it when three quarters of the limit have passed.
 */
public final class PeriodicTask implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);

    private final String name;
    private final Duration period;
    private final Runnable task;
    private final AtomicLong runs = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private @Nullable Thread thread;
    private CountDownLatch stopping = new CountDownLatch(1);

    /** A task that is not started yet. */
    public PeriodicTask(String name, Duration period, Runnable task) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("period of " + name + " must be positive, got " + period);
        }
        this.name = name;
        this.period = period;
        this.task = task;
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
        stopping = stop;
        thread = started;
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

    private void loop(CountDownLatch stop) {
        boolean failing = false;
        try {
            do {
                failing = run(failing, stop);
                runs.incrementAndGet();
            } while (!stop.await(period.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
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
}
