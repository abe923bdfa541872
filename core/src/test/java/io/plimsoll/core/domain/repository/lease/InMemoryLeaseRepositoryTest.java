package io.plimsoll.core.domain.repository.lease;

import io.plimsoll.core.domain.repository.lease.memory.InMemoryLeaseRepository;
import io.plimsoll.core.testing.repository.lease.LeaseRepositoryContract;
import java.time.Clock;

class InMemoryLeaseRepositoryTest extends LeaseRepositoryContract {
    @Override
    protected LeaseRepository empty() {
        return new InMemoryLeaseRepository(Clock.systemUTC());
    }
}
