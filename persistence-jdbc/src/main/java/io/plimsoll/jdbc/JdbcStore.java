package io.plimsoll.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.plimsoll.core.domain.event.EventWriter;
import io.plimsoll.core.domain.repository.incident.IncidentStore;
import io.plimsoll.core.domain.repository.keeper.KeeperStore;
import io.plimsoll.core.domain.repository.lease.Lease;
import io.plimsoll.core.domain.repository.lease.LeaseRepository;
import io.plimsoll.core.domain.repository.monitoring.MonitoringStore;
import io.plimsoll.core.domain.repository.user.UserStore;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.incident.JdbcIncidentStore;
import io.plimsoll.jdbc.index.JdbcIndexRepository;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.internal.Failures;
import io.plimsoll.jdbc.keeper.JdbcKeeperStore;
import io.plimsoll.jdbc.lease.JdbcLeaseRepository;
import io.plimsoll.jdbc.lease.LeaseFence;
import io.plimsoll.jdbc.market.JdbcMarketStore;
import io.plimsoll.jdbc.monitoring.JdbcMonitoringStore;
import io.plimsoll.jdbc.scheduling.ClusteredTasks;
import io.plimsoll.jdbc.token.JdbcTokenStore;
import io.plimsoll.jdbc.user.JdbcUserStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Handle;

/**
 * An open database. Each domain's tables are created and migrated when its store is first taken. Thread-safe; share it, and
 * close it when the program ends.
 *
 * <p>A call that has returned outlives this process, however it ends (but not in memory, {@link #h2Memory}). What it outlives
 * beyond that depends on the engine:
 *
 * <ul>
 *   <li>PostgreSQL has it on its disk: connections of this store have {@code synchronous_commit} on where the server has it off.
 *       A server with {@code fsync=off} loses it all the same in a power cut. So does a cluster that fails over to a standby that
 *       was behind: to outlive the loss of a server, set {@code synchronous_standby_names}. After such a loss an index goes on
 *       from an earlier checkpoint, a lease's token may be given out again, and attempts may be missing: compare with the chain.
 *       Leases hold as long as one server at a time takes writes.
 *   <li>An H2 file is written before the call returns, and brought to the disk by the operating system when it likes to, often
 *       half a minute later. A power cut, or a crash of the operating system, may lose calls of that time, and in the worst case
 *       leave a file that does not open: keep backups. The steps of an {@link
 *       io.plimsoll.core.domain.repository.keeper.AttemptJournal} are forced to the disk, with everything before them: a file
 *       that opens has all of them.
 * </ul>
 */
