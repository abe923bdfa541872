package io.plimsoll.jdbc.market;

import io.plimsoll.core.domain.market.TradeSize;
import io.plimsoll.core.domain.market.WhaleTrade;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.market.WhaleTradeRepository;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Large trades in {@code whale_trade}, keyed by (coin, traded_at, trade_id). */
final class JdbcWhaleTradeRepository implements WhaleTradeRepository {
    private static final String SELECT =
            "SELECT " + TradeRows.TRADE_COLUMNS + ", category, price_impact FROM whale_trade WHERE ";

    private final Database database;

    JdbcWhaleTradeRepository(Database database) {
        this.database = database;
    }

    @Override
    public int add(Collection<WhaleTrade> trades) {
        return database.write("save the large trades", handle -> {
            int added = TradeRows.WHALES.add(handle, trades);
            if (added > 0) {
                TradeRows.note(handle, trades.stream().map(WhaleTrade::trade).toList());
            }
            return added;
        });
    }

    @Override
    public Page<WhaleTrade> page(TradeSize least, PageRequest request) {
        Optional<Keyset> after = Keyset.of(request, 2);
        String sql = SELECT + "category IN (<categories>)"
                + after.map(key -> " AND traded_at <= :time AND (traded_at, coin, trade_id) < (:time, :afterCoin, :id)")
                        .orElse("")
                + " ORDER BY traded_at DESC, coin DESC, trade_id DESC FETCH FIRST :limit ROWS ONLY";
        List<WhaleTrade> rows = database.read("read the large trades", handle -> {
            Query query = query(handle, sql, least, after, request);
            after.ifPresent(key -> query.bind("afterCoin", key.rest().get(0)));
            return query.map(Row.mapping(JdbcWhaleTradeRepository::whale)).list();
        });
        return Page.of(rows, request, whale -> TradeRows.cursor(whale.trade()));
    }

    @Override
    public Page<WhaleTrade> page(String coin, TradeSize least, PageRequest request) {
        Optional<Keyset> after = Keyset.of(request, 2);
        String sql = SELECT + "coin = :coin AND category IN (<categories>)"
                + after.map(key -> " AND traded_at <= :time AND (traded_at, trade_id) < (:time, :id)")
                        .orElse("")
                + " ORDER BY coin DESC, traded_at DESC, trade_id DESC FETCH FIRST :limit ROWS ONLY";
        List<WhaleTrade> rows = database.read(
                "read the large trades of " + coin,
                handle -> query(handle, sql, least, after, request)
                        .bind("coin", coin)
                        .map(Row.mapping(JdbcWhaleTradeRepository::whale))
                        .list());
        return Page.of(rows, request, whale -> TradeRows.cursor(whale.trade()));
    }

    @Override
    public List<WhaleTrade> between(String coin, Instant from, Instant to) {
        return database.read(
                "read the large trades of " + coin,
                handle -> handle.createQuery(SELECT + """
                        coin = :coin AND traded_at >= :from AND traded_at <= :to
                        ORDER BY coin, traded_at, trade_id
                        """)
                        .bind("coin", coin)
                        .bind("from", from)
                        .bind("to", to)
                        .map(Row.mapping(JdbcWhaleTradeRepository::whale))
                        .list());
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("whale_trade", "traded_at", limit);
    }

    private static Query query(
            Handle handle, String sql, TradeSize least, Optional<Keyset> after, PageRequest request) {
        List<String> categories = Arrays.stream(TradeSize.values())
                .filter(size -> size.compareTo(least) >= 0)
                .map(TradeSize::name)
                .toList();
        Query query = handle.createQuery(sql).bindList("categories", categories).bind("limit", request.limit() + 1);
        after.ifPresent(key -> query.bind("time", key.time())
                .bind("id", Long.parseLong(key.rest().get(1))));
        return query;
    }

    private static WhaleTrade whale(Row row) {
        return new WhaleTrade(
                TradeRows.trade(row),
                row.get("category", Type.name(TradeSize.class)),
                row.find("price_impact", Type.DECIMAL));
    }
}
