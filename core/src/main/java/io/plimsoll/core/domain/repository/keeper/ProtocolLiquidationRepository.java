package io.plimsoll.core.domain.repository.keeper;

import io.plimsoll.core.domain.liquidation.ProtocolLiquidation;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Liquidations, one row for each (chain, transaction, log index): reading a range of blocks again stores nothing twice.
 * Thread-safe; each call is one transaction.
 */
public interface ProtocolLiquidationRepository {
    /** Adds the liquidations, or replaces those with the same chain, transaction and log index. */
    void upsert(Collection<ProtocolLiquidation> liquidations);

    /** The liquidations in a market with from ≤ block time ≤ to, in the order of the chain. */
    List<ProtocolLiquidation> between(MarketId market, Instant from, Instant to);

    /** The liquidations of a chain, newest first. */
    Page<ProtocolLiquidation> page(ChainId chain, PageRequest request);

    /** The liquidations of one account on a chain, newest first. */
    Page<ProtocolLiquidation> page(ChainId chain, Address account, PageRequest request);

    /**
     * Deletes those of a chain in blocks at or above a height, which a reorganisation has replaced, and says how many: they
     * may come back in other blocks, or not at all.
     */
    int deleteFrom(ChainId chain, long block);

    /** Deletes all with block time before {@code limit}, and says how many. */
    int deleteOlderThan(Instant limit);
}
