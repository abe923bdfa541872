package io.plimsoll.core.domain.repository.keeper.memory;

import io.plimsoll.core.domain.account.ProfitSnapshot;
import io.plimsoll.core.domain.repository.keeper.ProfitSnapshotRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Profit and loss in one series for each protocol and account. */
final class InMemoryProfitSnapshotRepository implements ProfitSnapshotRepository {
    private record Key(ChainId chain, String protocol, Address account) {}

    private final TimeSeries<Key, ProfitSnapshot> snapshots = new TimeSeries<>(
            snapshot -> new Key(snapshot.chain(), snapshot.protocol(), snapshot.account()), ProfitSnapshot::time);

    @Override
    public void upsert(Collection<ProfitSnapshot> added) {
        snapshots.upsert(added);
    }

    @Override
    public Optional<ProfitSnapshot> latest(ChainId chain, String protocol, Address account) {
        return snapshots.latest(new Key(chain, protocol, account));
    }

    @Override
    public List<ProfitSnapshot> between(ChainId chain, String protocol, Address account, Instant from, Instant to) {
        return snapshots.between(new Key(chain, protocol, account), from, to);
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return snapshots.deleteOlderThan(limit);
    }
}
