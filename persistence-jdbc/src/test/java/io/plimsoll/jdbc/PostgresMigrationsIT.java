package io.plimsoll.jdbc;

import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.testing.PostgresServer;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;

class PostgresMigrationsIT extends MigrationsContract {
    @BeforeAll
    static void require() {
        PostgresServer.require(PostgresMigrationsIT.class);
    }

    @Override
    DataSource emptyDatabase() {
        return PostgresServer.emptyDatabase();
    }

    @Override
    Engine engine() {
        return Engine.POSTGRES;
    }

    @Override
    JdbcStore open(DataSource source) {
        return JdbcStore.postgres(source);
    }
}
