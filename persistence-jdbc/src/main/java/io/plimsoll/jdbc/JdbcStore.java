package io.plimsoll.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.monitoring.MonitoringStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * An open database. Thread-safe; share it, and close it when the program ends. A call that has returned is on disk: a
 * process that is killed right after has lost nothing.
 */
public final class JdbcStore implements AutoCloseable {
    private static final int CONNECTIONS = 4;

    private final HikariDataSource pool;
    private final Database database;

    private JdbcStore(String where, DataSource source) {
        probe(where, source);
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setPoolName("plimsoll");
        this.pool = new HikariDataSource(config);
        try {
            migrate("monitoring");
        } catch (FlywayException e) {
            pool.close();
            throw new RepositoryException("cannot migrate " + where + ": " + e.getMessage(), e);
        }
        this.database = new Database(Jdbi.create(pool));
    }

    /**
     * An H2 file, created with its folder where missing. It belongs to one process.
     *
     * @param file without the ending {@code .mv.db}
     * @throws RepositoryException if the folder cannot be written to, or another process has the file open
     */
    public static JdbcStore h2File(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        if (folder == null || absolute.toString().contains(";")) {
            throw new IllegalArgumentException("the path of an H2 file must have a name and no ';', got " + absolute);
        }
        requireWritable(folder);
        // H2 acknowledges a commit up to half a second before it is on disk unless told not to
        return h2("store " + absolute, "file:" + absolute + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
    }

    /** A database in memory that ends with this store. Stores of the same name in one process are the same database. */
    public static JdbcStore h2Memory(String name) {
        return h2("store " + name, "mem:" + name + ";DB_CLOSE_DELAY=0");
    }

    private static JdbcStore h2(String where, String location) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:" + location);
        return new JdbcStore(where, source);
    }

    /**
     * A PostgreSQL database, 15 or newer. The schema is created in the connection's search path. Needs {@code postgresql} and
     * {@code flyway-database-postgresql}, which this module declares as optional.
     *
     * @param source of connections; a pool is put in front of it
     * @throws RepositoryException if it cannot be reached or migrated
     */
    public static JdbcStore postgres(DataSource source) {
        return new JdbcStore("the PostgreSQL store", source);
    }

    /** Watched accounts and their history. */
    public MonitoringStore monitoring() {
        return new MonitoringStore(database);
    }

    @Override
    public void close() {
        pool.close();
    }

    private void migrate(String domain) {
        Flyway.configure(JdbcStore.class.getClassLoader())
                .dataSource(pool)
                .locations("classpath:db/migration/" + domain)
                .table("migrations_" + domain)
                .load()
                .migrate();
    }

    private static void requireWritable(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".plimsoll", ".probe"));
        } catch (IOException e) {
            throw new RepositoryException("cannot write to folder " + folder + ": choose another one for the store", e);
        }
    }

    /** One plain connection first: its error names the cause, the pool's would not. */
    private static void probe(String where, DataSource source) {
        try (Connection connection = source.getConnection()) {
            connection.isValid(1);
        } catch (SQLException e) {
            throw new RepositoryException(
                    e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                            ? where + " is in use by another process: stop it, or choose another file"
                            : "cannot open " + where + ": " + e.getMessage(),
                    e);
        }
    }
}
