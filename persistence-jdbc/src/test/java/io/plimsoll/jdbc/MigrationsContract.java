package io.plimsoll.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.internal.Engine;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Migrations from empty and from each earlier version, and schemas that are not this program's. */
abstract class MigrationsContract {
    abstract DataSource emptyDatabase();

    abstract Engine engine();

    abstract JdbcStore open(DataSource source);

    /** Of each domain each version that can be the one a database was left at. */
    static Stream<DomainVersion> versions() {
        return Stream.of(Domain.values())
                .flatMap(domain -> IntStream.rangeClosed(1, newest(domain))
                        .mapToObj(version -> new DomainVersion(domain, version)));
    }

    /** A version of a domain. */
    record DomainVersion(Domain domain, int version) {}

    private static int newest(Domain domain) {
        JdbcDataSource nothing = new JdbcDataSource();
        nothing.setURL("jdbc:h2:mem:");
        return new Migrations("nothing", nothing, Engine.H2).newest(domain);
    }

    private Migrations migrations(DataSource source) {
        return new Migrations("the test", source, engine());
    }

    private static RepositoryException failure(Runnable call) {
        RepositoryException failure = catchThrowableOfType(RepositoryException.class, call::run);
        assertThat(failure).as("a failure").isNotNull();
        assertThat(failure.kind()).as(failure.toString()).isEqualTo(Kind.WRONG_SCHEMA);
        assertThat(failure.retryable()).isFalse();
        return failure;
    }

