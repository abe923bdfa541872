package io.plimsoll.jdbc;

import static io.plimsoll.core.foundation.error.RepositoryException.Kind.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.jdbc.testing.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class DatabaseUrlIT {
    private static PGSimpleDataSource database;

    @BeforeAll
    static void require() {
        PostgresServer.require(DatabaseUrlIT.class);
        database = (PGSimpleDataSource) PostgresServer.emptyDatabase();
    }

    private static String url(String user, String name) {
        return "postgres://" + user + ":pass-word@localhost:" + database.getPortNumbers()[0] + "/" + name;
    }

    private static RepositoryException failure(String url) {
        RepositoryException failure = catchThrowableOfType(
                RepositoryException.class,
                () -> JdbcStore.open(DatabaseUrl.parse(url)).close());
        assertThat(failure.kind()).isEqualTo(UNAVAILABLE);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure.toString()).doesNotContain("pass-word");
        return failure;
    }

    @Test
    void open_postgres_isTheStoreOfThatDatabase() {
        try (JdbcStore store = JdbcStore.open(DatabaseUrl.parse(url("postgres", database.getDatabaseName())))) {
            assertThat(store.monitoring().accounts().all()).isEmpty();
        }
    }

    @Test
    void open_unknownDatabase_isUnavailable_andSaysWhich() {
        assertThat(failure(url("postgres", "nowhere")))
                .hasMessageStartingWith("cannot open the store at postgresql://postgres@localhost:")
                .hasMessageContaining("\"nowhere\" does not exist");
    }

    @Test
    void open_unknownUser_isUnavailable() {
        assertThat(failure(url("nobody", database.getDatabaseName()))).hasMessageContaining("\"nobody\"");
    }

    @Test
    void open_whereNobodyListens_isUnavailable() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        failure("postgres://u:pass-word@127.0.0.1:" + port + "/d");
    }
}
