package io.plimsoll.core.domain.repository.monitoring;

import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.account.Platform;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.Address;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The accounts that are being watched. Implementations are thread-safe; each call is one transaction. */
public interface MonitoredAccountRepository {
    /** Adds the accounts, or replaces those with the same addresses; of two with one address the last counts. */
    void upsert(Collection<MonitoredAccount> accounts);

    /** Adds the account, or replaces the one with the same address. */
    default void upsert(MonitoredAccount account) {
        upsert(List.of(account));
    }

    /** Watches the account no longer, and says whether it did. Its history stays. */
    boolean delete(Address address);

    /** The account with this main address, if it is watched. */
    Optional<MonitoredAccount> find(Address address);

    /** All of them, by address. */
    List<MonitoredAccount> all();

    /** All of them, by address, a part at a time. */
    Page<MonitoredAccount> page(PageRequest request);

    /** Those watched on a platform, by main address. */
    List<MonitoredAccount> watchedOn(Platform platform);
}
