package io.plimsoll.jdbc.monitoring;

import io.plimsoll.core.domain.repository.AccountSnapshotRepository;
import io.plimsoll.core.testing.AccountSnapshotRepositoryContract;
import io.plimsoll.jdbc.JdbcStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class JdbcAccountSnapshotRepositoryIT extends AccountSnapshotRepositoryContract {
    @TempDir
    Path folder;

    private JdbcStore store;

    @BeforeEach
    void open() {
        store = JdbcStore.h2File(folder.resolve("store"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected AccountSnapshotRepository empty() {
        return store.monitoring().snapshots();
    }
}
