package io.plimsoll.jdbc.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.account.AccountSnapshot;
import io.plimsoll.core.domain.account.MonitoredAccount;
import io.plimsoll.core.domain.position.Holding;
import io.plimsoll.core.domain.position.Holdings;
import io.plimsoll.core.domain.position.LpPosition;
import io.plimsoll.core.domain.position.SpotBalance;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.monitoring.HoldingsRepository;
import io.plimsoll.core.domain.repository.monitoring.MonitoringStore;
import io.plimsoll.core.domain.repository.monitoring.memory.InMemoryMonitoringStore;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.core.testing.repository.monitoring.AccountSnapshotRepositoryContract;
import io.plimsoll.core.testing.repository.monitoring.HoldingsRepositoryContract;
import io.plimsoll.core.testing.repository.monitoring.MonitoredAccountRepositoryContract;
import io.plimsoll.core.testing.repository.monitoring.PipelineReportRepositoryContract;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contracts of the monitoring domain. A subclass for each engine opens the database, once for all its tests. */
abstract class MonitoringStoreContract {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    abstract TestDatabase database();

    private static AccountSnapshot snapshot(int account, String asset) {
        return AccountSnapshotRepositoryContract.snapshot(
                        Address.parse(String.format("%040x", account)), T0, Integer.toString(account))
                .withNetDelta(Map.of(asset, BigDecimal.ONE, asset + "-2", BigDecimal.TEN));
    }

    private static Holdings holdings(int account, String coin, int second) {
        return new Holdings(
                Address.parse(String.format("%040x", account)),
                "hypercore",
                T0.plusSeconds(second),
                List.of(
                        Holding.of(new SpotBalance(coin, BigDecimal.ONE, BigDecimal.ZERO)),
                        Holding.of(new SpotBalance(coin + "-2", BigDecimal.ONE, BigDecimal.ZERO))));
    }

