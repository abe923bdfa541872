package io.plimsoll.jdbc.monitoring;

import io.plimsoll.core.domain.repository.AccountSnapshotRepository;
import io.plimsoll.core.domain.repository.MonitoredAccountRepository;
import io.plimsoll.core.testing.AccountSnapshotRepositoryContract;
import io.plimsoll.core.testing.MonitoredAccountRepositoryContract;
import io.plimsoll.jdbc.JdbcStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The contracts of the monitoring domain. A subclass for each engine opens an empty store. */
abstract class MonitoringStoreContract {
    private JdbcStore store;

    abstract JdbcStore openEmpty();

    @BeforeEach
    void open() {
        store = openEmpty();
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
