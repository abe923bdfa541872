package io.plimsoll.core.domain.repository.keeper;

import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.market.PerpDexMarket;
import io.plimsoll.core.foundation.chain.ChainId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Perpetual markets of protocols, one row each. Thread-safe; each call is one transaction. */
public interface PerpDexMarketRepository {
    /** Adds the markets, or replaces those with the same id. */
    void upsert(Collection<PerpDexMarket> markets);

    /** The market of this id. */
    Optional<PerpDexMarket> find(MarketId id);

    /** The markets of a protocol, by name. */
    List<PerpDexMarket> all(ChainId chain, String protocol);
}
