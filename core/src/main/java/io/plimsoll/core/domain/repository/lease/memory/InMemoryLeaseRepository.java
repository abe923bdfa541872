package io.plimsoll.core.domain.repository.lease.memory;

import io.plimsoll.core.domain.repository.lease.Lease;
import io.plimsoll.core.domain.repository.lease.LeaseClaim;
import io.plimsoll.core.domain.repository.lease.LeaseRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Leases in a sorted map, timed by a clock that is given. */
public final class InMemoryLeaseRepository implements LeaseRepository {
    private record Entry(Lease lease, boolean released) {}

    private final Clock clock;
    private final TreeMap<String, Entry> entries = new TreeMap<>();

    /** No lease yet. */
    public InMemoryLeaseRepository(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Lease> acquire(LeaseClaim claim) {
        Instant now = clock.instant();
        Entry last = entries.get(claim.name());
        if (last != null && last.lease.expires().isAfter(now)) {
            return Optional.empty();
        }
        long token = last == null ? 1 : last.lease.token() + 1;
        return Optional.of(put(new Lease(claim.name(), claim.owner(), token, now.plus(claim.duration()))));
    }

    @Override
    public synchronized Optional<Lease> renew(Lease lease, Duration duration) {
        LeaseClaim claim = lease.claim(duration);
        return held(lease) ? Optional.of(put(lease.until(clock.instant().plus(claim.duration())))) : Optional.empty();
    }

    @Override
    public synchronized boolean release(Lease lease) {
        if (!held(lease)) {
            return false;
        }
        entries.put(lease.name(), new Entry(lease.until(clock.instant()), true));
        return true;
    }

    @Override
    public synchronized Optional<Lease> find(String name) {
        return Optional.ofNullable(entries.get(name)).map(Entry::lease);
    }

    @Override
    public synchronized List<Lease> all() {
        return entries.values().stream().map(Entry::lease).toList();
    }

    private boolean held(Lease lease) {
        Entry last = entries.get(lease.name());
        return last != null
                && !last.released
                && last.lease.token() == lease.token()
                && last.lease.owner().equals(lease.owner());
    }

    private Lease put(Lease lease) {
        entries.put(lease.name(), new Entry(lease, false));
        return lease;
    }
}
