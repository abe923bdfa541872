package io.plimsoll.core.kit.stream;

import io.plimsoll.core.kit.stream.StreamEvent.Closed;
import java.util.ArrayDeque;
import java.util.Deque;
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
 */
final class Inbox {
    private final StreamListener listener;
    private final ListenerFaults faults;
    private final int capacity;
    private final Deque<StreamEvent> events = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition drained = lock.newCondition();

    /** Held by whoever delivers. */
    private final ReentrantLock delivering = new ReentrantLock();

    private volatile @Nullable Thread deliverer;
    private volatile boolean abandoned;
    private volatile boolean closed;
    private boolean announced;

    Inbox(StreamListener listener, ListenerFaults faults, int capacity) {
        this.listener = listener;
        this.faults = faults;
        this.capacity = capacity;
    }

    void append(StreamEvent event) {
        lock.lock();
        try {
            events.add(event);
            announced = true;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #append}, for an event that the caller then delivers with {@link #deliverHere}. */
    void appendQuietly(StreamEvent event) {
        lock.lock();
        try {
            events.add(event);
        } finally {
            lock.unlock();
        }
    }

    /** Delivers what is there on the calling thread, unless another thread does so already, which then takes it along. */
    void deliverHere() {
        do {
            if (!delivering.tryLock()) {
                return;
            }
            try {
                drain();
            } finally {
                delivering.unlock();
            }
        } while (size() > 0 && !abandoned); // came between the last look and the unlock
    }

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
        lock.lock();
        try {
            if (events.size() <= capacity + 1) {
                drained.signalAll();
            }
            return events.poll();
        } finally {
            lock.unlock();
        }
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
        lock.lock();
        try {
            return events.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is room or {@code givenUp}; {@link #wake} has it looked at again. */
    void awaitRoom(BooleanSupplier givenUp) {
        lock.lock();
        try {
            while (events.size() > capacity && !givenUp.getAsBoolean()) {
                drained.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
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
        lock.lockInterruptibly();
        try {
            while (events.isEmpty()) {
                filled.await();
            }
            if (events.size() <= capacity + 1) {
                drained.signalAll();
            }
            return events.remove();
        } finally {
            lock.unlock();
        }
    }
}
