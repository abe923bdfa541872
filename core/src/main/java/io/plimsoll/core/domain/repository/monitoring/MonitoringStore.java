package io.plimsoll.core.domain.repository.monitoring;

/** The repositories of a monitor. Thread-safe. */
public interface MonitoringStore {
    /** The accounts that are being watched. */
    MonitoredAccountRepository accounts();

    /** What they hold, as last seen. */
    HoldingsRepository holdings();

    /** Their history. */
    AccountSnapshotRepository snapshots();

    /** The runs that looked at them. */
    PipelineReportRepository runs();
}
