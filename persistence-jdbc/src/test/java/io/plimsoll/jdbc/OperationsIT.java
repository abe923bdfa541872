package io.plimsoll.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.domain.repository.lease.Lease;
import io.plimsoll.core.domain.repository.lease.LeaseClaim;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.core.testing.HostileValues;
import io.plimsoll.core.testing.repository.index.Chains;
import io.plimsoll.core.testing.repository.index.Sighting;
import io.plimsoll.jdbc.index.EventColumn;
import io.plimsoll.jdbc.index.EventTable;
import io.plimsoll.jdbc.index.JdbcIndexRepository;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.testing.Aside;
import io.plimsoll.jdbc.testing.PostgresServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OperationsIT {
    @TempDir
    Path folder;

    private int files;

    @BeforeAll
    static void require() {
        PostgresServer.require(OperationsIT.class);
    }

    /** A database past which the store can be looked at. */
    private record Open(JdbcStore store, DataSource source, Engine engine) implements AutoCloseable {
        @Override
        public void close() {
            store.close();
        }

        private Migrations migrations() {
            return new Migrations("the test", source, engine);
        }
    }

    private Open open(Engine engine) {
        if (engine == Engine.POSTGRES) {
            DataSource source = PostgresServer.emptyDatabase();
            return new Open(JdbcStore.postgres(source), source, engine);
        }
        Path file = folder.resolve("store" + files++);
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        return new Open(JdbcStore.h2File(file), source, engine);
    }

    private Path newFile() {
        return folder.resolve("backup" + files++ + ".gz");
    }

    private static List<String> lines(Path backup) throws Exception {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(backup)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static RepositoryException failure(Runnable call, Kind kind) {
        RepositoryException failure = catchThrowableOfType(RepositoryException.class, call::run);
        assertThat(failure).as("a failure").isNotNull();
        assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
        return failure;
    }

    @Test
    void backupOfAllDomains_throughBothEnginesAndBack_isTheSame() throws Exception {
        Path first = newFile();
        Path second = newFile();
        Path third = newFile();
        try (Open h2 = open(Engine.H2);
                Open postgres = open(Engine.POSTGRES);
                Open again = open(Engine.H2)) {
            h2.store().operations().migrate(Domain.values());
            SampleRows.fill(h2.source(), 7);

            BackupReport written = h2.store().operations().backup(first);
            BackupReport read = postgres.store().operations().restore(first);
            postgres.store().operations().backup(second);
            again.store().operations().restore(second);
            again.store().operations().backup(third);

            assertThat(written.rows())
                    .isNotEmpty()
                    .allSatisfy((table, rows) -> assertThat(rows).as(table).isEqualTo(7));
            assertThat(read.rows()).isEqualTo(written.rows());
            assertThat(lines(second)).isEqualTo(lines(first));
            assertThat(lines(third)).isEqualTo(lines(first));
            assertThat(postgres.store().operations().info().rows())
                    .isEqualTo(h2.store().operations().info().rows());
        }
    }

    static Stream<MigrationsContract.DomainVersion> versions() {
        return MigrationsContract.versions();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void backupOfAnyVersion_isRestoredAndMigrated(MigrationsContract.DomainVersion earlier) {
        Path backup = newFile();
        try (Open old = open(Engine.H2);
                Open young = open(Engine.POSTGRES)) {
            old.migrations().migrate(earlier.domain(), earlier.version());
            SampleRows.fill(old.source(), 4);
            BackupReport written = old.store().operations().backup(backup);

            assertThat(young.store().operations().restore(backup).rows()).isEqualTo(written.rows());

            StoreInfo info = young.store().operations().info();
            assertThat(info.version(earlier.domain()))
                    .isEqualTo(young.migrations().newest(earlier.domain()));
            assertThat(info.domains()).noneMatch(StoreInfo.DomainInfo::needsMigration);
        }
    }

    @Test
    void backup_keepsStrangeTexts_andRowsThatReferToLaterOnes() throws Exception {
        String own =
                "CREATE TABLE own_event (id BIGINT PRIMARY KEY, referrer BIGINT REFERENCES own_event (id), note VARCHAR(2000))";
        Path first = newFile();
        Path second = newFile();
        try (Open h2 = open(Engine.H2);
                Open postgres = open(Engine.POSTGRES)) {
            MigrationsContract.execute(h2.source(), own);
            List<String> texts = HostileValues.STRANGE_TEXTS;
            try (Connection connection = h2.source().getConnection();
                    PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO own_event (id, referrer, note) VALUES (?, ?, ?)")) {
                for (int id = texts.size(); id > 0; id--) {
                    insert.setLong(1, id);
                    insert.setObject(2, id == texts.size() ? null : Long.valueOf(id + 1));
                    insert.setString(3, texts.get(id - 1));
                    insert.execute();
                }
            }
            h2.store().operations().backup(first);

            RepositoryException missing =
                    failure(() -> postgres.store().operations().restore(first), Kind.WRONG_SCHEMA);
            assertThat(missing).hasMessageContaining("it has a table own_event, which is not there; make it first");
            MigrationsContract.execute(postgres.source(), own);
            postgres.store().operations().restore(first);
            postgres.store().operations().backup(second);

            assertThat(lines(second)).isEqualTo(lines(first));
            List<String> read = lines(second).stream()
                    .filter(line -> !line.startsWith(BackupText.CONTROL))
                    .map(line -> BackupText.values(line).get(2))
                    .toList();
            assertThat(read).isEqualTo(texts);
        }
    }

    @Test
    void backup_thatWasCutOrChanged_isRefused_andStoresNothing() throws Exception {
        Path backup = newFile();
        try (Open h2 = open(Engine.H2);
                Open other = open(Engine.H2)) {
            h2.store().operations().migrate(Domain.MONITORING);
            SampleRows.fill(h2.source(), 50);
            h2.store().operations().backup(backup);
            byte[] whole = Files.readAllBytes(backup);

            for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 20)) {
                Path cut = Files.write(newFile(), Arrays.copyOf(whole, length));
                failure(() -> other.store().operations().restore(cut), Kind.CORRUPT);
            }
            for (int at = 20; at < whole.length; at += Math.max(1, whole.length / 20)) {
                byte[] changed = whole.clone();
                changed[at] ^= 0x10;
                Path file = Files.write(newFile(), changed);
                failure(() -> other.store().operations().restore(file), Kind.CORRUPT);
            }

            assertThat(other.store().operations().info().totalRows()).isZero();
        }
    }

    @Test
    void restore_intoADatabaseWithRows_isRefused() {
        Path backup = newFile();
        try (Open h2 = open(Engine.H2)) {
            h2.store().monitoring().accounts().upsert(MonitoredAccount.onHyperCore(Address.ZERO, "zero"));
            h2.store().operations().backup(backup);

            RepositoryException failure = failure(() -> h2.store().operations().restore(backup), Kind.DUPLICATE);

            assertThat(failure)
                    .hasMessage("table monitored_account has rows: restore into an empty database. Nothing was stored");
        }
    }

    private static final EventTable<Sighting> SIGHTINGS = EventTable.named("sighting", Sighting.class)
            .column("seen_by", EventColumn.ADDRESS, Sighting::by)
            .column("weight", EventColumn.DECIMAL, Sighting::weight)
            .build(row -> {
                throw new IllegalStateException("not read");
            });

    @Test
    void restore_ofAnIndexWithoutItsTableOfEvents_isRefused_andWorksOnceItIsThere() throws Exception {
        List<BlockRef> blocks = Chains.blocks(100, 103, 1);
        BlockRef last = blocks.get(blocks.size() - 1);
        List<Sighting> events =
                blocks.stream().map(block -> Chains.sighting(block, 0)).toList();
        Path backup = newFile();
        try (Open h2 = open(Engine.H2);
                Open postgres = open(Engine.POSTGRES)) {
            h2.store().index(SIGHTINGS).commit(IndexBatch.first(Chains.INDEX, events, last));
            h2.store().operations().backup(backup);

            RepositoryException missing =
                    failure(() -> postgres.store().operations().restore(backup), Kind.WRONG_SCHEMA);
            assertThat(missing).hasMessageContaining("it has a table sighting, which is not there; make it first");
            assertThat(postgres.store().operations().info().totalRows()).isZero();

            JdbcIndexRepository index = postgres.store().index(SIGHTINGS);
            postgres.store().operations().restore(backup);
            assertThat(index.find(Chains.INDEX).orElseThrow().checkpoint()).isEqualTo(last);
            assertThat(index.events(SIGHTINGS).count(Chains.INDEX.chain())).isEqualTo(events.size());
        }
    }

    @Test
    void operations_underALeaseThatHasEnded_areRefused() {
        for (Engine engine : Engine.values()) {
            Path backup = newFile();
            try (Open open = open(engine)) {
                Lease lease = open.store()
                        .leases()
                        .acquire(new LeaseClaim("keeper", "one", Duration.ofMinutes(1)))
                        .orElseThrow();
                open.store().under(lease).operations().migrate(Domain.TOKENS);
                open.store().operations().backup(backup);
                open.store().leases().release(lease);
                JdbcStore stale = open.store().under(lease);

                failure(() -> stale.operations().migrate(Domain.USERS), Kind.FENCED);
                failure(stale::users, Kind.FENCED);
                failure(() -> stale.operations().restore(backup), Kind.FENCED);

                assertThat(open.migrations().version(Domain.USERS)).isZero();
                assertThat(open.migrations().version(Domain.TOKENS)).isPositive();
            }
        }
    }

    @Test
    void backup_withAValueOfAnotherKind_isRefused_andTheValueNotRepeated() throws Exception {
        try (Open h2 = open(Engine.H2)) {
            for (String row : List.of("secret\t2026-03-01T12:00:00Z", "1\tsecret", "1")) {
                Path file = newFile();
                MigrationsContract.execute(h2.source(), "DROP TABLE IF EXISTS own_row");
                MigrationsContract.execute(
                        h2.source(),
                        "CREATE TABLE own_row (id BIGINT PRIMARY KEY, at_time TIMESTAMP(6) WITH TIME ZONE)");
                BackupFile.<RuntimeException>write(file, writer -> {
                    writer.line("\\.plimsoll-backup\t1");
                    writer.line("\\.table\town_row\tid:integer\tat_time:time");
                    writer.line(row);
                    writer.line("\\.end\t1");
                });

                assertThat(failure(() -> h2.store().operations().restore(file), Kind.CORRUPT))
                        .hasMessageStartingWith("table own_row of the backup has a ")
                        .hasMessageNotContaining("secret")
                        .hasNoCause();
            }
        }
    }

    @Test
    void restore_ofANewerVersionOrForm_isRefused() throws Exception {
        try (Open h2 = open(Engine.H2)) {
            for (List<String> lines : List.of(
                    List.of("\\.plimsoll-backup\t2"),
                    List.of("\\.plimsoll-backup\t1", "\\.domain\tmonitoring\t99"),
                    List.of("\\.plimsoll-backup\t1", "\\.domain\ttomorrow\t1"))) {
                Path file = newFile();
                BackupFile.<RuntimeException>write(file, writer -> {
                    for (String line : lines) {
                        writer.line(line);
                    }
                });
                RepositoryException failure =
                        failure(() -> h2.store().operations().restore(file), Kind.WRONG_SCHEMA);
                assertThat(failure).hasMessageEndingWith("use a newer Plimsoll");
            }
        }
    }

    @Test
    void backup_ontoAFileOrIntoNoFolder_isRefused_andLeavesNothing() throws Exception {
        Path taken = Files.writeString(newFile(), "precious");
        try (Open h2 = open(Engine.H2)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> h2.store().operations().backup(taken))
                    .withMessageContaining("choose another one");
            failure(() -> h2.store().operations().backup(folder.resolve("nowhere/backup")), Kind.OTHER);
        }
        assertThat(taken).hasContent("precious");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(String::valueOf)).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void backup_isForItsOwnerOnly() throws Exception {
        Path backup = newFile();
        try (Open h2 = open(Engine.H2)) {
            h2.store().operations().backup(backup);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
    }

    @Test
    void backup_whileOthersWrite_isOfOneMoment() throws Exception {
        for (Engine engine : Engine.values()) {
            try (Open open = open(engine)) {
                MigrationsContract.execute(
                        open.source(), "CREATE TABLE one (id BIGINT PRIMARY KEY, amount BIGINT NOT NULL)");
                MigrationsContract.execute(
                        open.source(), "CREATE TABLE two (id BIGINT PRIMARY KEY, amount BIGINT NOT NULL)");
                SampleRows.fill(open.source(), 500);
                AtomicBoolean stop = new AtomicBoolean();
                CompletableFuture<Void> writer = Aside.run(() -> moveBackAndForth(open.source(), stop));
                try {
                    for (int i = 0; i < 5; i++) {
                        Path backup = newFile();
                        open.store().operations().backup(backup);
                        assertThat(lines(backup).stream()
                                        .filter(line -> !line.startsWith(BackupText.CONTROL))
                                        .mapToLong(line -> Long.parseLong(line.split("\t")[1]))
                                        .sum())
                                .as(engine.name())
                                .isEqualTo(500 * 499);
                    }
                } finally {
                    stop.set(true);
                    writer.join();
                }
            }
        }
    }

    private static void moveBackAndForth(DataSource source, AtomicBoolean stop) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (long sign = 1; !stop.get(); sign = -sign) {
                statement.execute("UPDATE one SET amount = amount + " + sign);
                statement.execute("UPDATE two SET amount = amount - " + sign);
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void info_tellsVersionsRowsAndSize() {
        for (Engine engine : Engine.values()) {
            try (Open open = open(engine)) {
                assertThat(open.store().operations().info().domains()).allMatch(info -> info.version() == 0);
                open.store().monitoring().accounts().upsert(MonitoredAccount.onHyperCore(Address.ZERO, "zero"));

                StoreInfo info = open.store().operations().info();

                assertThat(info.version(Domain.MONITORING))
                        .isEqualTo(open.migrations().newest(Domain.MONITORING))
                        .isPositive();
                assertThat(info.version(Domain.USERS)).isZero();
                assertThat(info.rows()).containsEntry("monitored_account", 1L);
                assertThat(info.bytes()).isGreaterThan(1_000);
                assertThat(info.toString())
                        .contains(
                                engine == Engine.H2 ? "H2 2." : "PostgreSQL ",
                                "domain monitoring",
                                "monitored_account");
            }
        }
    }
}
