package io.plimsoll.core.domain.repository.memory;

import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.repository.MonitoredAccountRepository;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Watched accounts in a sorted map. */
public final class InMemoryMonitoredAccountRepository implements MonitoredAccountRepository {
    private final ConcurrentSkipListMap<Address, MonitoredAccount> accounts = new ConcurrentSkipListMap<>();

    @Override
    public void upsert(MonitoredAccount account) {
        accounts.put(account.address(), account);
    }

    @Override
    public Optional<MonitoredAccount> find(Address address) {
        return Optional.ofNullable(accounts.get(address));
    }

    @Override
    public List<MonitoredAccount> all() {
        return List.copyOf(accounts.values());
    }
}
