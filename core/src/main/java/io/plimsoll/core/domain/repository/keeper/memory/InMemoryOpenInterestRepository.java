package io.plimsoll.core.domain.repository.keeper.memory;

import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.market.OpenInterest;
import io.plimsoll.core.domain.repository.keeper.OpenInterestRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Open interest in one series for each market. */
final class InMemoryOpenInterestRepository implements OpenInterestRepository {
    private final TimeSeries<MarketId, OpenInterest> snapshots =
            new TimeSeries<>(OpenInterest::market, OpenInterest::time);

    @Override
    public void upsert(Collection<OpenInterest> added) {
        snapshots.upsert(added);
    }

    @Override
    public Optional<OpenInterest> latest(MarketId market) {
        return snapshots.latest(market);
    }

    @Override
    public List<OpenInterest> between(MarketId market, Instant from, Instant to) {
        return snapshots.between(market, from, to);
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return snapshots.deleteOlderThan(limit);
    }
}
