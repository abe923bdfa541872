package io.plimsoll.core.domain.repository;

import io.plimsoll.core.domain.repository.memory.InMemoryAccountSnapshotRepository;
import io.plimsoll.core.testing.AccountSnapshotRepositoryContract;

class InMemoryAccountSnapshotRepositoryTest extends AccountSnapshotRepositoryContract {
    @Override
    protected AccountSnapshotRepository empty() {
        return new InMemoryAccountSnapshotRepository();
    }
}
