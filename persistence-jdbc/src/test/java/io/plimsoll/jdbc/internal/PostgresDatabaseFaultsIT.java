package io.plimsoll.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.jdbc.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresDatabaseFaultsIT extends DatabaseFaultsContract {
    private static DataSource source;
    private static Things things;

    @BeforeAll
    static void open() {
        PostgresServer.require(PostgresDatabaseFaultsIT.class);
        source = PostgresServer.emptyDatabase();
        things = Things.in(source, Engine.POSTGRES);
    }

    @AfterAll
    static void close() {
        things.close();
    }

    @Override
    Things things() {
        return things;
    }

    @Override
    DataSource source() {
        return source;
    }

    @Override
    String countOfWaiting() {
        return "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    }

    @Override
    String slow() {
        return "SELECT pg_sleep(30)";
    }

    @Override
    void patient(Statement statement) throws SQLException {
        statement.execute("SET deadlock_timeout = '30s'");
    }

    @Override
    void findDeadlocksSoon(Handle handle) {
        handle.execute("SET LOCAL deadlock_timeout = '50ms'");
    }

    @Test
    void write_inARead_isRefused() {
        failure(() -> things.database().read("write in a read", handle -> handle.execute("DELETE FROM thing")));

        assertThat(things.all()).isNotEmpty();
    }

    @Test
    void connection_toAServerThatDoesNotWaitForItsDisk_doesWait() throws SQLException {
        String limits = Engine.POSTGRES.limits(Duration.ofSeconds(1), Duration.ofSeconds(1));
        for (String way : List.of("off", "local", "remote_write", "on", "remote_apply")) {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SET synchronous_commit = " + way);

                statement.execute(limits);

                try (ResultSet row = statement.executeQuery("SHOW synchronous_commit")) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo(way.equals("off") ? "on" : way);
                }
            }
        }
    }
}
