package io.plimsoll.core.domain.repository.monitoring.memory;

import io.plimsoll.core.domain.repository.monitoring.MonitoringStore;
import io.plimsoll.core.testing.repository.monitoring.AccountSnapshotRepositoryContract;
import io.plimsoll.core.testing.repository.monitoring.HoldingsRepositoryContract;
import io.plimsoll.core.testing.repository.monitoring.MonitoredAccountRepositoryContract;
import io.plimsoll.core.testing.repository.monitoring.PipelineReportRepositoryContract;
import org.junit.jupiter.api.Nested;

class InMemoryMonitoringStoreTest {
    @Nested
    class Accounts extends MonitoredAccountRepositoryContract {
        @Override
        protected MonitoringStore empty() {
            return new InMemoryMonitoringStore();
        }
    }

    @Nested
    class Positions extends HoldingsRepositoryContract {
        @Override
        protected MonitoringStore empty() {
            return new InMemoryMonitoringStore();
        }
    }

    @Nested
    class Snapshots extends AccountSnapshotRepositoryContract {
        @Override
        protected MonitoringStore empty() {
            return new InMemoryMonitoringStore();
        }
    }

    @Nested
    class Runs extends PipelineReportRepositoryContract {
        @Override
        protected MonitoringStore empty() {
            return new InMemoryMonitoringStore();
        }
    }
}
