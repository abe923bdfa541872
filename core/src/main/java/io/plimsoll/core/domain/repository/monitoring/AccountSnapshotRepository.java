package io.plimsoll.core.domain.repository.monitoring;

import io.plimsoll.core.domain.account.AccountSnapshot;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The history of the watched accounts. Implementations are thread-safe; each call is one transaction. */
public interface AccountSnapshotRepository {
    /**
     * Stores the snapshots; one with the same address and bucket is replaced whole. Of two such among the given ones the last
     * counts.
     */
    void upsert(Collection<AccountSnapshot> snapshots);

    /** Stores the snapshot; one with the same address and bucket is replaced whole. */
    default void upsert(AccountSnapshot snapshot) {
        upsert(List.of(snapshot));
    }

    /** The newest snapshot of an account. */
    default Optional<AccountSnapshot> latest(Address address) {
        return Optional.ofNullable(latest(List.of(address)).get(address));
    }

    /** The newest snapshot of each of the accounts that has one, by address. */
    SortedMap<Address, AccountSnapshot> latest(Collection<Address> addresses);

    /** The snapshots of an account with from ≤ bucket ≤ to, oldest first. */
    List<AccountSnapshot> between(Address address, Instant from, Instant to);

    /** The snapshots of an account, newest first, a part at a time. */
    Page<AccountSnapshot> page(Address address, PageRequest request);

    /** How many snapshots are stored, over all accounts. */
    long count();

    /** Deletes all with bucket before {@code limit}, and says how many. */
    int deleteOlderThan(Instant limit);
}
