package io.plimsoll.jdbc.monitoring;

import io.plimsoll.core.domain.repository.AccountSnapshotRepository;
import io.plimsoll.core.domain.repository.MonitoredAccountRepository;
import io.plimsoll.core.testing.AccountSnapshotRepositoryContract;
import io.plimsoll.core.testing.MonitoredAccountRepositoryContract;
import io.plimsoll.jdbc.JdbcStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contracts of the monitoring domain on an H2 file. */
class MonitoringStoreIT {
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

    @Nested
    class Accounts extends MonitoredAccountRepositoryContract {
        @Override
        protected MonitoredAccountRepository empty() {
            return store.monitoring().accounts();
        }
    }

    @Nested
    class Snapshots extends AccountSnapshotRepositoryContract {
        @Override
        protected AccountSnapshotRepository empty() {
            return store.monitoring().snapshots();
        }
    }
}
