package io.plimsoll.jdbc;

import io.plimsoll.jdbc.testing.PostgresServer;
import io.plimsoll.jdbc.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresHostileValuesIT extends HostileValuesContract {
    private static TestDatabase database;

    @BeforeAll
    static void open() {
        PostgresServer.require(PostgresHostileValuesIT.class);
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
}