    static void execute(DataSource source, String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void anyVersion_isBroughtToTheNewest_andIsThenAsIfMadeAtOnce(DomainVersion earlier) {
        DataSource inSteps = emptyDatabase();
        DataSource atOnce = emptyDatabase();
        Migrations migrations = migrations(inSteps);
        assertThat(migrations.version(earlier.domain())).isZero();

        migrations.migrate(earlier.domain(), earlier.version());
        assertThat(migrations.version(earlier.domain())).isEqualTo(earlier.version());
        migrations.migrate(earlier.domain());
        migrations.migrate(earlier.domain());
        migrations(atOnce).migrate(earlier.domain());

        assertThat(migrations.version(earlier.domain())).isEqualTo(migrations.newest(earlier.domain()));
        assertThat(schema(inSteps)).isEqualTo(schema(atOnce)).hasSizeGreaterThan(5);
    }

    @Test
    void allDomains_inOneDatabase_doNotClash() {
        DataSource source = emptyDatabase();
        Migrations migrations = migrations(source);

        for (Domain domain : Domain.values()) {
            migrations.migrate(domain);
        }

        for (Domain domain : Domain.values()) {
            assertThat(migrations.version(domain)).isEqualTo(migrations.newest(domain));
        }
    }

    @Test
    void schemaOfANewerVersion_isRefusedByName() {
        DataSource source = emptyDatabase();
        migrations(source).migrate(Domain.MONITORING);
        execute(source, """
                INSERT INTO "migrations_monitoring" ("installed_rank", "version", "description", "type", "script",
                  "checksum", "installed_by", "execution_time", "success")
                VALUES (99, '99', 'of tomorrow', 'SQL', 'V99__of_tomorrow.sql', 1, 'tomorrow', 1, TRUE)
                """);

        RepositoryException failure = failure(() -> take(source));

        assertThat(failure)
                .hasMessageStartingWith("the schema of monitoring in ")
                .hasMessageEndingWith(
                        " is not this program's: version 99 is newer than what it knows; use a newer Plimsoll");
    }

    @Test
    void migrationThatWasAnother_isRefused() {
        DataSource source = emptyDatabase();
        migrations(source).migrate(Domain.MONITORING);
        execute(source, "UPDATE \"migrations_monitoring\" SET \"checksum\" = 42 WHERE \"version\" = '1'");

        assertThat(failure(() -> take(source))).hasMessageContaining("migration 1 was another one when it ran");
    }

    @Test
    void migrationThatFailed_isRefusedNextTimeToo() {
        DataSource source = emptyDatabase();
        migrations(source).migrate(Domain.MONITORING);
        execute(source, "UPDATE \"migrations_monitoring\" SET \"success\" = FALSE WHERE \"version\" = '1'");

        assertThat(failure(() -> take(source))).hasMessageContaining("migration 1 was left half done");
    }

    @Test
    void tablesWithoutAHistory_areRefused() {
        DataSource source = emptyDatabase();
        migrations(source).migrate(Domain.MONITORING);
        execute(source, "DROP TABLE \"migrations_monitoring\"");

        assertThat(failure(() -> take(source)))
                .hasMessageStartingWith("the schema of monitoring ")
                .hasMessageEndingWith("restore a backup into an empty database");
    }

    @Test
    void migrationThatStopsHalfWay_isRefused_andOnPostgresLeavesNothing() {
        DataSource source = emptyDatabase();
        Migrations broken = new Migrations("the test", source, engine(), "db/broken");

        failure(() -> broken.migrate(Domain.MONITORING));
        failure(() -> broken.migrate(Domain.MONITORING));

        assertThat(schema(source).stream().anyMatch(line -> line.startsWith("half_done")))
                .isEqualTo(engine() == Engine.H2);
    }

    @Test
    void programs_thatOpenOneEmptyDatabaseAtOnce_eachForOtherDomainsFirst_allSucceed() throws Exception {
        DataSource source = emptyDatabase();
        List<Domain> domains = List.of(Domain.LEASES, Domain.SCHEDULING, Domain.MONITORING, Domain.INDEX);
        // in a schema that is not empty a history starts with a line of its own
        execute(source, "CREATE TABLE own_row (id BIGINT PRIMARY KEY)");
        int count = 2 * domains.size();
        ExecutorService threads = Executors.newFixedThreadPool(count);
        CyclicBarrier together = new CyclicBarrier(count);
        try {
            List<Future<?>> programs = new ArrayList<>();
            for (int program = 0; program < count; program++) {
                List<Domain> order = new ArrayList<>(domains);
                Collections.rotate(order, program / 4);
                programs.add(threads.submit(() -> {
                    for (Domain domain : order) {
                        together.await();
                        migrations(source).migrate(domain);
                    }
                    return null;
                }));
            }
            for (Future<?> program : programs) {
                program.get(2, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }

        for (Domain domain : domains) {
            assertThat(migrations(source).version(domain)).isEqualTo(newest(domain));
        }
    }

    private void take(DataSource source) {
        try (JdbcStore store = open(source)) {
            store.monitoring();
        }
    }

    /** Every column with its type, every key and index, without the histories. */
    static List<String> schema(DataSource source) {
        TreeSet<String> lines = new TreeSet<>();
        try (Connection connection = source.getConnection()) {
            DatabaseMetaData data = connection.getMetaData();
            try (ResultSet columns = data.getColumns(null, connection.getSchema(), null, null)) {
                while (columns.next()) {
                    lines.add(columns.getString("TABLE_NAME") + "." + columns.getString("COLUMN_NAME") + " "
                            + columns.getString("TYPE_NAME") + "(" + columns.getString("COLUMN_SIZE") + ", "
                            + columns.getString("DECIMAL_DIGITS") + ") " + columns.getString("IS_NULLABLE") + " "
                            + columns.getString("COLUMN_DEF"));
                }
            }
            for (String table : tables(connection)) {
                try (ResultSet indexes = data.getIndexInfo(null, connection.getSchema(), table, false, true)) {
                    while (indexes.next()) {
                        lines.add(table + " index " + indexes.getString("ORDINAL_POSITION") + " "
                                + indexes.getString("COLUMN_NAME") + " " + indexes.getBoolean("NON_UNIQUE"));
                    }
                }
                try (ResultSet keys = data.getImportedKeys(null, connection.getSchema(), table)) {
                    while (keys.next()) {
                        lines.add(table + " refers " + keys.getString("FKCOLUMN_NAME") + " "
                                + keys.getString("PKTABLE_NAME") + "." + keys.getString("PKCOLUMN_NAME") + " "
                                + keys.getString("DELETE_RULE"));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return lines.stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> !line.startsWith("migrations_"))
                .toList();
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet rows = connection
                .getMetaData()
                .getTables(null, connection.getSchema(), null, new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        }
        return tables;
    }
}
