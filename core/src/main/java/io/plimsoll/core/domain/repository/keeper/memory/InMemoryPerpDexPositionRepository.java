package io.plimsoll.core.domain.repository.keeper.memory;

import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.position.PerpDexPosition;
import io.plimsoll.core.domain.position.PerpDexPosition.Status;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.keeper.PerpDexPositionRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Positions by market and id. */
final class InMemoryPerpDexPositionRepository implements PerpDexPositionRepository {
    private static final Keyset<PerpDexPosition> NEWEST_FIRST = Keyset.<PerpDexPosition>descending()
            .time(position -> position.opened().time())
            .text(position -> position.market().protocol())
            .text(position -> position.market().name())
            .text(PerpDexPosition::id);

    private record Key(MarketId market, String id) {}

    private final Map<Key, PerpDexPosition> positions = new HashMap<>();

    @Override
    public synchronized void upsert(Collection<PerpDexPosition> added) {
        added.forEach(position -> positions.put(new Key(position.market(), position.id()), position));
    }

    @Override
    public synchronized Optional<PerpDexPosition> find(MarketId market, String id) {
        return Optional.ofNullable(positions.get(new Key(market, id)));
    }

    @Override
    public synchronized List<PerpDexPosition> open(MarketId market) {
        return positions.values().stream()
                .filter(position -> position.market().equals(market) && position.status() == Status.OPEN)
                .sorted(Comparator.comparing(PerpDexPosition::id))
                .toList();
    }

    @Override
    public synchronized Page<PerpDexPosition> page(MarketId market, PageRequest request) {
        return NEWEST_FIRST.page(
                positions.values().stream().filter(position -> position.market().equals(market)), request);
    }

    @Override
    public synchronized Page<PerpDexPosition> page(ChainId chain, Address account, PageRequest request) {
        return NEWEST_FIRST.page(
                positions.values().stream()
                        .filter(position -> position.market().chain().equals(chain)
                                && position.account().equals(account)),
                request);
    }
}
