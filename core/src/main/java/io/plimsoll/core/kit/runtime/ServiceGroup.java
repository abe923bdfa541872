package io.plimsoll.core.kit.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Services that belong together: started in the order given; drained, then stopped in reverse, all within one limit. If one
 * fails to start, those already started are stopped and the failure is thrown. Thread-safe; starting or stopping twice does no
 * harm.
 */
public final class ServiceGroup implements AutoCloseable {
    /** Why a group that ran has stopped. */
    public enum StopReason {
        /** {@link #requestStop} was called. */
        REQUESTED,
        /** The process was told to end: SIGTERM, SIGINT, or {@link System#exit}. */
        SIGNAL,
        /** A thread died of an exception that nobody caught. */
        UNCAUGHT
    }

    private static final Logger LOG = LoggerFactory.getLogger(ServiceGroup.class);

    private final List<Service> services;
    private final Duration stopLimit;
    /** Held by whoever starts or stops services. */
    private final ReentrantLock turns = new ReentrantLock();

    private final Deque<Service> running = new ArrayDeque<>();
    private final CountDownLatch stopRequested = new CountDownLatch(1);
    private final AtomicReference<StopReason> reason = new AtomicReference<>();

    /**
     * A group that is not started yet.
     *
     * @param stopLimit for stopping all of them together
     */
    public ServiceGroup(Duration stopLimit, Service... services) {
        this.services = List.of(services);
        this.stopLimit = stopLimit;
    }

    /** Starts all, in order; once a stop is asked for, none that has not begun to start. */
    public void start() {
        turns.lock();
        try {
            if (running.isEmpty()) {
                startAll();
            }
        } finally {
            turns.unlock();
        }
    }

    private void startAll() {
        for (Service service : services) {
            if (stopRequested.getCount() == 0) {
                return;
            }
            try {
                service.start();
            } catch (RuntimeException e) {
                close();
                throw e;
            }
            running.push(service);
            LOG.info("service={} state=started", service.name());
        }
    }

    /**
     * Starts all and returns when they have stopped: because {@link #requestStop} was called, because the process was told to
     * end, or because a thread of any kind died of an exception. A main method that returns after this ends its process in
     * order, whatever the cause; a second signal does no harm. Sets the process's handler of uncaught exceptions: each is
     * logged and stops the group.
     */
    public StopReason runUntilStopped() {
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
            LOG.error("thread={} state=died", thread.getName(), error);
            stop(StopReason.UNCAUGHT);
        });
        // before the start: a signal that comes meanwhile must find what has started
        Thread hook = new Thread(this::stopOnSignal, "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            start();
            stopRequested.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop(StopReason.REQUESTED);
        } finally {
            close();
            remove(hook);
        }
        return Objects.requireNonNull(reason.get(), "a stop was asked for");
    }

    private void stopOnSignal() {
        stop(StopReason.SIGNAL);
        try {
            if (turns.tryLock(stopLimit.toNanos(), TimeUnit.NANOSECONDS)) {
                turns.unlock();
                close();
            } else {
                LOG.warn("group state=abandoned: a service was still starting or stopping after {}", stopLimit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            LOG.debug("the process is ending, its hook stays");
        }
    }

    /** Lets {@link #runUntilStopped} return; does not wait for it. */
    public void requestStop() {
        stop(StopReason.REQUESTED);
    }

    private void stop(StopReason why) {
        if (reason.compareAndSet(null, why)) {
            LOG.info("group state=stopping reason={}", why);
        }
        stopRequested.countDown();
    }

    /** Drains all, then stops them, last started first. One that fails does not keep the others alive. */
    @Override
    public void close() {
        turns.lock();
        try {
            long deadline = System.nanoTime() + stopLimit.toNanos();
            for (Service service : running) {
                guarded(service, "drain", service::drain);
            }
            while (!running.isEmpty()) {
                Service service = running.pop();
                Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                guarded(service, "stop", () -> service.stop(left));
                LOG.info("service={} state=stopped", service.name());
            }
        } finally {
            turns.unlock();
        }
    }

    private static void guarded(Service service, String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.warn("service={} state=failed-to-{}", service.name(), what, e);
        }
    }
}
