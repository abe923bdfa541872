package io.plimsoll.jdbc.keeper;

import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.CHAIN;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T0;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.decimal;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.decision;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.liquidation;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.market;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.minute;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.position;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.quote;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.transaction;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.account.ProfitSnapshot;
import io.plimsoll.core.domain.funding.PerpDexFundingRate;
import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.keeper.AttemptKey;
import io.plimsoll.core.domain.keeper.Verdict;
import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.market.OpenInterest;
import io.plimsoll.core.domain.position.PositionVersion;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.keeper.KeeperStore;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** PostgreSQL counts how often it reads a table from end to end: no query of the keeper's store makes it do so. */
class KeeperQueryPlansIT {
    private static final int ROWS = 2_000;
    private static final int GROUPS = 40;
    private static final int ATTEMPTS = 80;
    private static DataSource source;

    @BeforeAll
    static void fill() throws SQLException {
        PostgresServer.require(KeeperQueryPlansIT.class);
        source = PostgresServer.emptyDatabase();
        try (JdbcStore store = JdbcStore.postgres(source)) {
            fill(store.keeper());
        }
        awaitNobodyElse();
    }

    private static void fill(KeeperStore store) throws SQLException {
        store.markets().upsert(rows(i -> market(new MarketId(CHAIN, "protocol" + i % GROUPS, "market" + i), "1")));
        store.positions().upsert(rows(i -> position(id(i), "p" + i, account(i), at(i))));
        store.fundingRates()
                .upsert(rows(i -> new PerpDexFundingRate(
                        id(i), at(i), decimal("1"), Duration.ofHours(1), decimal("1"), decimal("1"))));
        store.openInterest().upsert(rows(i -> new OpenInterest(id(i), at(i), decimal("1"), decimal("1"))));
        store.profits()
                .upsert(rows(i -> new ProfitSnapshot(
                        CHAIN,
                        "tidal",
                        account(i),
                        at(i),
                        decimal("1"),
                        Optional.empty(),
                        decimal("1"),
                        Optional.empty(),
                        1)));
        store.liquidations().upsert(rows(i -> liquidation(account(i), i, 0)));
        store.prices().upsert(rows(i -> quote("pyth", "asset" + i % GROUPS, at(i), i)));
        store.candles().upsert("pyth", rows(i -> minute("coin" + i % GROUPS, at(i), "1", 1)));
        store.decisions().add(rows(i -> decision(key(i), at(i), Verdict.values()[i % Verdict.values().length])));
        for (int i = 0; i < ATTEMPTS; i++) {
            Attempt planned = Attempt.planned(key(i), at(i));
            store.attempts().plan(planned);
            Attempt sent = planned.sent(transaction(i, i, at(i)));
            store.attempts().save(sent);
            store.attempts().save(sent.abandoned(at(i), ""));
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            // the same attempts again, without their way there
            statement.execute("""
                    INSERT INTO keeper_attempt
                    SELECT chain_id, protocol, market || n, account, version_block, version_log, state, revision,
                           settled_tx, settled_block, settled_hash, settled_at, planned_at + n * INTERVAL '1 day',
                           updated_at, landed_at + n * INTERVAL '1 day', note
                    FROM keeper_attempt, generate_series(1, 25) AS n
                    """);
            statement.execute("""
                    INSERT INTO keeper_attempt_transaction
                    SELECT chain_id, '0x' || LPAD(n || SUBSTR(tx_hash, 40), 64, '0'), protocol, market || n, account,
                           version_block, version_log, place, sender, nonce + n * 1000, maximum_fee, priority_fee,
                           signed_at
                    FROM keeper_attempt_transaction, generate_series(1, 25) AS n
                    """);
            statement.execute("ANALYZE");
        }
    }

    private static <T> List<T> rows(Function<Integer, T> row) {
        return IntStream.range(0, ROWS).boxed().map(row).toList();
    }

    private static MarketId id(int i) {
        return new MarketId(CHAIN, "tidal", "market" + i % GROUPS);
    }

    private static Address account(int i) {
        return Address.parse("0x" + String.format("%040x", i % GROUPS));
    }

    private static AttemptKey key(int i) {
        return new AttemptKey(id(i), account(i), new PositionVersion(word(i), 1));
    }

    private static Instant at(int i) {
        return T0.plus(Duration.ofMinutes(i));
    }

    @Test
    void queries_areAnsweredFromIndexes() throws SQLException {
        Map<String, Long> before = wholeReads();
        try (JdbcStore store = JdbcStore.postgres(source)) {
            askEverything(store.keeper());
        }
        awaitNobodyElse();

        assertThat(wholeReads()).hasSize(11).isEqualTo(before);
    }

    @Test
    void wholeRead_isCounted() throws SQLException {
        long before = wholeReads().get("keeper_market");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT MAX(volume) FROM keeper_market");
        }
        awaitNobodyElse();

