package io.plimsoll.jdbc.market;

import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarketCandle;
import io.plimsoll.core.domain.market.TradeSummary;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import io.plimsoll.jdbc.market.TradeRows.Due;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Makes hours of trades and days of hours, and deletes what was made of. What is left to do is in {@code trade_due}, written with
 * the trades: whoever adds a trade waits for a roll-up of the same hour to end, and the other way round, so that none is left out.
 */
final class RollUp {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int DUE_AT_ONCE = 200;

    static final Table<Due> DUE = Table.<Due>named("trade_due")
            .key("span", Type.text(2), due -> due.span().code())
            .key("starts_at", Type.TIME, Due::start)
            .key("coin", TradeRows.COIN, Due::coin)
            .column("is_due", Type.FLAG, due -> true)
            .build();

    private static final Table<TradeSummary> HOURS = summaries("trade_hour");
    private static final Table<TradeSummary> DAYS = summaries("trade_day");

    private static final String SUMMARY = """
            SELECT coin, starts_at, open_price, high_price, low_price, close_price, volume, buy_volume, notional,
                   buy_notional, trades, large_trades
            """;

    private final Database database;

    RollUp(Database database) {
        this.database = database;
    }

    private static Table<TradeSummary> summaries(String name) {
        return Table.<TradeSummary>named(name)
                .key("coin", TradeRows.COIN, summary -> summary.candle().coin())
                .key("starts_at", Type.TIME, summary -> summary.candle().start())
                .column("open_price", Type.DECIMAL, summary -> summary.candle().open())
                .column("high_price", Type.DECIMAL, summary -> summary.candle().high())
                .column("low_price", Type.DECIMAL, summary -> summary.candle().low())
                .column("close_price", Type.DECIMAL, summary -> summary.candle().close())
                .column("volume", Type.DECIMAL, summary -> summary.candle().volume())
                .column("buy_volume", Type.DECIMAL, TradeSummary::buyVolume)
                .column("notional", Type.DECIMAL, TradeSummary::notional)
                .column("buy_notional", Type.DECIMAL, TradeSummary::buyNotional)
                .column("trades", Type.LONG, summary -> summary.candle().trades())
                .column("large_trades", Type.LONG, TradeSummary::largeTrades)
                .build();
    }

    /** Writes the hours and days that ended by {@code until} and are due; how many. */
    int rollUp(Instant until) {
        List<RepositoryException> refused = new ArrayList<>();
        int written = rollUp(until, refused);
        if (!refused.isEmpty()) {
            throw refused.get(0);
        }
        return written;
    }

    /** An hour whose sums no column can hold must not keep all others waiting for ever. */
    private int rollUp(Instant until, List<RepositoryException> refused) {
        return rollUp(CandleInterval.ONE_HOUR, until, refused) + rollUp(CandleInterval.ONE_DAY, until, refused);
    }

    private int rollUp(CandleInterval span, Instant until, List<RepositoryException> refused) {
        int written = 0;
        Optional<Due> last = Optional.empty();
        List<Due> due;
        do {
            due = due(span, until, last);
            for (Due one : due) {
                try {
                    written += rollUp(one);
                } catch (RepositoryException e) {
                    if (e.kind() != Kind.UNSTORABLE) {
                        throw e;
                    }
                    refused.add(e);
                }
                last = Optional.of(one);
            }
        } while (due.size() == DUE_AT_ONCE);
        return written;
    }

    private List<Due> due(CandleInterval span, Instant until, Optional<Due> last) {
        // a span has ended by until if it starts before the span that until falls into
        String sql = "SELECT starts_at, coin FROM trade_due WHERE span = :span AND starts_at < :end"
                + last.map(due -> " AND starts_at >= :time AND (starts_at, coin) > (:time, :coin)")
                        .orElse("")
                + " ORDER BY span, starts_at, coin FETCH FIRST :limit ROWS ONLY";
        return database.read("read what is to be rolled up", handle -> {
            Query query = handle.createQuery(sql)
                    .bind("span", span.code())
                    .bind("end", span.start(storable(until)))
                    .bind("limit", DUE_AT_ONCE);
            last.ifPresent(due -> query.bind("time", due.start()).bind("coin", due.coin()));
            return query.map(Row.mapping(
                            row -> new Due(span, row.get("starts_at", Type.TIME), row.get("coin", TradeRows.COIN))))
                    .list();
        });
    }

    /** No trade lies outside, and the grid of hours ends somewhere. */
    private static Instant storable(Instant time) {
        return time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
    }

    private int rollUp(Due due) {
        return database.write(
                "roll up " + due.coin() + " from " + due.start() + " to " + due.end(),
                handle -> claim(handle, due) ? write(handle, due) : 0);
    }

    /**
     * Whether it was still due; until the end of the transaction nobody adds trades to it. Looking first and deleting then would
     * be wrong: in between another may have rolled it up and new trades may have come.
     */
    private static boolean claim(Handle handle, Due due) {
        return bind(
                                handle.createUpdate(
                                        "DELETE FROM trade_due WHERE span = :span AND starts_at = :start AND coin = :coin"),
                                due)
                        .bind("span", due.span().code())
                        .execute()
                > 0;
    }

    private static int write(Handle handle, Due due) {
        boolean hour = due.span() == CandleInterval.ONE_HOUR;
        if (isFinal(handle, due)) {
            return 0;
        }
        Optional<TradeSummary> summary = hour ? sumOfTrades(handle, due) : joinOfHours(handle, due);
        summary.ifPresent(sum -> (hour ? HOURS : DAYS).upsert(handle, List.of(sum)));
        if (hour && summary.isPresent()) {
            Instant day = CandleInterval.ONE_DAY.start(due.start());
            DUE.upsert(handle, List.of(new Due(CandleInterval.ONE_DAY, day, due.coin())));
        }
        return summary.isPresent() ? 1 : 0;
    }

