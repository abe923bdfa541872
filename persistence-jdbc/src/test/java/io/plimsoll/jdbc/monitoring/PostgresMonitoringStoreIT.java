package io.plimsoll.jdbc.monitoring;

import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.PostgresServer;

class PostgresMonitoringStoreIT extends MonitoringStoreContract {
    @Override
    JdbcStore openEmpty() {
        return JdbcStore.postgres(PostgresServer.emptyDatabase());
    }
}
