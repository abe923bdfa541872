package io.plimsoll.jdbc.monitoring;

import io.plimsoll.core.domain.repository.AccountSnapshotRepository;
import io.plimsoll.core.domain.repository.MonitoredAccountRepository;
import io.plimsoll.core.testing.AccountSnapshotRepositoryContract;
import io.plimsoll.core.testing.MonitoredAccountRepositoryContract;
import io.plimsoll.jdbc.testing.TestDatabase;
import org.junit.jupiter.api.Nested;

/** The contracts of the monitoring domain. A subclass for each engine opens the database, once for all its tests. */
abstract class MonitoringStoreContract {
    abstract TestDatabase database();

    @Nested
    class Accounts extends MonitoredAccountRepositoryContract {
        @Override
        protected MonitoredAccountRepository empty() {
            return database().emptied().monitoring().accounts();
        }
    }

    @Nested
    class Snapshots extends AccountSnapshotRepositoryContract {
        @Override
        protected AccountSnapshotRepository empty() {
            return database().emptied().monitoring().snapshots();
        }
    }
}
