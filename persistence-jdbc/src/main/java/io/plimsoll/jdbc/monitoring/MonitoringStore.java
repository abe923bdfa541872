package io.plimsoll.jdbc.monitoring;

import io.plimsoll.core.domain.repository.AccountSnapshotRepository;
import io.plimsoll.core.domain.repository.MonitoredAccountRepository;
import io.plimsoll.jdbc.internal.Database;

/** The repositories of the monitoring domain over one database. */
public final class MonitoringStore {
    private final MonitoredAccountRepository accounts;
    private final AccountSnapshotRepository snapshots;

    public MonitoringStore(Database database) {
        this.accounts = new JdbcMonitoredAccountRepository(database);
        this.snapshots = new JdbcAccountSnapshotRepository(database);
    }

    /** The accounts that are being watched. */
    public MonitoredAccountRepository accounts() {
        return accounts;
    }

    /** Their history. */
    public AccountSnapshotRepository snapshots() {
        return snapshots;
    }
}
