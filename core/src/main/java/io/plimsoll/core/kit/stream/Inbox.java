package io.plimsoll.core.kit.stream;

import io.plimsoll.core.kit.stream.StreamEvent.Closed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

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

    Inbox(StreamListener listener, ListenerFaults faults, int capacity) {
        this.listener = listener;
        this.faults = faults;
        this.capacity = capacity;
    }

    void append(StreamEvent event) {
        lock.lock();
        try {
            events.add(event);
            filled.signal();
        } finally {
            lock.unlock();
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
