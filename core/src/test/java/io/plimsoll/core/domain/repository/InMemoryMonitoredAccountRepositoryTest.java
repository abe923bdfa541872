package io.plimsoll.core.domain.repository;

import io.plimsoll.core.domain.repository.memory.InMemoryMonitoredAccountRepository;
import io.plimsoll.core.testing.MonitoredAccountRepositoryContract;

class InMemoryMonitoredAccountRepositoryTest extends MonitoredAccountRepositoryContract {
    @Override
    protected MonitoredAccountRepository empty() {
        return new InMemoryMonitoredAccountRepository();
    }
}
