package io.plimsoll.core.domain.repository.monitoring.memory;

import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.account.Platform;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.monitoring.MonitoredAccountRepository;
import io.plimsoll.core.foundation.chain.Address;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Watched accounts in a sorted map. */
final class InMemoryMonitoredAccountRepository implements MonitoredAccountRepository {
    private static final Keyset<MonitoredAccount> BY_ADDRESS =
            Keyset.<MonitoredAccount>ascending().address(MonitoredAccount::address);

    private final TreeMap<Address, MonitoredAccount> accounts = new TreeMap<>();

    @Override
    public synchronized void upsert(Collection<MonitoredAccount> changed) {
        changed.forEach(account -> accounts.put(account.address(), account));
    }

    @Override
    public synchronized boolean delete(Address address) {
        return accounts.remove(address) != null;
    }

    @Override
    public synchronized Optional<MonitoredAccount> find(Address address) {
        return Optional.ofNullable(accounts.get(address));
    }

    @Override
    public synchronized List<MonitoredAccount> all() {
        return List.copyOf(accounts.values());
    }

    @Override
    public synchronized Page<MonitoredAccount> page(PageRequest request) {
        return BY_ADDRESS.page(accounts.values().stream(), request);
    }

    @Override
    public synchronized List<MonitoredAccount> watchedOn(Platform platform) {
        return accounts.values().stream()
                .filter(account -> account.platforms().contains(platform))
                .toList();
    }
}
