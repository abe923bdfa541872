package io.plimsoll.evm.index;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Where the threads of a run wait, and what ends their waiting: time, an answer, a wake-up, or that they are to stop. Thread-safe. */
final class Pauses {
    private boolean stopping;
    private boolean awake;

    /** From now on every wait ends in an {@link InterruptedException}. */
    synchronized void stop() {
        stopping = true;
        notifyAll();
    }

    synchronized boolean stopping() {
        return stopping;
    }

    /** Ends this {@link #idle}, or the next one if nobody is idle. */
    synchronized void wake() {
        awake = true;
        notifyAll();
    }

    /** Waits as long as that. */
    synchronized void pause(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        waitUntil(end, false);
    }

    /** Waits as long as that or until woken. */
    synchronized void idle(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        waitUntil(end, true);
        awake = false;
    }

    private void waitUntil(long end, boolean wakeable) throws InterruptedException {
        long left = end - System.nanoTime();
        while (left > 0 && !(wakeable && awake)) {
            requireGoing();
            // rounded up: a wait of 0 has no end
            wait(left / 1_000_000 + 1);
            left = end - System.nanoTime();
        }
        requireGoing();
    }

    /**
     * Waits for a value.
     *
     * @throws RuntimeException that the future ended in
     */
    <T> T await(CompletableFuture<T> future) throws InterruptedException {
        CompletableFuture<T> announced = future.whenComplete((value, error) -> announce());
        synchronized (this) {
            while (!future.isDone()) {
                requireGoing();
                wait();
            }
            requireGoing();
        }
        try {
            return announced.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    private synchronized void announce() {
        notifyAll();
    }

    private void requireGoing() throws InterruptedException {
        if (stopping) {
            throw new InterruptedException("asked to stop");
        }
    }
}