    private static boolean isFinal(Handle handle, Due due) {
        return bind(handle.createQuery("""
                                SELECT starts_at FROM trade_hour WHERE coin = :coin AND starts_at = :start AND is_final AND :hour
                                UNION ALL
                                SELECT starts_at FROM trade_day WHERE coin = :coin AND starts_at = :day AND is_final
                                """), due)
                .bind("hour", due.span() == CandleInterval.ONE_HOUR)
                .bind("day", CandleInterval.ONE_DAY.start(due.start()))
                .map(Row.mapping(row -> row.get("starts_at", Type.TIME)))
                .stream()
                .findFirst()
                .isPresent();
    }

    private static Optional<TradeSummary> sumOfTrades(Handle handle, Due hour) {
        return bind(handle.createQuery("""
                                SELECT COUNT(*) AS trades,
                                       MAX(price) AS high_price,
                                       MIN(price) AS low_price,
                                       SUM(size) AS volume,
                                       COALESCE(SUM(CASE WHEN taker = 'BUY' THEN size END), 0) AS buy_volume,
                                       SUM(price * size) AS notional,
                                       COALESCE(SUM(CASE WHEN taker = 'BUY' THEN price * size END), 0) AS buy_notional,
                                       (SELECT price FROM trade
                                        WHERE coin = :coin AND traded_at >= :start AND traded_at < :end
                                        ORDER BY coin, traded_at, trade_id
                                        FETCH FIRST ROW ONLY) AS open_price,
                                       (SELECT price FROM trade
                                        WHERE coin = :coin AND traded_at >= :start AND traded_at < :end
                                        ORDER BY coin DESC, traded_at DESC, trade_id DESC
                                        FETCH FIRST ROW ONLY) AS close_price,
                                       (SELECT COUNT(*) FROM whale_trade
                                        WHERE coin = :coin AND traded_at >= :start AND traded_at < :end) AS large_trades
                                FROM trade
                                WHERE coin = :coin AND traded_at >= :start AND traded_at < :end
                                """), hour)
                .bind("end", hour.end())
                .map(Row.mapping(row -> row.get("trades", Type.LONG) == 0
                        ? Optional.<TradeSummary>empty()
                        : Optional.of(summary(row, hour.coin(), CandleInterval.ONE_HOUR, hour.start()))))
                .one();
    }

    private static Optional<TradeSummary> joinOfHours(Handle handle, Due day) {
        List<TradeSummary> hours = between(
                handle,
                CandleInterval.ONE_HOUR,
                day.coin(),
                day.start(),
                CandleInterval.ONE_HOUR.start(day.end().minusNanos(1)));
        return hours.isEmpty() ? Optional.empty() : Optional.of(TradeSummary.join(CandleInterval.ONE_DAY, hours));
    }

    /** The summaries of a market with from ≤ start ≤ to, oldest first. */
    static List<TradeSummary> between(Handle handle, CandleInterval span, String coin, Instant from, Instant to) {
        String table = span == CandleInterval.ONE_HOUR ? "trade_hour" : "trade_day";
        return handle.createQuery(SUMMARY + "FROM " + table + """
                         WHERE coin = :coin AND starts_at >= :from AND starts_at <= :to
                        ORDER BY coin, starts_at
                        """)
                .bind("coin", coin)
                .bind("from", from)
                .bind("to", to)
                .map(Row.mapping(
                        row -> summary(row, row.get("coin", TradeRows.COIN), span, row.get("starts_at", Type.TIME))))
                .list();
    }

    private static TradeSummary summary(Row row, String coin, CandleInterval span, Instant start) {
        MarketCandle candle = new MarketCandle(
                coin,
                span,
                start,
                row.get("open_price", Type.DECIMAL),
                row.get("high_price", Type.DECIMAL),
                row.get("low_price", Type.DECIMAL),
                row.get("close_price", Type.DECIMAL),
                row.get("volume", Type.DECIMAL),
                row.get("trades", Type.LONG),
                true);
        BigDecimal buyVolume = row.get("buy_volume", Type.DECIMAL);
        return new TradeSummary(
                candle,
                buyVolume,
                row.get("notional", Type.DECIMAL),
                row.get("buy_notional", Type.DECIMAL),
                row.get("large_trades", Type.LONG));
    }

    /** Deletes the trades of the hours that ended by {@code limit}. */
    int deleteTrades(Instant limit) {
        return delete("trade", "traded_at", "trade_hour", CandleInterval.ONE_HOUR.start(limit));
    }

    /** Deletes the hours of the days that ended by {@code limit}. */
    int deleteHours(Instant limit) {
        return delete("trade_hour", "starts_at", "trade_day", CandleInterval.ONE_DAY.start(limit));
    }

    /** What was made of the rows is final before the first of them goes. */
    private int delete(String table, String time, String summaries, Instant end) {
        rollUp(end, new ArrayList<>());
        database.update(
                "finish " + summaries,
                handle -> handle.createUpdate(
                                "UPDATE " + summaries + " SET is_final = TRUE WHERE starts_at < :end AND NOT is_final")
                        .bind("end", end)
                        .execute());
        return database.deleteOlderThan(table, time, end);
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Due due) {
        return statement.bind("start", due.start()).bind("coin", due.coin());
    }
}