    @Test
    void oneRowThatCannotBeStored_nothingIsStored() {
        MonitoringStore store = database().emptied().monitoring();

        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> store.snapshots()
                        .upsert(List.of(snapshot(1, "HYPE"), snapshot(2, "NUL \0"), snapshot(3, "x".repeat(61)))))
                .matches(e -> e.kind() == Kind.UNSTORABLE);
        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> store.accounts()
                        .upsert(List.of(
                                MonitoredAccount.onHyperCore(Address.ZERO, ""),
                                MonitoredAccount.onHyperCore(ALICE, "\uD800"))))
                .matches(e -> e.kind() == Kind.UNSTORABLE);
        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> store.holdings()
                        .save(List.of(
                                holdings(1, "HYPE", 0),
                                new Holdings(
                                        ALICE,
                                        "hypercore",
                                        T0,
                                        List.of(Holding.of(
                                                new SpotBalance("HYPE", new BigDecimal("1e-19"), BigDecimal.ZERO)))))))
                .matches(e -> e.kind() == Kind.UNSTORABLE);

        assertThat(store.snapshots().count()).isZero();
        assertThat(store.accounts().all()).isEmpty();
        assertThat(store.holdings().find(Address.parse(String.format("%040x", 1))))
                .isEmpty();
    }

    @Test
    void rowThatNobodyCouldHaveStored_isCorrupt() throws SQLException {
        MonitoringStore store = database().emptied().monitoring();
        store.accounts().upsert(MonitoredAccount.onHyperCore(ALICE, ""));
        store.snapshots().upsert(snapshot(1, "HYPE"));
        try (Connection connection = database().source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE monitored_account_platform SET watched = FALSE");
            statement.execute("UPDATE account_snapshot SET mode = 'ON_FIRE'");
        }

        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> store.accounts().all())
                .matches(e -> e.kind() == Kind.CORRUPT);
        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> store.snapshots().latest(snapshot(1, "HYPE").address()))
                .matches(e -> e.kind() == Kind.CORRUPT);
    }

    /** NFTs that wander between accounts, sightings that come late, several at once. */
    @Test
    void anySightings_giveWhatTheReferenceGives() {
        HoldingsRepository stored = database().emptied().monitoring().holdings();
        HoldingsRepository reference = new InMemoryMonitoringStore().holdings();
        Random random = new Random(7);
        for (int round = 0; round < 60; round++) {
            List<Holdings> sightings = Stream.generate(() -> sighting(random))
                    .limit(1 + random.nextInt(4))
                    .toList();

            assertThat(stored.save(sightings))
                    .as("round %d: %s", round, sightings)
                    .isEqualTo(reference.save(sightings));

            for (int account = 0; account < 3; account++) {
                Address address = Address.parse(String.format("%040x", account));
                assertThat(stored.find(address))
                        .as("round %d: %s", round, sightings)
                        .isEqualTo(reference.find(address));
            }
        }
        PageRequest page = PageRequest.first(100);
        assertThat(stored.outOfRange(page)).isEqualTo(reference.outOfRange(page));
        assertThat(stored.deleteOlderThan(T0.plusSeconds(15))).isEqualTo(reference.deleteOlderThan(T0.plusSeconds(15)));
        assertThat(stored.outOfRange(page)).isEqualTo(reference.outOfRange(page));
    }

    private static Holdings sighting(Random random) {
        List<Holding> items = new ArrayList<>();
        for (int tokenId = 0; tokenId < 4; tokenId++) {
            if (random.nextBoolean()) {
                items.add(nft(tokenId, random.nextInt(3) - 1));
            }
        }
        return new Holdings(
                Address.parse(String.format("%040x", random.nextInt(3))),
                random.nextBoolean() ? "a" : "b",
                T0.plusSeconds(random.nextInt(20)),
                items);
    }

    private static Holding nft(int tokenId, int poolTick) {
        BigInteger one = BigInteger.ONE;
        return new Holding(
                new LpPosition(
                        ChainId.HYPEREVM,
                        ALICE,
                        BigInteger.valueOf(tokenId),
                        Address.ZERO,
                        ALICE,
                        500,
                        0,
                        1,
                        one,
                        one,
                        one,
                        one,
                        one),
                Optional.empty(),
                Optional.of(poolTick));
    }

    @Test
    void manyWritersOfTheSameRows_leaveThoseOfOneWriter() throws Exception {
        MonitoringStore store = database().emptied().monitoring();
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            String asset = "asset" + writer;
            writers.add(() -> {
                for (int round = 0; round < 10; round++) {
                    List<Integer> accounts =
                            new ArrayList<>(IntStream.range(0, 20).boxed().toList());
                    Collections.shuffle(accounts);
                    int second = round;
                    store.snapshots()
                            .upsert(accounts.stream()
                                    .map(account -> snapshot(account, asset))
                                    .toList());
                    store.holdings()
                            .save(accounts.stream()
                                    .map(account -> holdings(account, asset, second))
                                    .toList());
                }
                return true;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(writers.size());
        try {
            for (Future<Boolean> written : threads.invokeAll(writers)) {
                assertThat(written.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }

        for (int account = 0; account < 20; account++) {
            Address address = Address.parse(String.format("%040x", account));
            assertThat(store.snapshots().latest(address).orElseThrow().netDelta())
                    .as("the deltas of one writer")
                    .hasSize(2);
            Holdings held = store.holdings().find(address, "hypercore").orElseThrow();
            assertThat(held.items()).as("the balances of one writer").hasSize(2);
            assertThat(held.seen()).isEqualTo(T0.plusSeconds(9));
        }
    }

    @Nested
    class Accounts extends MonitoredAccountRepositoryContract {
        @Override
        protected MonitoringStore empty() {
            return database().emptied().monitoring();
        }
    }

    @Nested
    class Positions extends HoldingsRepositoryContract {
        @Override
        protected MonitoringStore empty() {
            return database().emptied().monitoring();
        }
    }

    @Nested
    class Snapshots extends AccountSnapshotRepositoryContract {
        @Override
        protected MonitoringStore empty() {
            return database().emptied().monitoring();
        }
    }

    @Nested
    class Runs extends PipelineReportRepositoryContract {
        @Override
        protected MonitoringStore empty() {
            return database().emptied().monitoring();
        }
    }
}
