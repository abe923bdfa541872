package io.plimsoll.core.domain.repository.keeper;

import io.plimsoll.core.domain.funding.PerpDexFundingRate;
import io.plimsoll.core.domain.market.MarketId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Funding rates, one row for each market and time. Thread-safe; each call is one transaction. */
public interface PerpDexFundingRepository {
    /** Adds the rates, or replaces those with the same market and time. */
    void upsert(Collection<PerpDexFundingRate> rates);

    /** The newest rate of a market. */
    Optional<PerpDexFundingRate> latest(MarketId market);

    /** The rates of a market with from ≤ time ≤ to, oldest first. */
    List<PerpDexFundingRate> between(MarketId market, Instant from, Instant to);

    /** Deletes all with time before {@code limit}, and says how many. */
    int deleteOlderThan(Instant limit);
}
