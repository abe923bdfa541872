package io.plimsoll.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.testing.OtherProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class H2MigrationsIT extends MigrationsContract {
    private static final String HISTORY = """
            ("installed_rank" INT NOT NULL, "version" VARCHAR(50), "description" VARCHAR(200) NOT NULL,
             "type" VARCHAR(20) NOT NULL, "script" VARCHAR(1000) NOT NULL, "checksum" INT,
             "installed_by" VARCHAR(100) NOT NULL, "installed_on" TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
             "execution_time" INT NOT NULL, "success" BOOLEAN NOT NULL)
            """;

    @TempDir
    Path folder;

    private int databases;
    private Path last;

    @Override
    DataSource emptyDatabase() {
        last = folder.resolve("store" + databases++);
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + last);
        return source;
    }

    @Override
    Engine engine() {
        return Engine.H2;
    }

    @Override
    JdbcStore open(DataSource source) {
        return JdbcStore.h2File(last);
    }

    /** As far as one that was killed may have come: its history may not even have its key. */
    @ParameterizedTest
    @EnumSource
    void firstMigration_thatWasStoppedHalfWay_isMadeAgain(Domain domain) throws Exception {
        DataSource source = emptyDatabase();
        DataSource atOnce = emptyDatabase();
        Migrations migrations = new Migrations("the test", source, Engine.H2);
        int newest = migrations.newest(domain);
        if (newest == 1) {
            execute(source, "CREATE TABLE \"" + Migrations.historyOf(domain) + "\" " + HISTORY);
        } else {
            migrations.migrate(domain, newest - 1);
        }
        List<String> statements = statements(domain, newest);
        statements.subList(0, Math.max(1, statements.size() * 2 / 3)).forEach(statement -> execute(source, statement));

        migrations.migrate(domain);

        new Migrations("the test", atOnce, Engine.H2).migrate(domain);
        assertThat(schema(source)).isEqualTo(schema(atOnce));
        assertThat(migrations.version(domain)).isEqualTo(newest);
    }

    private static List<String> statements(Domain domain, int version) throws IOException {
        try (Stream<Path> scripts = Files.list(Path.of("src/main/resources/db/migration", domain.folder()))) {
            Path script = scripts.filter(file -> file.getFileName().toString().startsWith("V" + version + "__"))
                    .findFirst()
                    .orElseThrow();
            String text = Files.readString(script).replaceAll("--.*", "");
            for (var placeholder : Engine.H2.placeholders().entrySet()) {
                text = text.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
            }
            return Stream.of(text.split(";")).filter(part -> !part.isBlank()).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 14})
    void process_thatIsKilledWhileItMakesTables_isFollowedByOneThatMakesThem(int statements) throws Exception {
        DataSource source = emptyDatabase();
        DataSource atOnce = emptyDatabase();
        Path killed = folder.resolve("store0");

        kill(killed, statements);

        new Migrations("the test", atOnce, Engine.H2).migrate(Domain.MONITORING);
        try (JdbcStore store = JdbcStore.h2File(killed)) {
            assertThat(store.monitoring().accounts().page(PageRequest.first(10)).items())
                    .isEmpty();
        }
        assertThat(schema(source)).isEqualTo(schema(atOnce));
    }

    @Test
    void process_thatIsKilledWhileItMigratesRows_leavesThemAll() throws Exception {
        DataSource source = emptyDatabase();
        DataSource atOnce = emptyDatabase();
        Path killed = folder.resolve("store0");
        new Migrations("the test", source, Engine.H2).migrate(Domain.MONITORING, 1);
        SampleRows.fill(source, 5);
        new Migrations("the test", atOnce, Engine.H2).migrate(Domain.MONITORING);
        Path copy = folder.resolve("store0.monitoring.before-migration.sql");

        kill(killed, 8);

        assertThat(copy).exists();
        try (JdbcStore store = JdbcStore.h2File(killed)) {
            assertThat(store.operations().info().rows()).containsEntry("account_snapshot", 5L);
            store.monitoring();
            assertThat(store.operations().info().rows())
                    .containsEntry("account_snapshot", 5L)
                    .containsEntry("monitored_account_platform", 5L);
        }
        assertThat(copy).doesNotExist();
        assertThat(schema(source)).isEqualTo(schema(atOnce));
    }

    private void kill(Path store, int statements) throws Exception {
        try (OtherProcess process =
                OtherProcess.start(KilledMigration.class, store.toString(), String.valueOf(statements))) {
            assertThat(process.awaitEnd())
                    .as(String.join("\n", process.lines()))
                    .isEqualTo(KilledMigration.KILLED);
        }
    }

    @Test
    void copy_ofAMigrationThatEnded_isNotPutBack() throws Exception {
        DataSource source = emptyDatabase();
        new Migrations("the test", source, Engine.H2).migrate(Domain.MONITORING);
        SampleRows.fill(source, 3);
        Path copy = Files.writeString(folder.resolve("store0.monitoring.before-migration.sql"), "DROP ALL OBJECTS");

        new Migrations("the test", source, Engine.H2).migrate(Domain.MONITORING);

        assertThat(copy).doesNotExist();
        try (JdbcStore store = JdbcStore.h2File(last)) {
            assertThat(store.operations().info().rows()).containsEntry("account_snapshot", 3L);
        }
    }

    @Test
    void emptyTablesOfAnotherProgram_areNotTouched() {
        DataSource source = emptyDatabase();
        execute(source, "CREATE TABLE lease (color VARCHAR(10))");
        Migrations migrations = new Migrations("the test", source, Engine.H2);

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(RepositoryException.class)
                    .isThrownBy(() -> migrations.migrate(Domain.LEASES))
                    .withMessageContaining("table LEASE is there, but no history of its migrations");
        }
        assertThat(schema(source)).singleElement().asString().startsWith("lease.color");
    }
}
