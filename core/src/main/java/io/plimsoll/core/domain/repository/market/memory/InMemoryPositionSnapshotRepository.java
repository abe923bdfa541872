package io.plimsoll.core.domain.repository.market.memory;

import io.plimsoll.core.domain.position.PositionSnapshot;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.market.PositionSnapshotRepository;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Snapshots in one sorted map per account and market. */
final class InMemoryPositionSnapshotRepository implements PositionSnapshotRepository {
    private static final Keyset<PositionSnapshot> NEWEST_FIRST =
            Keyset.<PositionSnapshot>descending().time(PositionSnapshot::time);

    private record Key(Address account, String coin) {}

    private final Map<Key, TreeMap<Instant, PositionSnapshot>> byPosition = new HashMap<>();

    @Override
    public synchronized void upsert(Collection<PositionSnapshot> snapshots) {
        snapshots.forEach(snapshot -> byPosition
                .computeIfAbsent(new Key(snapshot.account(), snapshot.position().coin()), key -> new TreeMap<>())
                .put(snapshot.time(), snapshot));
    }

    @Override
    public synchronized List<PositionSnapshot> latest(Address account) {
        List<PositionSnapshot> newest = byPosition.values().stream()
                .map(TreeMap::lastEntry)
                .map(Map.Entry::getValue)
                .filter(snapshot -> snapshot.account().equals(account))
                .sorted(Comparator.comparing(snapshot -> snapshot.position().coin()))
                .toList();
        Instant time = newest.stream()
                .map(PositionSnapshot::time)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        return newest.stream().filter(snapshot -> snapshot.time().equals(time)).toList();
    }

    @Override
    public synchronized Page<PositionSnapshot> page(Address account, String coin, PageRequest request) {
        return NEWEST_FIRST.page(of(account, coin).values().stream(), request);
    }

    @Override
    public synchronized List<PositionSnapshot> between(Address account, String coin, Instant from, Instant to) {
        return from.isAfter(to)
                ? List.of()
                : List.copyOf(of(account, coin).subMap(from, true, to, true).values());
    }

    @Override
    public synchronized int deleteOlderThan(Instant limit) {
        int deleted = 0;
        for (TreeMap<Instant, PositionSnapshot> snapshots : byPosition.values()) {
            NavigableMap<Instant, PositionSnapshot> old = snapshots.headMap(limit, false);
            deleted += old.size();
            old.clear();
        }
        byPosition.values().removeIf(TreeMap::isEmpty);
        return deleted;
    }

    private NavigableMap<Instant, PositionSnapshot> of(Address account, String coin) {
        TreeMap<Instant, PositionSnapshot> snapshots = byPosition.get(new Key(account, coin));
        return snapshots == null ? new TreeMap<>() : snapshots;
    }
}
