package io.plimsoll.jdbc.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.account.AccountSnapshot;
import io.plimsoll.core.domain.repository.monitoring.AccountSnapshotRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.testing.PostgresServer;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest snapshot of each of many accounts is answered from the key, however many rows there are. */
class SnapshotPlanIT {
    /** On PostgreSQL; full size 10,000,000: minutes, 3 GB. */
    private static final int ROWS = Integer.getInteger("plimsoll.snapshots", 100_000);

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MOST_WANTED = 1_000;

    @Test
    void postgres_latestOfMany_probesTheKey_andReadsNothingElse() throws SQLException {
        PostgresServer.require(SnapshotPlanIT.class);
        int buckets = 2_000;
        int accounts = ROWS / buckets;
        try (TestDatabase database = TestDatabase.postgres()) {
            AccountSnapshotRepository snapshots = database.store().monitoring().snapshots();
            fill(
                    database,
                    buckets,
                    accounts,
                    """
                    INSERT INTO account_snapshot (address, bucket, taken_at, mode, verdict, equity)
                    SELECT '0x' || lpad(to_hex(account), 40, '0'), moment, moment, 'STANDARD', 'OK', account
                    FROM generate_series(0, %2$d) AS accounts (account),
                         generate_series(0, %1$d) AS buckets (number),
                         LATERAL (SELECT TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00+00'
                                    + number * INTERVAL '5 minutes') AS moments (moment)
                    """,
                    """
                    INSERT INTO account_snapshot_delta (address, bucket, asset, delta)
                    SELECT address, bucket, 'HYPE', 1 FROM account_snapshot
                    WHERE bucket > (SELECT MAX(bucket) - INTERVAL '1 hour' FROM account_snapshot)
                    """,
                    "VACUUM ANALYZE account_snapshot",
                    "VACUUM ANALYZE account_snapshot_delta");

            List<String> plan = plan(database, "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ", accounts);

            assertThat(plan)
                    .anyMatch(line -> line.contains("Index Only Scan Backward using account_snapshot_pkey"))
                    .anyMatch(line -> line.contains("Index Scan using account_snapshot_pkey"))
                    .noneMatch(line -> line.contains("Seq Scan") || line.contains("Sort") || line.contains("Hash"));
            measure(snapshots, "PostgreSQL", buckets, accounts);
        }
    }

    @Test
    void h2_latestOfMany_probesTheKey(@TempDir Path folder) throws SQLException {
        int buckets = 200;
        int accounts = 50;
        try (TestDatabase database = TestDatabase.h2(folder)) {
            AccountSnapshotRepository snapshots = database.store().monitoring().snapshots();
            fill(database, buckets, accounts, """
                    INSERT INTO account_snapshot (address, bucket, taken_at, mode, verdict, equity)
                    SELECT '0x' || LPAD(TRIM(TO_CHAR(accounts.x, 'xxxxxx')), 40, '0'), moment, moment, 'STANDARD', 'OK', 1
                    FROM (SELECT DATEADD(MINUTE, 5 * x, TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00+00') AS moment
                          FROM SYSTEM_RANGE(0, %1$d)) AS buckets,
                         SYSTEM_RANGE(0, %2$d) AS accounts
                    """);

            List<String> plan = plan(database, "EXPLAIN ", accounts);

            assertThat(plan)
                    .as("the newest bucket: no sorting")
                    .anyMatch(line -> line.contains("index sorted"))
                    .noneMatch(line -> line.contains("tableScan"));
            measure(snapshots, "H2", buckets, accounts);
        }
    }

    private static void fill(TestDatabase database, int buckets, int accounts, String... statements)
            throws SQLException {
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql.formatted(buckets - 1, accounts - 1));
            }
        }
    }

    private static List<String> plan(TestDatabase database, String explain, int accounts) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = database.source().getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        explain + JdbcAccountSnapshotRepository.LATEST.replace(":addresses", "?"))) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "varchar",
                            wanted(accounts).stream().map(Address::hex).toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    rows.getString(1).lines().forEach(lines::add);
                }
            }
        }
        return lines;
    }

    private static List<Address> wanted(int accounts) {
        int count = Math.min(MOST_WANTED, accounts);
        return IntStream.range(0, count)
                .mapToObj(i -> Address.parse(String.format("%040x", (long) i * accounts / count)))
                .toList();
    }

    private static void measure(AccountSnapshotRepository snapshots, String engine, int buckets, int accounts) {
        List<Address> wanted = wanted(accounts);
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long begin = System.nanoTime();
            SortedMap<Address, AccountSnapshot> latest = snapshots.latest(wanted);
            best = Math.min(best, System.nanoTime() - begin);
            assertThat(latest).containsOnlyKeys(wanted);
            assertThat(latest.values())
                    .extracting(AccountSnapshot::bucket)
                    .containsOnly(FIRST.plus(Duration.ofMinutes(5L * (buckets - 1))));
        }
        System.out.printf(
                "snapshots %s: latest of %,d accounts over %,d rows: %,d µs%n",
                engine, wanted.size(), (long) accounts * buckets, best / 1_000);
    }
}
