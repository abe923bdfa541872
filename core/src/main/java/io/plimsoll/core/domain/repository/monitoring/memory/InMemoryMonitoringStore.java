package io.plimsoll.core.domain.repository.monitoring.memory;

import io.plimsoll.core.domain.repository.monitoring.AccountSnapshotRepository;
import io.plimsoll.core.domain.repository.monitoring.HoldingsRepository;
import io.plimsoll.core.domain.repository.monitoring.MonitoredAccountRepository;
import io.plimsoll.core.domain.repository.monitoring.MonitoringStore;
import io.plimsoll.core.domain.repository.monitoring.PipelineReportRepository;

/** Keeps everything in sorted maps, and nothing after the process. Thread-safe. */
public final class InMemoryMonitoringStore implements MonitoringStore {
    private final MonitoredAccountRepository accounts = new InMemoryMonitoredAccountRepository();
    private final HoldingsRepository holdings = new InMemoryHoldingsRepository();
    private final AccountSnapshotRepository snapshots = new InMemoryAccountSnapshotRepository();
    private final PipelineReportRepository runs = new InMemoryPipelineReportRepository();

    /** An empty store. */
    public InMemoryMonitoringStore() {}

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
