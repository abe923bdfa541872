package io.plimsoll.core.domain.repository.keeper;

import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.market.OpenInterest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Open interest, one row for each market and time. Thread-safe; each call is one transaction. */
public interface OpenInterestRepository {
    /** Adds the snapshots, or replaces those with the same market and time. */
    void upsert(Collection<OpenInterest> snapshots);

    /** The newest snapshot of a market. */
    Optional<OpenInterest> latest(MarketId market);

    /** The snapshots of a market with from ≤ time ≤ to, oldest first. */
    List<OpenInterest> between(MarketId market, Instant from, Instant to);

    /** Deletes all with time before {@code limit}, and says how many. */
    int deleteOlderThan(Instant limit);
}
