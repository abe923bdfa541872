package io.plimsoll.core.domain.repository.memory;

import io.plimsoll.core.domain.account.AccountSnapshot;
import io.plimsoll.core.domain.repository.AccountSnapshotRepository;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Snapshots in one sorted map per account. */
public final class InMemoryAccountSnapshotRepository implements AccountSnapshotRepository {
    private final TreeMap<Address, NavigableMap<Instant, AccountSnapshot>> byAccount = new TreeMap<>();

    @Override
    public synchronized void upsert(AccountSnapshot snapshot) {
        byAccount
                .computeIfAbsent(snapshot.address(), address -> new TreeMap<>())
                .put(snapshot.bucket(), snapshot);
    }

    @Override
    public synchronized Optional<AccountSnapshot> latest(Address address) {
        return Optional.ofNullable(of(address).lastEntry()).map(Map.Entry::getValue);
    }

    @Override
    public synchronized List<AccountSnapshot> between(Address address, Instant from, Instant to) {
        return from.isAfter(to)
                ? List.of()
                : List.copyOf(of(address).subMap(from, true, to, true).values());
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
