package io.plimsoll.core.domain.repository.keeper;

import io.plimsoll.core.domain.account.ProfitSnapshot;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Profit and loss, one row for each protocol, account and time. Thread-safe; each call is one transaction. */
public interface ProfitSnapshotRepository {
    /** Adds the snapshots, or replaces those with the same chain, protocol, account and time. */
    void upsert(Collection<ProfitSnapshot> snapshots);

    /** The newest snapshot of an account on a protocol. */
    Optional<ProfitSnapshot> latest(ChainId chain, String protocol, Address account);

    /** The snapshots of an account on a protocol with from ≤ time ≤ to, oldest first. */
    List<ProfitSnapshot> between(ChainId chain, String protocol, Address account, Instant from, Instant to);

    /** Deletes all with time before {@code limit}, and says how many. */
    int deleteOlderThan(Instant limit);
}
