package io.plimsoll.jdbc.monitoring;

import io.plimsoll.core.domain.repository.monitoring.AccountSnapshotRepository;
import io.plimsoll.core.domain.repository.monitoring.HoldingsRepository;
import io.plimsoll.core.domain.repository.monitoring.MonitoredAccountRepository;
import io.plimsoll.core.domain.repository.monitoring.MonitoringStore;
import io.plimsoll.core.domain.repository.monitoring.PipelineReportRepository;
import io.plimsoll.jdbc.internal.Database;

/** The monitoring store in the tables of {@code db/migration/monitoring}. Thread-safe. */
public final class JdbcMonitoringStore implements MonitoringStore {
    private final MonitoredAccountRepository accounts;
    private final HoldingsRepository holdings;
    private final AccountSnapshotRepository snapshots;
    private final PipelineReportRepository runs;

    /** The store over a database that is migrated already. */
    public JdbcMonitoringStore(Database database) {
        this.accounts = new JdbcMonitoredAccountRepository(database);
        this.holdings = new JdbcHoldingsRepository(database);
        this.snapshots = new JdbcAccountSnapshotRepository(database);
        this.runs = new JdbcPipelineReportRepository(database);
    }

    @Override
    public MonitoredAccountRepository accounts() {
        return accounts;
    }

    @Override
    public HoldingsRepository holdings() {
        return holdings;
    }

    @Override
    public AccountSnapshotRepository snapshots() {
        return snapshots;
    }

    @Override
    public PipelineReportRepository runs() {
        return runs;
    }
}
