package io.plimsoll.core.domain.repository;

import io.plimsoll.core.domain.account.AccountSnapshot;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The history of the watched accounts. Implementations are thread-safe; each call is one transaction. */
public interface AccountSnapshotRepository {
    /** Stores the snapshot; one with the same address and bucket is replaced whole. */
    void upsert(AccountSnapshot snapshot);

    /** The newest snapshot of an account. */
    Optional<AccountSnapshot> latest(Address address);

    /** The snapshots of an account with from ≤ bucket ≤ to, oldest first. */
    List<AccountSnapshot> between(Address address, Instant from, Instant to);

    /** How many snapshots are stored, over all accounts. */
    long count();

    /** Deletes all with bucket before {@code limit}, and says how many. */
    int deleteOlderThan(Instant limit);
}
