package io.plimsoll.core.domain.repository.market;

import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The trades of all markets, each told from others by its {@link MarketTrade#key}. Each call is one transaction. Implementations
 * are thread-safe.
 */
public interface TradeRepository {
    /**
     * Keeps trades; one that is there stays as it is.
     *
     * @param trades in any order; may repeat each other and what is there
     * @return how many were new
     */
    int add(Collection<MarketTrade> trades);

    /** {@link #add(Collection)} of one; whether it was new. */
    default boolean add(MarketTrade trade) {
        return add(List.of(trade)) == 1;
    }

    /** The newest trade of a market. */
    Optional<MarketTrade> latest(String coin);

    /** The trades of a market, newest first. */
    Page<MarketTrade> page(String coin, PageRequest request);

    /** The trades of a market with from ≤ time ≤ to, oldest first. */
    Page<MarketTrade> between(String coin, Instant from, Instant to, PageRequest request);

    /**
     * Deletes the trades of all hours that ended by {@code limit}, after these were rolled up: their summaries stay, and are final.
     * A large job that may be several transactions; one that was interrupted goes on when repeated.
     *
     * @return how many trades
     */
    int deleteOlderThan(Instant limit);
}
