package io.plimsoll.core.domain.repository.keeper;

import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.position.PerpDexPosition;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Positions, open and ended, one row each. Thread-safe; each call is one transaction. */
public interface PerpDexPositionRepository {
    /** Adds the positions, or replaces those with the same market and id. */
    void upsert(Collection<PerpDexPosition> positions);

    /** The position of this market and id. */
    Optional<PerpDexPosition> find(MarketId market, String id);

    /** The open positions of a market, by id: what a keeper looks at. */
    List<PerpDexPosition> open(MarketId market);

    /** The positions of a market, open and ended, those opened last first. */
    Page<PerpDexPosition> page(MarketId market, PageRequest request);

    /** The positions of an account over all protocols of a chain, open and ended, those opened last first. */
    Page<PerpDexPosition> page(ChainId chain, Address account, PageRequest request);
}