        assertThat(wholeReads().get("keeper_market")).isEqualTo(before + 1);
    }

    /** A session has told its counts when it is gone. */
    private static void awaitNobodyElse() {
        await().until(() -> {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("""
                            SELECT COUNT(*) FROM pg_stat_activity
                            WHERE datname = current_database() AND pid <> pg_backend_pid()
                              AND backend_type = 'client backend'
                            """)) {
                row.next();
                return row.getInt(1) == 0;
            }
        });
    }

    private static void askEverything(KeeperStore store) {
        MarketId market = id(7);
        Address account = account(7);
        Instant from = at(100);
        Instant to = at(200);
        assertThat(store.markets().find(new MarketId(CHAIN, "protocol1", "market1")))
                .isPresent();
        assertThat(store.markets().all(CHAIN, "protocol1")).hasSize(ROWS / GROUPS);
        assertThat(store.positions().find(market, "p7")).isPresent();
        assertThat(store.positions().open(market)).hasSize(ROWS / GROUPS);
        twoPages(request -> store.positions().page(market, request));
        twoPages(request -> store.positions().page(CHAIN, account, request));
        assertThat(store.fundingRates().latest(market)).isPresent();
        assertThat(store.fundingRates().between(market, from, to)).isNotEmpty();
        assertThat(store.openInterest().latest(market)).isPresent();
        assertThat(store.openInterest().between(market, from, to)).isNotEmpty();
        assertThat(store.profits().latest(CHAIN, "tidal", account)).isPresent();
        assertThat(store.profits().between(CHAIN, "tidal", account, from, to)).isNotEmpty();
        assertThat(store.liquidations().between(liquidation(account, 1, 0).market(), T0, T0.plusSeconds(50)))
                .isNotEmpty();
        twoPages(request -> store.liquidations().page(CHAIN, request));
        twoPages(request -> store.liquidations().page(CHAIN, account, request));
        assertThat(store.prices().latest("pyth", "asset1")).isPresent();
        assertThat(store.prices().latestAt("pyth", "asset1", from)).isPresent();
        assertThat(store.prices().between("pyth", "asset1", from, to)).isNotEmpty();
        assertThat(store.candles().latest("pyth", "coin1", CandleInterval.ONE_MINUTE))
                .isPresent();
        assertThat(store.candles().between("pyth", "coin1", CandleInterval.ONE_MINUTE, from, to))
                .isNotEmpty();
        assertThat(store.candles().buildFromMinutes("pyth", "coin1", Set.of(CandleInterval.ONE_HOUR), from, to))
                .isPositive();
        assertThat(store.attempts().find(key(7))).isPresent();
        assertThat(store.attempts().find(CHAIN, word(7))).isPresent();
        assertThat(store.attempts().inFlight(CHAIN)).isEmpty();
        assertThat(store.attempts().highestNonce(CHAIN, transaction(1, 1, T0).sender()))
                .isPresent();
        twoPages(request -> store.attempts().page(CHAIN, request));
        assertThat(store.decisions().on(key(7))).hasSize(1);
        twoPages(request -> store.decisions().between(from, to, request));
        twoPages(request -> store.decisions().page(CHAIN, request));
        twoPages(request -> store.decisions().page(CHAIN, Verdict.EXECUTE, request));
        twoPages(request -> store.decisions().page(CHAIN, account, request));
        assertThat(store.decisions().count(CHAIN, from, to)).isNotEmpty();

        assertThat(store.fundingRates().deleteOlderThan(at(3))).isEqualTo(3);
        assertThat(store.openInterest().deleteOlderThan(at(3))).isEqualTo(3);
        assertThat(store.profits().deleteOlderThan(at(3))).isEqualTo(3);
        assertThat(store.liquidations().deleteOlderThan(T0.plusSeconds(3))).isEqualTo(3);
        assertThat(store.liquidations().deleteFrom(CHAIN, ROWS - 1)).isEqualTo(1);
        assertThat(store.prices().deleteOlderThan(at(3))).isEqualTo(3);
        assertThat(store.candles().deleteOlderThan(CandleInterval.ONE_MINUTE, at(3)))
                .isEqualTo(3);
        assertThat(store.attempts().deleteOlderThan(at(3))).isEqualTo(3);
        assertThat(store.decisions().deleteOlderThan(at(3))).isEqualTo(3);
    }

    private static <T> void twoPages(Function<PageRequest, Page<T>> list) {
        Page<T> first = list.apply(PageRequest.first(10));
        Page<T> second = list.apply(PageRequest.first(10).after(first.next().orElseThrow()));
        List<T> both = new ArrayList<>(first.items());
        both.addAll(second.items());
        assertThat(both).hasSize(20).doesNotHaveDuplicates();
    }

    private static Map<String, Long> wholeReads() throws SQLException {
        Map<String, Long> reads = new TreeMap<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT relname, seq_scan FROM pg_stat_user_tables WHERE relname LIKE 'keeper\\_%'")) {
            while (rows.next()) {
                reads.put(rows.getString(1), rows.getLong(2));
            }
        }
        return reads;
    }
}
