package io.plimsoll.core.domain.repository.keeper.memory;

import io.plimsoll.core.domain.liquidation.ProtocolLiquidation;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.keeper.ProtocolLiquidationRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Liquidations by chain, transaction and log index. */
final class InMemoryProtocolLiquidationRepository implements ProtocolLiquidationRepository {
    private static final Keyset<ProtocolLiquidation> NEWEST_FIRST = Keyset.<ProtocolLiquidation>descending()
            .number(liquidation -> liquidation.block().number())
            .number(ProtocolLiquidation::logIndex)
            .text(liquidation -> liquidation.transaction().hex());

    private record Key(ChainId chain, Bytes32 transaction, int logIndex) {}

    private final Map<Key, ProtocolLiquidation> liquidations = new HashMap<>();

    @Override
    public synchronized void upsert(Collection<ProtocolLiquidation> added) {
        added.forEach(liquidation -> liquidations.put(
                new Key(liquidation.market().chain(), liquidation.transaction(), liquidation.logIndex()), liquidation));
    }

    @Override
    public synchronized List<ProtocolLiquidation> between(MarketId market, Instant from, Instant to) {
        return liquidations.values().stream()
                .filter(liquidation -> liquidation.market().equals(market)
                        && !liquidation.block().time().isBefore(from)
                        && !liquidation.block().time().isAfter(to))
                .sorted(Comparator.<ProtocolLiquidation>comparingLong(
                                liquidation -> liquidation.block().number())
                        .thenComparing(ProtocolLiquidation::logIndex))
                .toList();
    }

    @Override
    public synchronized Page<ProtocolLiquidation> page(ChainId chain, PageRequest request) {
        return page(on(chain), request);
    }

    @Override
    public synchronized Page<ProtocolLiquidation> page(ChainId chain, Address account, PageRequest request) {
        return page(on(chain).filter(liquidation -> liquidation.account().equals(account)), request);
    }

    @Override
    public synchronized int deleteFrom(ChainId chain, long block) {
        return delete(liquidation -> liquidation.market().chain().equals(chain)
                && liquidation.block().number() >= block);
    }

    @Override
    public synchronized int deleteOlderThan(Instant limit) {
        return delete(liquidation -> liquidation.block().time().isBefore(limit));
    }

    private Stream<ProtocolLiquidation> on(ChainId chain) {
        return liquidations.values().stream()
                .filter(liquidation -> liquidation.market().chain().equals(chain));
    }

    private int delete(Predicate<ProtocolLiquidation> which) {
        int before = liquidations.size();
        liquidations.values().removeIf(which);
        return before - liquidations.size();
    }

    private static Page<ProtocolLiquidation> page(Stream<ProtocolLiquidation> some, PageRequest request) {
        return NEWEST_FIRST.page(some, request);
    }
}
