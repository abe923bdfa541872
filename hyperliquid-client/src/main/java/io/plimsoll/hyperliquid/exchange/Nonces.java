package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.hyperliquid.info.InfoClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

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

    /** The venue's window reaches a day ahead; an hour of it is left for clocks that differ. */
    private static final long MAX_AHEAD = Duration.ofHours(23).toMillis();

    private static final int KEPT_BY_THE_VENUE = 100;

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
     * The next nonce of a key, for an action that is sent by somebody else or later. The venue forgets all but the 100 highest
     * nonces of a key and refuses what is below them: send it before 100 others.
     *
     * @throws NonceException if it would be too far ahead of the clock for the venue: the clock was set back, or is wrong now; or
     *     if the store does not work
     */
    public long next(Address signer) {
        return counter(signer).next();
    }

    /**
     * The next nonce of a key, for an action that is on its way until the ticket is closed. No nonce is given that would push
     * one on its way out of the venue's memory of the 100 highest: behind a request that hangs, 99 others may go, then the
     * next waits.
     *
     * @param patience how long to wait at most
     * @throws RateLimited if the one that hangs was not closed in that time
     * @throws NonceException as {@link #next}
     */
    public Ticket take(Address signer, Duration patience) {
        return counter(signer).take(patience);
    }

    private Counter counter(Address signer) {
        if (closed) {
            throw new NonceException("the nonces are closed");
        }
        Counter counter = counters.get(signer);
        return counter == null ? counters.computeIfAbsent(signer, Counter::new) : counter;
    }

    /** A nonce on its way. Close it when its action was answered, or nobody waits for the answer any more. */
    public static final class Ticket implements AutoCloseable {
        private final Counter counter;
        private final long number;
        private final long nonce;

        private Ticket(Counter counter, long number, long nonce) {
            this.counter = counter;
            this.number = number;
            this.nonce = nonce;
        }

        /** Milliseconds. */
        public long nonce() {
            return nonce;
        }

        @Override
        public void close() {
            counter.arrived(number);
        }
    }

    /** Notes what was really used and lets go of the store. Nothing may be signed any more. */
    @Override
    public void close() {
        closed = true;
        counters.values().forEach(Counter::settle);
        store.close();
    }

    private final class Counter {
        private final Address signer;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition arrival = lock.newCondition();
        /** Numbers of the nonces on their way, counted from 0 in the order given. */
        private final TreeSet<Long> onTheirWay = new TreeSet<>();

        private long given;
        private long last;
        private long reserved;
        private boolean settled;

        Counter(Address signer) {
            this.signer = signer;
            this.reserved = store.open(signer);
            this.last = reserved;
        }

        long next() {
            lock.lock();
            try {
                return give();
            } finally {
                lock.unlock();
            }
        }

        Ticket take(Duration patience) {
            lock.lock();
            try {
                long left = patience.toNanos();
                while (!onTheirWay.isEmpty() && given - onTheirWay.first() >= KEPT_BY_THE_VENUE) {
                    if (left <= 0) {
                        throw tooManyBehind();
                    }
                    left = arrival.awaitNanos(left);
                }
                long number = given;
                long nonce = give();
                onTheirWay.add(number);
                return new Ticket(this, number, nonce);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw tooManyBehind();
            } finally {
                lock.unlock();
            }
        }

        private RateLimited tooManyBehind() {
            return new RateLimited(
                    InfoClient.SOURCE,
                    Optional.empty(),
                    "own limiter: an action of " + signer + " has no answer yet, and the venue would refuse it once "
                            + KEPT_BY_THE_VENUE + " later ones were there");
        }

        void arrived(long number) {
            lock.lock();
            try {
                onTheirWay.remove(number);
                arrival.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private long give() {
            long now = clock.millis();
            long nonce = Math.max(last + 1, now);
            if (settled) {
                throw new NonceException("the nonces of " + signer + " are closed");
            }
            if (nonce - now > MAX_AHEAD) {
                throw new NonceException("the next nonce of " + signer + " would be " + nonce
                        + ", about a day ahead of the clock (" + now + "): is the clock right?");
            }
            if (nonce > reserved) {
                long mark = nonce + AHEAD.toMillis();
                store.reserve(signer, mark);
                reserved = mark;
            }
            last = nonce;
            given++;
            return nonce;
        }

        private void settle() {
            lock.lock();
            try {
                if (!settled) {
                    settled = true;
                    store.reserve(signer, last);
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
