package io.plimsoll.jdbc.internal;

import io.plimsoll.jdbc.testing.PostgresServer;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;

class PostgresTableIT extends TableContract {
    private static DataSource source;

    @BeforeAll
    static void open() {
        PostgresServer.require(PostgresTableIT.class);
        source = PostgresServer.emptyDatabase();
    }

    @Override
    DataSource emptySource() {
        return source;
    }

    @Override
    Engine engine() {
        return Engine.POSTGRES;
    }
}
