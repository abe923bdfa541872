package io.plimsoll.core.engine;

import io.plimsoll.core.domain.repository.lease.Lease;
import io.plimsoll.core.domain.repository.lease.LeaseClaim;
import io.plimsoll.core.domain.repository.lease.LeaseRepository;
import io.plimsoll.core.kit.runtime.PeriodicTask;
import io.plimsoll.core.kit.runtime.Service;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a lease or stands by for it: asks four times in its duration, renews what it holds, and gives it back when it stops. Start it
 * before the services that act under the lease, so that it is stopped after them. Whoever acts asks {@link #lease} first, each
 * time, and writes through a store that checks the token: a process can be stopped between asking and writing. Thread-safe.
 */
public final class Leadership implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final int TURNS = 4;

    /** @param end of the lease by our own nanoseconds, counted from before it was asked for: not after its end in the store */
    private record Held(Lease lease, long end) {}

    private final LeaseRepository leases;
    private final LeaseClaim claim;
    private final LongSupplier nanos;
    private final PeriodicTask turns;
    private volatile boolean draining;
    private volatile @Nullable Held held;
    /** How often it was stopped: what is answered to a question of before is not ours any more. */
    private int stops;

    /** Stands by under the claim, once it is started. */
    public Leadership(LeaseRepository leases, LeaseClaim claim) {
        this(leases, claim, System::nanoTime);
    }

    /**
     * With its own measure of time.
     *
     * @param nanos as {@link System#nanoTime}: never goes back, its beginning means nothing
     */
    public Leadership(LeaseRepository leases, LeaseClaim claim, LongSupplier nanos) {
        this.leases = leases;
        this.claim = claim;
        this.nanos = nanos;
        this.turns = new PeriodicTask("lease " + claim.name(), claim.duration().dividedBy(TURNS), this::turn);
    }

    /**
     * The lease, if it is certainly ours at this moment. Asks nobody. It goes by this machine's count of time, which stands still
     * while the machine is suspended: whoever acts right after that is refused by the store only.
     */
    public Optional<Lease> lease() {
        Held last = held;
        return last == null || nanos.getAsLong() - last.end >= 0 ? Optional.empty() : Optional.of(last.lease);
    }

    @Override
    public String name() {
        return turns.name();
    }

    /** Returns at once, with or without the lease. */
    @Override
    public void start() {
        draining = false;
        turns.start();
    }

    /** Does not take the lease any more; one that is held is still renewed. */
    @Override
    public void drain() {
        draining = true;
    }

    /** Stops, and gives the lease back if it is held. */
    @Override
    public void stop(Duration limit) {
        drain();
        turns.stop(limit);
        Held last;
        synchronized (this) {
            last = held;
            held = null;
            stops++;
        }
        if (last != null) {
            release(last.lease);
        }
    }

    private void release(Lease lease) {
        if (leases.release(lease)) {
            LOG.info("lease={} state=released token={}", claim.name(), lease.token());
        }
    }

    /** Asks once. */
    void turn() {
        Held last;
        int before;
        synchronized (this) {
            last = held;
            before = stops;
        }
        if (last == null && draining) {
            return;
        }
        long asked = nanos.getAsLong();
        Optional<Lease> answer = last == null ? leases.acquire(claim) : leases.renew(last.lease, claim.duration());
        boolean stopped;
        synchronized (this) {
            stopped = stops != before;
            if (!stopped) {
                // a lease that an error hides is kept: it may be ours still, and its end is known
                held = answer.map(lease ->
                                new Held(lease, asked + claim.duration().toNanos()))
                        .orElse(null);
            }
        }
        if (stopped) {
            answer.ifPresent(this::release);
        } else if (last == null && answer.isPresent()) {
            LOG.info("lease={} state=held token={}", claim.name(), answer.get().token());
        } else if (last != null && answer.isEmpty()) {
            LOG.warn("lease={} state=lost token={}", claim.name(), last.lease.token());
        }
    }
}
