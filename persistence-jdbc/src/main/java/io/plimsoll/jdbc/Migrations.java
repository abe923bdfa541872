package io.plimsoll.jdbc;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.internal.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.CoreMigrationType;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.ValidateOutput;

/**
 * The migrations of a database: they only go forward, and what has run is remembered with its checksum. Each is done whole or
 * not at all, see {@link MigrationTurn}; of several programs that open one database at once each waits for its turn.
 */
final class Migrations {
    /** What is not to be blamed on the schema. */
    private static final Set<Kind> PASSING = Set.of(
            Kind.UNAVAILABLE, Kind.POOL_EXHAUSTED, Kind.CONNECTION_LOST, Kind.CONFLICT, Kind.STORAGE_FULL, Kind.CLOSED);

    private static final Pattern CREATED = Pattern.compile("(?im)^CREATE TABLE (\\w+)");

    private final String where;
    private final DataSource source;
    private final Engine engine;
    private final String root;

    /** @param root folder of the domains' folders on the class path */
    Migrations(String where, DataSource source, Engine engine, String root) {
        this.where = where;
        this.source = source;
        this.engine = engine;
        this.root = root;
    }

    Migrations(String where, DataSource source, Engine engine) {
        this(where, source, engine, "db/migration");
    }

    /**
     * Creates the domain's tables, or brings them up to date.
     *
     * @throws RepositoryException {@link Kind#WRONG_SCHEMA} if what is there is newer, was changed, or was left half done
     */
    void migrate(Domain domain) {
        migrate(domain, MigrationVersion.LATEST);
    }

    /** {@link #migrate(Domain)} no further than to this version. */
    void migrate(Domain domain, int version) {
        migrate(domain, MigrationVersion.fromVersion(String.valueOf(version)));
    }

    private void migrate(Domain domain, MigrationVersion target) {
        Flyway flyway = flyway(domain).target(target).load();
        String what = "migrate " + domain.folder() + " of " + where;
        try (Connection connection = source.getConnection()) {
            if (engine == Engine.POSTGRES) {
                MigrationTurn.onPostgres(connection, () -> migrate(domain, flyway, what));
            } else {
                synchronized (MigrationTurn.H2) {
                    MigrationTurn.onH2(
                            connection,
                            domain,
                            () -> created(domain, flyway),
                            () -> isBehind(flyway),
                            () -> migrate(domain, flyway, what));
                }
            }
        } catch (SQLException | IOException e) {
            throw Failures.of(what, e);
        }
    }

    private void migrate(Domain domain, Flyway flyway, String what) {
        try {
            flyway.migrate();
        } catch (FlywayValidateException e) {
            throw new RepositoryException(
                    Kind.WRONG_SCHEMA, title(domain) + problem(flyway, e), Failures.withoutValues(e));
        } catch (FlywayException e) {
            RepositoryException failure = Failures.of(what, e);
            if (PASSING.contains(failure.kind())) {
                throw failure;
            }
            throw new RepositoryException(
                    Kind.WRONG_SCHEMA,
                    title(domain) + "a migration failed (" + Failures.safeMessage(e)
                            + "), perhaps because an earlier try was stopped half way: " + again(),
                    Failures.withoutValues(e));
        }
    }

    /** Names of the tables that the domain's migrations create, in lower case. */
    private Set<String> created(Domain domain, Flyway flyway) {
        Set<String> tables = new TreeSet<>();
        for (MigrationInfo migration : flyway.info().all()) {
            if (migration.getState().isResolved() && migration.getType() == CoreMigrationType.SQL) {
                try (InputStream script = Objects.requireNonNull(
                        Migrations.class
                                .getClassLoader()
                                .getResourceAsStream(root + "/" + domain.folder() + "/" + migration.getScript()),
                        migration.getScript())) {
                    CREATED.matcher(new String(script.readAllBytes(), StandardCharsets.UTF_8))
                            .results()
                            .forEach(found -> tables.add(found.group(1).toLowerCase(Locale.ROOT)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return tables;
    }

    private static boolean isBehind(Flyway flyway) {
        MigrationInfoService info = flyway.info();
        return highest(succeeded(info)) < highest(Arrays.stream(info.pending()));
    }

    private static Stream<MigrationInfo> succeeded(MigrationInfoService info) {
        return Arrays.stream(info.applied()).filter(done -> !done.getState().isFailed());
    }

    /** The version of the domain's tables; 0: there are none. */
    int version(Domain domain) {
        try {
            // a schema that other domains had filled before starts with a baseline of 0
            return highest(succeeded(flyway(domain).load().info()));
        } catch (FlywayException e) {
            throw Failures.of("read the version of " + domain.folder() + " of " + where, e);
        }
    }

    /** The newest version of the domain that this program knows; 0: it has none. */
    int newest(Domain domain) {
        return highest(Arrays.stream(flyway(domain).load().info().all())
                .filter(known -> known.getState().isResolved()));
    }

    private static int highest(Stream<MigrationInfo> migrations) {
        return migrations
                .map(MigrationInfo::getVersion)
                .filter(version -> version != null)
                .mapToInt(version -> version.getMajor().intValueExact())
                .max()
                .orElse(0);
    }

    private FluentConfiguration flyway(Domain domain) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:" + root + "/" + domain.folder())
                .table(historyOf(domain))
                .placeholders(engine.placeholders())
                // other domains may have filled the schema already
                .baselineOnMigrate(true)
                .baselineVersion("0")
                // without it a schema of a newer version would be taken for ours
                .ignoreMigrationPatterns(new String[0]);
    }

    /** The table that remembers what has run. */
    static String historyOf(Domain domain) {
        return "migrations_" + domain.folder();
    }

    private String title(Domain domain) {
        return "the schema of " + domain.folder() + " in " + where + " is not this program's: ";
    }

    private String problem(Flyway flyway, FlywayValidateException thrown) {
        return flyway.validateWithResult().invalidMigrations.stream()
                .filter(found -> found.errorDetails.errorCode != CoreErrorCode.RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED)
                .map(this::problem)
                .findFirst()
                .orElseGet(() -> Failures.safeMessage(thrown));
    }

    private String problem(ValidateOutput found) {
        if (found.errorDetails.errorCode == CoreErrorCode.APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED) {
            return "version " + found.version + " is newer than what it knows; use a newer Plimsoll";
        }
        if (found.errorDetails.errorCode == CoreErrorCode.CHECKSUM_MISMATCH) {
            return "migration " + found.version
                    + " was another one when it ran; use the Plimsoll that wrote it, or restore"
                    + " a backup into an empty database";
        }
        if (found.errorDetails.errorCode == CoreErrorCode.FAILED_VERSIONED_MIGRATION) {
            return "migration " + found.version + " was left half done; " + again();
        }
        return found.errorDetails.errorMessage;
    }

    private static String again() {
        return "restore a backup into an empty database";
    }
}
