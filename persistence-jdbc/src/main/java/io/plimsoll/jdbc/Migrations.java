package io.plimsoll.jdbc;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.internal.Failures;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.ValidateOutput;

/**
 * The migrations of a database: they only go forward, and what has run is remembered with its checksum. On PostgreSQL each is one
 * transaction; H2 commits each statement of one.
 */
final class Migrations {
    /** What is not to be blamed on the schema. */
    private static final Set<Kind> PASSING = Set.of(
            Kind.UNAVAILABLE, Kind.POOL_EXHAUSTED, Kind.CONNECTION_LOST, Kind.CONFLICT, Kind.STORAGE_FULL, Kind.CLOSED);

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
        try {
            flyway.migrate();
        } catch (FlywayValidateException e) {
            throw new RepositoryException(Kind.WRONG_SCHEMA, title(domain) + problem(flyway, e), e);
        } catch (FlywayException e) {
            RepositoryException failure = Failures.of("migrate " + domain.folder() + " of " + where, e);
            if (PASSING.contains(failure.kind())) {
                throw failure;
            }
            throw new RepositoryException(
                    Kind.WRONG_SCHEMA,
                    title(domain) + "a migration failed (" + Failures.safeMessage(e)
                            + "), perhaps because an earlier try was" + " stopped half way: " + again(),
                    e);
        }
    }

    /** The version of the domain's tables; 0: there are none. */
    int version(Domain domain) {
        try {
            // a schema that other domains had filled before starts with a baseline of 0
            return highest(Arrays.stream(flyway(domain).load().info().applied())
                    .filter(done -> !done.getState().isFailed()));
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
