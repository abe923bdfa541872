package io.plimsoll.jdbc.monitoring;

import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.PostgresServer;
import org.junit.jupiter.api.BeforeAll;

class PostgresMonitoringStoreIT extends MonitoringStoreContract {
    @BeforeAll
    static void require() {
        PostgresServer.require(PostgresMonitoringStoreIT.class);
    }

    @Override
    JdbcStore openEmpty() {
        return JdbcStore.postgres(PostgresServer.emptyDatabase());
    }
}
