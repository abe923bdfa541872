package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.foundation.chain.Address;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The nonces of all keys of a process: milliseconds, each above the one before, never below the clock. Share one object; two that
 * give nonces for the same key would give the same ones. Thread-safe.
 *
 * <p>Before a nonce is given, the store holds a mark that is not below it. After a kill counting goes on above the mark, which is
 * {@link #AHEAD} at most ahead of what was used; the venue takes nonces up to a day ahead of its clock.
 */
public final class Nonces implements AutoCloseable {
    /** How far ahead of the clock or the last nonce a mark is written. */
    public static final Duration AHEAD = Duration.ofSeconds(10);

    /** How long a request that others overtake may hold them up. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final int MOST_OVERTAKING = 80;

    /** The venue's window reaches a day ahead; an hour of it is left for clocks that differ. */
    private static final long MAX_AHEAD = Duration.ofHours(23).toMillis();

    /** In place of the last nonce once there will be no other. */
    private static final long SETTLED = Long.MAX_VALUE;

    private final NonceStore store;
    private final InstantSource clock;
    private final Map<Address, Counter> counters = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private Nonces(NonceStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Nonces whose marks a store keeps; closing closes the store. */
    public static Nonces in(NonceStore store, InstantSource clock) {
        return new Nonces(store, clock);
    }

    /** Nonces that only this process knows of. */
    public static Nonces inMemory(InstantSource clock) {
        return new Nonces(NonceStore.none(), clock);
    }

    InstantSource clock() {
        return clock;
    }

    /**
     * The next nonce of a key.
     *
     * @throws NonceException if it would be too far ahead of the clock for the venue: the clock was set back, or is wrong now; or
     *     if the store does not work
     */
    public long next(Address signer) {
        return counter(signer).next();
    }

    private Counter counter(Address signer) {
        if (closed) {
            throw new NonceException("the nonces are closed");
        }
        Counter counter = counters.get(signer);
        if (counter == null) {
            counter = counters.computeIfAbsent(signer, Counter::new);
        }
        return counter;
    }

    /**
     * The next nonce of a key, for a request that is sent now. The venue remembers the 100 highest nonces of a key
     * and refuses one below them: a request that is overtaken by so many others would be refused. So this waits while a request
     * is still under way that {@value #MOST_OVERTAKING} later ones have overtaken, but not for one that is older than {@link
     * #PATIENCE}: being overtaken does that one no harm but a refusal.
     *
     * @return to be closed when the answer is there
     * @throws NonceException as {@link #next}, or if the thread is interrupted while it waits
     */
    public Turn take(Address signer) {
        return counter(signer).take();
    }

    /** A nonce whose request is under way until this is closed. Thread-safe. */
    public static final class Turn implements AutoCloseable {
        private final Counter counter;
        private final long nonce;
        private final long number;
        private final long taken = System.nanoTime();
        private boolean done;

        private Turn(Counter counter, long nonce, long number) {
            this.counter = counter;
            this.nonce = nonce;
            this.number = number;
        }

        /** Milliseconds. */
        public long nonce() {
            return nonce;
        }

        /** The request is not under way any more. */
        @Override
        public void close() {
            counter.done(this);
        }
    }

    /** Notes what was really used and lets go of the store. Nothing may be signed any more. */
    @Override
    public void close() {
        closed = true;
        try {
            counters.values().forEach(Counter::settle);
        } finally {
            store.close();
        }
    }

    private final class Counter {
        private final Address signer;
        private final AtomicLong last;
        private final Deque<Turn> underWay = new ArrayDeque<>();
        private long turns;
        private volatile long reserved;
        private boolean settled;

        Counter(Address signer) {
            this.signer = signer;
            this.reserved = store.open(signer);
            this.last = new AtomicLong(reserved);
        }

        long next() {
            long now = clock.millis();
            long nonce;
            long before;
            do {
                before = last.get();
                if (before == SETTLED) {
                    throw new NonceException("the nonces of " + signer + " are closed");
                }
                nonce = Math.max(before + 1, now);
                if (nonce - now > MAX_AHEAD) {
                    throw new NonceException("the next nonce of " + signer + " would be " + nonce
                            + ", about a day ahead of the clock (" + now + "): is the clock right?");
                }
            } while (!last.compareAndSet(before, nonce));
            if (nonce > reserved) {
                reserve(nonce);
            }
            return nonce;
        }

        Turn take() {
            synchronized (underWay) {
                for (Turn oldest = oldest();
                        oldest != null && turns - oldest.number > MOST_OVERTAKING;
                        oldest = oldest()) {
                    long left = PATIENCE.toNanos() - (System.nanoTime() - oldest.taken);
                    if (left <= 0) {
                        underWay.removeFirst();
                    } else {
                        waitFor(left);
                    }
                }
                Turn turn = new Turn(this, next(), turns++);
                underWay.addLast(turn);
                return turn;
            }
        }

        private @Nullable Turn oldest() {
            Turn oldest = underWay.peekFirst();
            while (oldest != null && oldest.done) {
                underWay.removeFirst();
                oldest = underWay.peekFirst();
            }
            return oldest;
        }

        private void waitFor(long nanos) {
            try {
                TimeUnit.NANOSECONDS.timedWait(underWay, nanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new NonceException("interrupted while requests of " + signer + " were under way", e);
            }
        }

        void done(Turn turn) {
            synchronized (underWay) {
                turn.done = true;
                if (underWay.peekFirst() == turn) {
                    underWay.notifyAll();
                }
            }
        }

        private synchronized void reserve(long nonce) {
            if (settled) {
                throw new NonceException("the nonces of " + signer + " are closed");
            }
            if (nonce > reserved) {
                long mark = nonce + AHEAD.toMillis();
                store.reserve(signer, mark);
                reserved = mark;
            }
        }

        /** The last nonce becomes the mark, and there is no later one. */
        private synchronized void settle() {
            if (!settled) {
                settled = true;
                long used = last.getAndSet(SETTLED);
                reserved = 0;
                store.reserve(signer, used);
            }
        }
    }
}