public final class JdbcStore implements AutoCloseable {
    /** More than a statement may take: the server's own limit comes first. */
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);

    private final String where;
    private final DataSource source;
    private final Migrations migrations;
    private final HikariDataSource pool;
    private final Database database;
    private final Set<Domain> migrated;
    /** Whether it only looks at another store's connections. */
    private final boolean view;

    private JdbcStore(String where, DataSource source, Engine engine, StoreLimits limits) {
        probe(where, source);
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(limits.connections());
        config.setConnectionTimeout(limits.connectionWait().toMillis());
        config.setPoolName("plimsoll");
        config.setConnectionInitSql(engine.limits(limits.statement(), limits.lock()));
        this.where = where;
        this.source = source;
        this.migrations = new Migrations(where, source, engine);
        try {
            this.pool = new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw Failures.of("open " + where, e);
        }
        this.database = Database.over(pool, engine, limits.statement().plus(TO_ANSWER));
        this.migrated = EnumSet.noneOf(Domain.class);
        this.view = false;
    }

    private JdbcStore(JdbcStore store, Database database) {
        this.where = store.where;
        this.source = store.source;
        this.pool = store.pool;
        this.database = database;
        this.migrated = store.migrated;
        this.migrations = store.migrations;
        this.view = true;
    }

    /**
     * An H2 file, created with its folder where missing. It belongs to one process. While older tables with rows are migrated there
     * is a copy of them beside it, {@code <file>.<domain>.before-migration.sql}: keep it with the file if the process was killed
     * then, the next one needs it.
     *
     * @param file without the ending {@code .mv.db}
     * @throws RepositoryException if the folder cannot be written to, or another process has the file open
     */
    public static JdbcStore h2File(Path file) {
        return h2File(file, StoreLimits.standard());
    }

    /** {@link #h2File(Path)} with other limits. */
    public static JdbcStore h2File(Path file, StoreLimits limits) {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        if (folder == null || absolute.toString().contains(";")) {
            throw new IllegalArgumentException("the path of an H2 file must have a name and no ';', got " + absolute);
        }
        requireWritable(folder);
        // H2 acknowledges a commit up to half a second before it is written unless told not to
        return h2("store " + absolute, "file:" + absolute + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE", limits);
    }

    /** A database in memory that ends with this store. Stores of the same name in one process are the same database. */
    public static JdbcStore h2Memory(String name) {
        return h2Memory(name, StoreLimits.standard());
    }

    /** {@link #h2Memory(String)} with other limits. */
    public static JdbcStore h2Memory(String name, StoreLimits limits) {
        if (name.contains(";")) {
            throw new IllegalArgumentException("the name of a database in memory must have no ';', got " + name);
        }
        return h2("store " + name, "mem:" + name + ";DB_CLOSE_DELAY=0", limits);
    }

    private static JdbcStore h2(String where, String location, StoreLimits limits) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:" + location);
        return new JdbcStore(where, source, Engine.H2, limits);
    }

    /**
     * A PostgreSQL database, 15 or newer. Tables are created in the connection's search path. Needs {@code postgresql} and
     * {@code flyway-database-postgresql}, which this module declares as optional.
     *
     * @param source of connections; a pool is put in front of it
     * @throws RepositoryException if it cannot be reached
     */
    public static JdbcStore postgres(DataSource source) {
        return postgres(source, StoreLimits.standard());
    }

    /** {@link #postgres(DataSource)} with other limits. */
    public static JdbcStore postgres(DataSource source, StoreLimits limits) {
        return new JdbcStore("the PostgreSQL store", source, Engine.POSTGRES, limits);
    }

    /**
     * The database of a URL, such as {@code DATABASE_URL}.
     *
     * @throws RepositoryException if it cannot be reached
     */
    public static JdbcStore open(DatabaseUrl url) {
        return open(url, StoreLimits.standard());
    }

    /** {@link #open(DatabaseUrl)} with other limits. */
    public static JdbcStore open(DatabaseUrl url, StoreLimits limits) {
        return switch (url.engine()) {
            case POSTGRES -> new JdbcStore("the store at " + url, url.postgresSource(), Engine.POSTGRES, limits);
            case H2_FILE -> h2File(Path.of(url.location()), limits);
            case H2_MEMORY -> h2Memory(url.location(), limits);
        };
    }

    /**
     * Watched accounts and their history.
     *
     * @throws RepositoryException if its tables cannot be created or migrated
     */
    public MonitoringStore monitoring() {
        return new JdbcMonitoringStore(of(Domain.MONITORING));
    }

    /**
     * Who may act under a name, where several processes share this database.
     *
     * @throws RepositoryException if its tables cannot be created or migrated
     */
    public LeaseRepository leases() {
        return new JdbcLeaseRepository(of(Domain.LEASES));
    }

    /**
     * The same store for the holder of a lease of this database: each write checks the lease in its own transaction, and throws
     * {@link Kind#FENCED} if it has ended or is another's. Once somebody else has the lease, nothing more is written under this
     * one. Writes under one lease go on side by side with each other and with its renewal. It has no connections of its own:
     * closing it closes nothing. Of a store that is under a lease already it replaces that one.
     *
     * @param lease as given out or renewed; its end does not matter
     */
    public JdbcStore under(Lease lease) {
        return new JdbcStore(this, of(Domain.LEASES).fencedBy(new LeaseFence(lease, database.engine())));
    }

    /**
     * Recurring tasks that run once over all processes that share this database. Needs {@code db-scheduler}, which this module
     * declares as optional.
     *
     * @param node a name for this process that no other has, 1 to 50 visible ASCII characters
     * @throws RepositoryException if its tables cannot be created or migrated
     */
    public ClusteredTasks tasks(String node) {
        return new ClusteredTasks(of(Domain.SCHEDULING), pool, node);
    }

    /**
     * What indexes of chains know, and how far they are.
     *
     * @param writers of the events that are to be kept; tables of events are created where they are missing
     * @throws RepositoryException if its tables cannot be created or migrated
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // read only
    public final JdbcIndexRepository index(EventWriter<?, Handle>... writers) {
        return new JdbcIndexRepository(of(Domain.INDEX), List.of(writers));
    }

    /**
     * Tokens, their transfers and what they come to.
     *
     * @throws RepositoryException if its tables cannot be created or migrated
     */
    public JdbcTokenStore tokens() {
        return new JdbcTokenStore(of(Domain.TOKENS));
    }

    /**
     * Trades, what was made of them, and who wants to be told.
     *
     * @throws RepositoryException if its tables cannot be created or migrated
     */
    public JdbcMarketStore market() {
        return new JdbcMarketStore(of(Domain.MARKET));
    }

    /**
     * Markets and positions, their history, and what a keeper has decided and done.
     *
     * @throws RepositoryException if its tables cannot be created or migrated
     */
    public KeeperStore keeper() {
        return new JdbcKeeperStore(of(Domain.KEEPER));
    }

    /**
     * Users, sessions, the waitlist and usage: personal data, for which another {@link JdbcStore} gives a database apart.
     *
     * @throws RepositoryException if its tables cannot be created or migrated
     */
    public UserStore users() {
        return new JdbcUserStore(of(Domain.USERS));
    }

    /**
     * Incidents, liquidations, who wants to be told, and the audit log.
     *
     * @throws RepositoryException if its tables cannot be created or migrated
     */
    public IncidentStore incidents() {
        return new JdbcIncidentStore(of(Domain.INCIDENTS));
    }

    /** What is done to the database as a whole. */
    public Operations operations() {
        return new Operations(where, source, database, migrations);
    }

    @Override
    public void close() {
        if (!view) {
            pool.close();
        }
    }

    private Database of(Domain domain) {
        synchronized (migrated) {
            if (!migrated.contains(domain)) {
                if (view) {
                    // asks the fence
                    database.update("migrate " + domain.folder() + " of " + where, handle -> {});
                }
                migrations.migrate(domain);
                migrated.add(domain);
            }
        }
        return database;
    }

    private static void requireWritable(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".plimsoll", ".probe"));
        } catch (IOException e) {
            throw new RepositoryException(
                    Kind.UNAVAILABLE, "cannot write to folder " + folder + ": choose another one for the store", e);
        }
    }

    /** One plain connection first: its error names the cause, the pool's would not. */
    private static void probe(String where, DataSource source) {
        try (Connection connection = source.getConnection()) {
            connection.isValid(1);
        } catch (SQLException e) {
            if (e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
                throw new RepositoryException(
                        Kind.IN_USE, where + " is in use by another process: stop it, or choose another file", e);
            }
            throw Failures.opening("open " + where, e);
        }
    }
}
