package io.plimsoll.jdbc.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.market.Side;
import io.plimsoll.core.domain.market.TradeSize;
import io.plimsoll.core.domain.market.WhaleTrade;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.domain.position.PositionSnapshot;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.market.MarketStore;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.JdbcStore;
import io.plimsoll.jdbc.testing.PostgresServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each query of the market store is answered from an index: no table is read whole, and no page is sorted. */
class MarketPlansIT {
    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = T0.plus(Duration.ofDays(2));
    private static final List<String> SENT = new CopyOnWriteArrayList<>();

    private static final String ROWS = """
            INSERT INTO market_alert
            SELECT 'a' || i, '0x' || LPAD(TO_HEX(i % 200), 40, '0'), 'C' || i % 20, 'PRICE_ABOVE', 10, 'INFO', i % 4 > 0,
                   TIMESTAMPTZ '2026-03-01 00:00:00Z' + i * INTERVAL '1 second'
            FROM GENERATE_SERIES(1, 20000) i;
            INSERT INTO market_alert_sink SELECT alert_id, 'sink' FROM market_alert;
            INSERT INTO fired_alert
            SELECT alert_id, created_at, user_address, coin, 10, severity, 'title', 'text', 'key' FROM market_alert;
            INSERT INTO fired_alert_delivery SELECT alert_id, fired_at, 'sink', 'SENT', NULL, fired_at FROM fired_alert;
            INSERT INTO health_sample
            SELECT 'check' || i % 10, TIMESTAMPTZ '2026-03-01 00:00:00Z' + i / 10 * INTERVAL '1 second', TRUE, TRUE, '', 0
            FROM GENERATE_SERIES(1, 20000) i
            """;

    private static DataSource source;
    private static JdbcStore database;
    private static MarketStore store;

    @BeforeAll
    static void fill() throws SQLException {
        PostgresServer.require(MarketPlansIT.class);
        source = PostgresServer.emptyDatabase();
        database = JdbcStore.postgres(recording(source));
        store = database.market();
        List<MarketTrade> trades =
                IntStream.range(0, 20_000).mapToObj(MarketPlansIT::trade).toList();
        store.trades().add(trades);
        store.whales()
                .add(trades.subList(0, 5_000).stream()
                        .map(trade -> new WhaleTrade(trade, TradeSize.WHALE, Optional.empty()))
                        .toList());
        store.positions()
                .upsert(IntStream.range(0, 20_000)
                        .mapToObj(MarketPlansIT::position)
                        .toList());
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(ROWS);
            statement.execute("ANALYZE");
        }
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void pages_areReadInOrderFromTheirIndex() throws SQLException {
        everyPage(request -> store.trades().page("C3", request), "trade_pkey");
        everyPage(request -> store.trades().between("C3", T0, END, request), "trade_pkey");
        everyPage(request -> store.whales().page(TradeSize.LARGE, request), "whale_trade_by_time");
        everyPage(request -> store.whales().page("C3", TradeSize.LARGE, request), "whale_trade_pkey");
        everyPage(request -> store.positions().page(user(3), "C3", request), "position_snapshot_pkey");
        everyPage(request -> store.health().page("check3", request), "health_sample_pkey");
        everyPage(request -> store.alerts().history(user(3), request), "fired_alert_by_user");
        everyPage(request -> store.alerts().active(request), "market_alert_by_coin");
    }

    @Test
    void lookups_areAnsweredFromTheirIndex() throws SQLException {
        uses(() -> store.trades().latest("C3"), "trade_pkey");
        uses(() -> store.whales().between("C3", T0, T0.plusSeconds(60)), "whale_trade_pkey");
        uses(() -> store.positions().latest(user(3)), "position_snapshot_by_account");
        uses(() -> store.positions().between(user(3), "C3", T0, END), "position_snapshot_pkey");
        uses(() -> store.health().latest(), "health_sample_by_time");
        uses(() -> store.alerts().of(user(3)), "market_alert_by_user");
        uses(() -> store.alerts().find("a3"), "market_alert_pkey");
        uses(() -> store.alerts().history(user(3), PageRequest.first(5)), "fired_alert_delivery_pkey");
    }

    @Test
    void rollUp_readsWhatIsDueAndItsTradesOnly() throws SQLException {
        SENT.clear();
        store.summaries().rollUp(T0.plusSeconds(3_600));

        assertThat(plans("FROM trade\n"))
                .isNotEmpty()
                .allSatisfy(plan -> assertThat(plan)
                        .contains("trade_pkey", "whale_trade_pkey")
                        .doesNotContain("Seq Scan on trade ", "Sort"));
    }

    private static <T> void everyPage(Function<PageRequest, Page<T>> read, String index) throws SQLException {
        Page<T> first = read.apply(PageRequest.first(5));
        PageRequest second = PageRequest.first(5).after(first.next().orElseThrow());
        for (PageRequest request : List.of(PageRequest.first(5), second)) {
            SENT.clear();
            assertThat(read.apply(request).items()).hasSize(5);
            assertThat(plan(SENT.get(SENT.size() - sentAfterPage(index))))
                    .contains(index)
                    .doesNotContain("Seq Scan", "Sort");
        }
    }

    /** Sinks and deliveries are read after the page. */
    private static int sentAfterPage(String index) {
        return index.equals("fired_alert_by_user") || index.equals("market_alert_by_coin") ? 2 : 1;
    }

    private static void uses(Runnable query, String index) throws SQLException {
        SENT.clear();
        query.run();
        assertThat(plans("")).anySatisfy(plan -> assertThat(plan).contains(index));
        assertThat(plans("")).allSatisfy(plan -> assertThat(plan).doesNotContain("Seq Scan"));
    }

    private static List<String> plans(String with) throws SQLException {
        List<String> plans = new ArrayList<>();
        for (String sql : SENT) {
            if (sql.startsWith("SELECT") && sql.contains(with)) {
                plans.add(plan(sql));
            }
        }
        return plans;
    }

    private static String plan(String sql) throws SQLException {
        StringBuilder plan = new StringBuilder(sql).append('\n');
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("EXPLAIN " + sql)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }

    /** The same connections, which note what is sent over them, with what was bound. */
    private static DataSource recording(DataSource source) {
        return wrapped(
                DataSource.class,
                source,
                result -> result instanceof Connection
                        ? wrapped(Connection.class, (Connection) result, MarketPlansIT::recorded)
                        : result);
    }

    private static Object recorded(Object result) {
        return result instanceof PreparedStatement
                ? wrapped(PreparedStatement.class, (PreparedStatement) result, Function.identity())
                : result;
    }

    private static <T> T wrapped(Class<T> type, T inner, Function<Object, Object> outer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    if (inner instanceof PreparedStatement && method.getName().startsWith("execute")) {
                        SENT.add(inner.toString());
                    }
                    try {
                        return outer.apply(method.invoke(inner, values));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static MarketTrade trade(int i) {
        return new MarketTrade(
                "C" + i % 20,
                Side.BUY,
                BigDecimal.TEN,
                BigDecimal.ONE,
                T0.plusSeconds(i),
                i,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static PositionSnapshot position(int i) {
        return new PositionSnapshot(
                user(i % 20),
                T0.plusSeconds(i),
                new PerpPosition(
                        "C" + i % 20,
                        BigDecimal.ONE,
                        BigDecimal.TEN,
                        BigDecimal.TEN,
                        BigDecimal.ZERO,
                        BigDecimal.ONE,
                        MarginMode.CROSS,
                        1,
                        10,
                        Optional.empty()));
    }

    private static Address user(int i) {
        return Address.parse("0x" + "%040x".formatted(i));
    }
}
