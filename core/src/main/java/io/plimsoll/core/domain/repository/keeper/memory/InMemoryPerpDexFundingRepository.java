package io.plimsoll.core.domain.repository.keeper.memory;

import io.plimsoll.core.domain.funding.PerpDexFundingRate;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.repository.keeper.PerpDexFundingRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Funding rates in one series for each market. */
final class InMemoryPerpDexFundingRepository implements PerpDexFundingRepository {
    private final TimeSeries<MarketId, PerpDexFundingRate> rates =
            new TimeSeries<>(PerpDexFundingRate::market, PerpDexFundingRate::time);

    @Override
    public void upsert(Collection<PerpDexFundingRate> added) {
        rates.upsert(added);
    }

    @Override
    public Optional<PerpDexFundingRate> latest(MarketId market) {
        return rates.latest(market);
    }

    @Override
    public List<PerpDexFundingRate> between(MarketId market, Instant from, Instant to) {
        return rates.between(market, from, to);
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return rates.deleteOlderThan(limit);
    }
}
