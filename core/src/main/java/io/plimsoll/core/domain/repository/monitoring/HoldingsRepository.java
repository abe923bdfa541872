package io.plimsoll.core.domain.repository.monitoring;

import io.plimsoll.core.domain.position.Holdings;
import io.plimsoll.core.domain.position.LpPosition;
import io.plimsoll.core.domain.position.Sighting;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What accounts hold, as last seen: one {@link Holdings} for each account and source. Implementations are thread-safe; each call is
 * one transaction.
 */
public interface HoldingsRepository {
    /**
     * Replaces what the same account and source held before; what is no longer listed is gone. Holdings seen before the stored ones
     * change nothing.
     *
     * <p>An NFT has one holder: a liquidity position moves to whoever was seen with it last, and stays there when the sighting to be
     * saved is the older one.
     *
     * @return how many of the given holdings were not too old
     */
    int save(Collection<Holdings> holdings);

    /** Replaces the stored holdings of this account and source; says false, and does nothing, if these are older. */
    default boolean save(Holdings holdings) {
        return save(List.of(holdings)) == 1;
    }

    /** What an account holds, by source. */
    List<Holdings> find(Address account);

    /** What a source said last of an account; empty: it was never asked. */
    Optional<Holdings> find(Address account, String source);

    /** Who holds the NFT of a liquidity position. */
    Optional<Sighting> find(LpPosition.Key key);

    /** Who has a perpetual position in a market, by account and source. */
    Page<Sighting> inMarket(String coin, PageRequest request);

    /** Liquidity positions whose pool's price was outside their range, by chain, manager and token id. */
    Page<Sighting> outOfRange(PageRequest request);

    /** Deletes holdings seen before {@code limit} that nobody has replaced, and says how many. */
    int deleteOlderThan(Instant limit);
}
