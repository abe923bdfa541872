package io.plimsoll.pyth.pro;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread on which everything of a stream happens, one thing after the other. Thread-safe. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(ProStream.class);
    private static final int PLENTY = 1 << 20;

    private final String name;
    private final Thread thread;
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Semaphore room;
    private final AtomicLong failures = new AtomicLong();
    private final Set<String> kinds = ConcurrentHashMap.newKeySet();
    private volatile boolean discarding;
    /** Of the delivery thread only. */
    private boolean ended;

    Delivery(String name, int capacity) {
        this.name = name;
        this.room = new Semaphore(capacity);
        this.thread = new Thread(this::run, name + "-delivery");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean isHere() {
        return Thread.currentThread() == thread;
    }

    /** Queues a frame; waits while the queue is full. */
    void message(Runnable task) {
        try {
            room.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        tasks.add(() -> {
            room.release();
            if (!discarding) {
                task.run();
            }
        });
    }

    /** Queues what must not wait. */
    void control(Runnable task) {
        tasks.add(task);
    }

    /** From now on frames are dropped, and nobody waits for room. */
    void discard() {
        discarding = true;
        room.release(PLENTY);
    }

    /** Queues the last task, after which the thread ends. */
    void end(Runnable last) {
        tasks.add(last);
        tasks.add(() -> ended = true);
    }

    /** Waits for the end; interrupts what takes longer than three quarters of the limit. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        long millis = Math.max(4, limit.toMillis());
        thread.join(millis - millis / 4);
        if (thread.isAlive()) {
            discard();
            thread.interrupt();
            thread.join(millis / 4);
        }
        return !thread.isAlive();
    }

    long failures() {
        return failures.get();
    }

    /** A listener whose exceptions end nothing but its own call. */
    ProListener guarded(ProListener listener) {
        return event -> guard(() -> listener.onEvent(event));
    }

    private void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) { // one that killed the thread would stop the stream without a word
            failures.incrementAndGet();
            if (kinds.add(e.getClass().getName())) {
                LOG.warn("stream={} state=listener-failed further=counted-only", name, e);
            }
        }
    }

    private void run() {
        while (!ended) {
            try {
                guard(tasks.take());
            } catch (InterruptedException e) {
                LOG.trace("interrupted to end soon", e);
            }
        }
    }
}
