package io.plimsoll.jdbc.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.PostgresServer;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresKeeperStoreIT extends KeeperStoreContract {
    private static TestDatabase database;

    @BeforeAll
    static void open() {
        PostgresServer.require(PostgresKeeperStoreIT.class);
        database = TestDatabase.postgres();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    JdbcStore reopened() {
        return JdbcStore.postgres(database.source());
    }

    @Test
    void journal_isAsDurableAsTheServer() throws Exception {
        // servers for tests are often told not to wait for the disk
        assertThat(database.store().keeper().attempts().durable())
                .isEqualTo(setting("fsync").equals("on")
                        && !setting("synchronous_commit").equals("off"));
    }

    private static String setting(String name) throws SQLException {
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
