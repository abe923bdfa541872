package io.plimsoll.core.kit.stream;

import io.plimsoll.core.kit.stream.StreamEvent.Closed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The events between network and listener, first in, first out. Thread-safe.
 *
 * <p>Taking an event in never waits, so that the order is settled under the lock of whoever appends; the reader of a socket
 * then waits for room before it reads on. The queue is thus never longer than its capacity, one frame for each reader (two
 * during a hand-over) and the events of one reconnect.
 *
 * <p>Waking a thread costs more than reading a frame. So the delivery thread takes all there is at once, is woken only if it
 * sleeps, and a reader that found the queue full sleeps until half of it is delivered, not until one event is.
 */
final class Inbox {
    private final StreamListener listener;
    private final ListenerFaults faults;
    private final int capacity;
    private final AtomicInteger size = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition drained = lock.newCondition();
    private Deque<StreamEvent> appended = new ArrayDeque<>(); // guarded by the lock
    private Deque<StreamEvent> taken = new ArrayDeque<>(); // whoever delivers
    private boolean idle; // guarded by the lock
    private boolean announced; // guarded by the lock

    /** Held by whoever delivers, where readers do it themselves. */
    private final ReentrantLock delivering = new ReentrantLock();

    private volatile @Nullable Thread deliverer;
    private volatile boolean abandoned;
    private volatile boolean closed;

    Inbox(StreamListener listener, ListenerFaults faults, int capacity) {
        this.listener = listener;
        this.faults = faults;
        this.capacity = capacity;
    }

    void append(StreamEvent event) {
        lock.lock();
        try {
            appended.add(event);
            size.incrementAndGet();
            announced = true;
            if (idle) {
                idle = false;
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #append}, for an event that the caller then delivers with {@link #deliverHere}. */
    void appendQuietly(StreamEvent event) {
        lock.lock();
        try {
            appended.add(event);
            size.incrementAndGet();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Delivers what is there on the calling thread, or waits while another thread does: either way what the caller appended
     * is delivered when this returns, so that a reader is never more than one frame ahead of the listener.
     */
    void deliverHere() {
        delivering.lock();
        try {
            drain();
        } finally {
            delivering.unlock();
        }
    }

    /** By whoever holds {@code delivering}. */
    private void drain() {
        deliverer = Thread.currentThread();
        try {
            StreamEvent event = poll();
            while (event != null && !abandoned && !closed) {
                StreamEvent next = event;
                faults.guard("listener", () -> listener.onEvent(next));
                closed = event instanceof Closed;
                event = poll();
            }
        } finally {
            deliverer = null;
        }
    }

    private @Nullable StreamEvent poll() {
        if (taken.isEmpty()) {
            lock.lock();
            try {
                swap();
            } finally {
                lock.unlock();
            }
        }
        StreamEvent event = taken.poll();
        if (event != null) {
            size.decrementAndGet();
        }
        return event;
    }

    private void swap() {
        Deque<StreamEvent> empty = taken;
        taken = appended;
        appended = empty;
    }

    /** As {@link #deliver}, for a stream whose readers deliver themselves: only what they leave, such as the end. */
    void deliverRest() {
        try {
            while (!closed && !abandoned) {
                awaitEvent();
                delivering.lockInterruptibly();
                try {
                    drain();
                } finally {
                    delivering.unlock();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEvent() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!announced) {
                idle = true;
                filled.await();
            }
            announced = false;
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts the listener on whichever thread it is; it gets nothing more. */
    void abandon() {
        abandoned = true;
        Thread busy = deliverer;
        if (busy != null) {
            busy.interrupt();
        }
    }

    boolean isFull() {
        return size() > capacity;
    }

    int size() {
        return size.get();
    }

    /** After {@link #isFull}: waits until half is delivered or {@code givenUp}; {@link #wake} has it looked at again. */
    void awaitRoom(BooleanSupplier givenUp) {
        lock.lock();
        try {
            while (size() > half() && !givenUp.getAsBoolean()) {
                drained.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private int half() {
        return (capacity + 1) / 2;
    }

    void wake() {
        lock.lock();
        try {
            drained.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Delivers until {@link Closed} has been, or the thread is interrupted. */
    void deliver() {
        try {
            StreamEvent event;
            do {
                event = take();
                StreamEvent next = event;
                faults.guard("listener", () -> listener.onEvent(next));
            } while (!(event instanceof Closed));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private StreamEvent take() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (taken.isEmpty()) {
            takeAll();
        }
        StreamEvent event = taken.remove();
        if (size.decrementAndGet() == half()) { // whoever waits has looked at the size under the lock, so is not missed
            wake();
        }
        return event;
    }

    private void takeAll() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (appended.isEmpty()) {
                idle = true;
                filled.await();
            }
            swap();
        } finally {
            lock.unlock();
        }
    }
}
