package io.plimsoll.jdbc.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.account.AccountMode;
import io.plimsoll.core.domain.account.AccountSnapshot;
import io.plimsoll.core.domain.account.AccountSnapshot.NearestLiquidation;
import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.account.Platform;
import io.plimsoll.core.domain.position.Holding;
import io.plimsoll.core.domain.position.Holdings;
import io.plimsoll.core.domain.position.SpotBalance;
import io.plimsoll.core.domain.repository.monitoring.MonitoringStore;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.testing.PostgresServer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store of version 1 held is there in the newest version, and may be changed. */
class MonitoringMigrationIT {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Address BOB = Address.parse("0x" + "b0".repeat(20));
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> ROWS_OF_VERSION_1 = List.of(
            "INSERT INTO monitored_account VALUES ('" + ALICE + "', 'Alice'), ('" + BOB + "', '')",
            "INSERT INTO monitored_account_platform VALUES ('" + ALICE + "', 'HYPERCORE', TRUE, NULL), ('" + ALICE
                    + "', 'HYPEREVM', FALSE, '" + BOB + "'), ('" + BOB + "', 'HYPEREVM', TRUE, NULL)",
            "INSERT INTO account_snapshot VALUES ('" + ALICE
                    + "', TIMESTAMP WITH TIME ZONE '2026-03-01 12:00:00+00', TIMESTAMP WITH TIME ZONE '2026-03-01 12:00:01.234+00', "
                    + "'STANDARD', 'OK', 99999999999999999999.999999999999999999, 1, NULL, 'HYPE', 31.25, 0.1875, -0.5)",
            "INSERT INTO account_snapshot_delta VALUES ('" + ALICE
                    + "', TIMESTAMP WITH TIME ZONE '2026-03-01 12:00:00+00', 'HYPE', -12.5)");

    private static final MonitoredAccount ACCOUNT =
            new MonitoredAccount(ALICE, "Alice", Set.of(Platform.HYPERCORE), Map.of(Platform.HYPEREVM, BOB));
    private static final AccountSnapshot SNAPSHOT = new AccountSnapshot(
            ALICE,
            T0,
            T0.plusMillis(1_234),
            AccountMode.STANDARD,
            "OK",
            Optional.of(new BigDecimal("99999999999999999999.999999999999999999")),
            Optional.of(BigDecimal.ONE),
            Optional.empty(),
            Optional.of(new NearestLiquidation("HYPE", new BigDecimal("31.25"), new BigDecimal("0.1875"))),
            Map.of("HYPE", new BigDecimal("-12.5")),
            Optional.of(new BigDecimal("-0.5")));

    @Test
    void h2_version1WithRows_isReadAndChangedByTheNewest(@TempDir Path folder) throws SQLException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + folder.resolve("store"));
        fillVersion1(source, Engine.H2);

        try (JdbcStore store = JdbcStore.h2File(folder.resolve("store"))) {
            readAndChange(store.monitoring());
        }
        try (JdbcStore store = JdbcStore.h2File(folder.resolve("store"))) {
            assertThat(store.monitoring().snapshots().count()).isEqualTo(2);
        }
    }

    @Test
    void postgres_version1WithRows_isReadAndChangedByTheNewest() throws SQLException {
        PostgresServer.require(MonitoringMigrationIT.class);
        DataSource source = PostgresServer.emptyDatabase();
        fillVersion1(source, Engine.POSTGRES);

        try (JdbcStore store = JdbcStore.postgres(source)) {
            readAndChange(store.monitoring());
        }
    }

    private static void fillVersion1(DataSource source, Engine engine) throws SQLException {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration/monitoring")
                .table("migrations_monitoring")
                .placeholders(engine.placeholders())
                .target("1")
                .load()
                .migrate();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String rows : ROWS_OF_VERSION_1) {
                statement.execute(rows);
            }
        }
    }

    private static void readAndChange(MonitoringStore store) {
        assertThat(store.accounts().all())
                .containsExactly(ACCOUNT, new MonitoredAccount(BOB, "", Set.of(Platform.HYPEREVM), Map.of()));
        assertThat(store.snapshots().latest(ALICE)).contains(SNAPSHOT);

        store.snapshots().upsert(SNAPSHOT.withNetDelta(Map.of("BTC", BigDecimal.ONE)));
        store.snapshots()
                .upsert(new AccountSnapshot(
                        BOB,
                        T0,
                        T0,
                        AccountMode.UNKNOWN,
                        "OK",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty()));
        assertThat(store.snapshots().latest(ALICE).orElseThrow().netDelta()).containsOnlyKeys("BTC");
        assertThat(store.snapshots().count()).isEqualTo(2);
        store.accounts().upsert(MonitoredAccount.onHyperCore(ALICE, "renamed"));
        assertThat(store.accounts().find(ALICE)).contains(MonitoredAccount.onHyperCore(ALICE, "renamed"));
        assertThat(store.accounts().delete(BOB))
                .as("the key to the platforms was kept")
                .isTrue();
        store.holdings()
                .save(new Holdings(
                        ALICE,
                        "hypercore",
                        T0,
                        List.of(Holding.of(new SpotBalance("HYPE", BigDecimal.ONE, BigDecimal.ZERO)))));
        assertThat(store.holdings().find(ALICE)).hasSize(1);
    }
}
