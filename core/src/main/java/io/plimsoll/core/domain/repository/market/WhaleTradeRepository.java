package io.plimsoll.core.domain.repository.market;

import io.plimsoll.core.domain.market.TradeSize;
import io.plimsoll.core.domain.market.WhaleTrade;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * The large trades, each once: a trade is told from others by its {@link io.plimsoll.core.domain.market.MarketTrade#key}. They are
 * kept by themselves, usually longer than trades. Each call is one transaction. Implementations are thread-safe.
 */
public interface WhaleTradeRepository {
    /**
     * Keeps large trades; one that is there stays as it is.
     *
     * @return how many were new: only these are worth telling
     */
    int add(Collection<WhaleTrade> trades);

    /** {@link #add(Collection)} of one; whether it was new. */
    default boolean add(WhaleTrade trade) {
        return add(List.of(trade)) == 1;
    }

    /** Those of all markets that are at least so large, newest first. */
    Page<WhaleTrade> page(TradeSize least, PageRequest request);

    /** Those of a market that are at least so large, newest first. */
    Page<WhaleTrade> page(String coin, TradeSize least, PageRequest request);

    /** Those of a market with from ≤ time ≤ to, oldest first. */
    List<WhaleTrade> between(String coin, Instant from, Instant to);

    /** Deletes all with time before {@code limit}, and says how many. */
    int deleteOlderThan(Instant limit);
}
