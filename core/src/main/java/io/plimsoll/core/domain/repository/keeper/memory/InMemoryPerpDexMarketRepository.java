package io.plimsoll.core.domain.repository.keeper.memory;

import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.market.PerpDexMarket;
import io.plimsoll.core.domain.repository.keeper.PerpDexMarketRepository;
import io.plimsoll.core.foundation.chain.ChainId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Markets by id. */
final class InMemoryPerpDexMarketRepository implements PerpDexMarketRepository {
    private final Map<MarketId, PerpDexMarket> markets = new HashMap<>();

    @Override
    public synchronized void upsert(Collection<PerpDexMarket> added) {
        added.forEach(market -> markets.put(market.id(), market));
    }

    @Override
    public synchronized Optional<PerpDexMarket> find(MarketId id) {
        return Optional.ofNullable(markets.get(id));
    }

    @Override
    public synchronized List<PerpDexMarket> all(ChainId chain, String protocol) {
        return markets.values().stream()
                .filter(market -> market.id().chain().equals(chain)
                        && market.id().protocol().equals(protocol))
                .sorted(Comparator.comparing(market -> market.id().name()))
                .toList();
    }
}
