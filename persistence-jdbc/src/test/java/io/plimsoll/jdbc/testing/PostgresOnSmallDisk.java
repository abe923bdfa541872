package io.plimsoll.jdbc.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL of its own whose tables lie on a small disk, its log elsewhere. It makes no checkpoints: one on a full disk ends the
 * server, not the transaction.
 */
public final class PostgresOnSmallDisk implements AutoCloseable {
    private final Process process;
    private final int port;
    private final Path reserve;

    private PostgresOnSmallDisk(Process process, int port, Path reserve) {
        this.process = process;
        this.port = port;
        this.reserve = reserve;
    }

    /**
     * Starts one.
     *
     * @param folder empty, for what it writes
     */
    public static PostgresOnSmallDisk start(Path folder, int mebibytes) throws IOException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Path log = Files.createDirectory(folder.resolve("wal"));
        int port = freePort();
        String script = "B='" + programs() + "'; "
                + "\"$B/initdb\" -D \"$0/data\" -X '" + log.resolve("wal")
                + "' -U postgres -A trust -E UTF8 --no-locale --no-sync --wal-segsize=1 && "
                + "exec \"$B/postgres\" -D \"$0/data\" -p " + port
                + " -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_wal_size=1GB -c checkpoint_timeout=1h -c autovacuum=off"
                + " -c shared_buffers=8MB -c fsync=off -c max_connections=20";
        Process process = SmallDisk.run(disk, mebibytes, script)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        PostgresOnSmallDisk server = new PostgresOnSmallDisk(process, port, disk.resolve("reserve"));
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Awaitility.await("PostgreSQL on a small disk, see " + folder.resolve("server.log"))
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> {
                    server.source().getConnection().close();
                    return true;
                });
        return server;
    }

    /** Its database. */
    public PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName("postgres");
        source.setUser("postgres");
        return source;
    }

    /** Fills the disk until nothing more fits. */
    public void fill() throws SQLException {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT repeat('x', 4000000)) TO '" + reserve + "'");
            statement.execute("CREATE TABLE ballast (filler TEXT)");
            statement.execute("ALTER TABLE ballast ALTER COLUMN filler SET STORAGE PLAIN");
            for (int rows = 1024; rows >= 1; rows /= 4) {
                fill(statement, rows);
            }
        }
    }

    private static void fill(Statement statement, int rows) throws SQLException {
        try {
            while (true) {
                statement.execute("INSERT INTO ballast SELECT repeat('x', 7000) FROM generate_series(1, " + rows + ")");
            }
        } catch (SQLException e) {
            if (!"53100".equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    /** Makes room again. */
    public void makeRoom() throws SQLException {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT 'x') TO '" + reserve + "'");
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The folder of PostgreSQL's programs, as the shared server tells it. */
    private static String programs() {
        DataSource shared = PostgresServer.emptyDatabase();
        try (Connection connection = shared.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT setting FROM pg_config WHERE name = 'BINDIR'")) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
