package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.foundation.chain.Address;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

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
        if (closed) {
            throw new NonceException("the nonces are closed");
        }
        Counter counter = counters.get(signer);
        if (counter == null) {
            counter = counters.computeIfAbsent(signer, Counter::new);
        }
        return counter.next();
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
        private final AtomicLong last;
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

        /** The last nonce becomes the mark, and any later one is above it and refused. */
        private synchronized void settle() {
            if (!settled) {
                settled = true;
                long used = last.getAndSet(Long.MAX_VALUE / 2);
                reserved = 0;
                store.reserve(signer, used);
            }
        }
    }
}
