package io.plimsoll.jdbc.testing;

import io.plimsoll.core.testing.Required;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A real PostgreSQL, one for each JVM of tests, with a database of its own for each who asks. */
public final class PostgresServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    /** Started by the first who asks, stopped with the JVM; holds the reason where it cannot be started here. */
    private static final class Holder {
        private static final Optional<EmbeddedPostgres> SERVER;
        private static final String PROBLEM;

        static {
            EmbeddedPostgres started = null;
            String problem = "";
            try {
                started = EmbeddedPostgres.builder().start();
                EmbeddedPostgres server = started;
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
            } catch (IOException | RuntimeException e) {
                problem = "no PostgreSQL can be started on this machine (" + e.getMessage() + ")";
            }
            SERVER = Optional.ofNullable(started);
            PROBLEM = problem;
        }

        private static void close(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private PostgresServer() {}

    /** Ends the calling class where there is no PostgreSQL: skipped, failed if it is required. For {@code @BeforeAll}. */
    public static void require(Class<?> test) {
        server(test);
    }

    /** A new database. */
    public static DataSource emptyDatabase() {
        EmbeddedPostgres server = server(PostgresServer.class);
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create database " + name, e);
        }
        return server.getDatabase("postgres", name);
    }

    private static EmbeddedPostgres server(Class<?> test) {
        return Holder.SERVER.orElseThrow(() -> Required.missing("postgres", test.getName(), Holder.PROBLEM));
    }
}
