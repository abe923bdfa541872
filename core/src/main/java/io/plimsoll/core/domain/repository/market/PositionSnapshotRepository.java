package io.plimsoll.core.domain.repository.market;

import io.plimsoll.core.domain.position.PositionSnapshot;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * The history of positions, one of each account, market and time. Each call is one transaction. Implementations are thread-safe.
 */
public interface PositionSnapshotRepository {
    /** Stores snapshots; one of the same account, market and time is replaced whole, the last of several here wins. */
    void upsert(Collection<PositionSnapshot> snapshots);

    /** The positions of an account at the newest time of which any is stored, by market; none may have been left since. */
    List<PositionSnapshot> latest(Address account);

    /** The history of an account's position in a market, newest first. */
    Page<PositionSnapshot> page(Address account, String coin, PageRequest request);

    /** The history of an account's position in a market with from ≤ time ≤ to, oldest first. */
    List<PositionSnapshot> between(Address account, String coin, Instant from, Instant to);

    /** Deletes all with time before {@code limit}, and says how many. */
    int deleteOlderThan(Instant limit);
}
