package io.plimsoll.core.domain.repository.monitoring.memory;

import io.plimsoll.core.domain.account.AccountSnapshot;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.monitoring.AccountSnapshotRepository;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Snapshots in one sorted map per account. */
final class InMemoryAccountSnapshotRepository implements AccountSnapshotRepository {
    private static final Keyset<AccountSnapshot> NEWEST_FIRST =
            Keyset.<AccountSnapshot>descending().time(AccountSnapshot::bucket);

    private final TreeMap<Address, NavigableMap<Instant, AccountSnapshot>> byAccount = new TreeMap<>();

    @Override
    public synchronized void upsert(Collection<AccountSnapshot> snapshots) {
        for (AccountSnapshot snapshot : snapshots) {
            byAccount
                    .computeIfAbsent(snapshot.address(), address -> new TreeMap<>())
                    .put(snapshot.bucket(), snapshot);
        }
    }

    @Override
    public synchronized SortedMap<Address, AccountSnapshot> latest(Collection<Address> addresses) {
        SortedMap<Address, AccountSnapshot> latest = new TreeMap<>();
        for (Address address : addresses) {
            NavigableMap<Instant, AccountSnapshot> snapshots = of(address);
            if (!snapshots.isEmpty()) {
                latest.put(address, snapshots.lastEntry().getValue());
            }
        }
        return latest;
    }

    @Override
    public synchronized List<AccountSnapshot> between(Address address, Instant from, Instant to) {
        return from.isAfter(to)
                ? List.of()
                : List.copyOf(of(address).subMap(from, true, to, true).values());
    }

    @Override
    public synchronized Page<AccountSnapshot> page(Address address, PageRequest request) {
        return NEWEST_FIRST.page(of(address).values().stream(), request);
    }

    @Override
    public synchronized long count() {
        return byAccount.values().stream().mapToLong(NavigableMap::size).sum();
    }

    @Override
    public synchronized int deleteOlderThan(Instant limit) {
        int deleted = 0;
        for (NavigableMap<Instant, AccountSnapshot> snapshots : byAccount.values()) {
            NavigableMap<Instant, AccountSnapshot> old = snapshots.headMap(limit, false);
            deleted += old.size();
            old.clear();
        }
        return deleted;
    }

    private NavigableMap<Instant, AccountSnapshot> of(Address address) {
        NavigableMap<Instant, AccountSnapshot> snapshots = byAccount.get(address);
        return snapshots == null ? new TreeMap<>() : snapshots;
    }
}
