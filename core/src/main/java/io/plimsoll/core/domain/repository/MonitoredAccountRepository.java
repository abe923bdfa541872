package io.plimsoll.core.domain.repository;

import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;
import java.util.Optional;

/** The accounts that are being watched. Implementations are thread-safe; each call is one transaction. */
public interface MonitoredAccountRepository {
    /** Adds the account, or replaces the one with the same address. */
    void upsert(MonitoredAccount account);

    /** The account with this main address, if it is watched. */
    Optional<MonitoredAccount> find(Address address);

    /** All of them, by address. */
    List<MonitoredAccount> all();
}
