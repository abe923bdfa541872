package io.plimsoll.jdbc.market;

import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.market.TradeRepository;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.Query;

/** Trades in {@code trade}, keyed by (coin, traded_at, trade_id). */
final class JdbcTradeRepository implements TradeRepository {
    private static final String OF_MARKET = "SELECT " + TradeRows.TRADE_COLUMNS + " FROM trade WHERE coin = :coin";

    private final Database database;
    private final RollUp rollUp;

    JdbcTradeRepository(Database database, RollUp rollUp) {
        this.database = database;
        this.rollUp = rollUp;
    }

    @Override
    public int add(Collection<MarketTrade> trades) {
        return database.write("save the trades", handle -> {
            int added = TradeRows.TRADES.add(handle, trades);
            if (added > 0) {
                TradeRows.note(handle, trades);
            }
            return added;
        });
    }

    @Override
    public Optional<MarketTrade> latest(String coin) {
        return page(coin, PageRequest.first(1)).items().stream().findFirst();
    }

    @Override
    public Page<MarketTrade> page(String coin, PageRequest request) {
        Optional<Keyset> after = Keyset.of(request, 2);
        // traded_at <= :time says nothing new; H2 finds its index by it
        String sql = OF_MARKET
                + after.map(key -> " AND traded_at <= :time AND (traded_at, trade_id) < (:time, :id)")
                        .orElse("")
                + " ORDER BY coin DESC, traded_at DESC, trade_id DESC FETCH FIRST :limit ROWS ONLY";
        return read(sql, coin, after, request, query -> query);
    }

    @Override
    public Page<MarketTrade> between(String coin, Instant from, Instant to, PageRequest request) {
        Optional<Keyset> after = Keyset.of(request, 2);
        String sql = OF_MARKET + " AND traded_at >= :from AND traded_at <= :to"
                + after.map(key -> " AND traded_at >= :time AND (traded_at, trade_id) > (:time, :id)")
                        .orElse("")
                + " ORDER BY coin, traded_at, trade_id FETCH FIRST :limit ROWS ONLY";
        return read(sql, coin, after, request, query -> query.bind("from", from).bind("to", to));
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return rollUp.deleteTrades(limit);
    }

    private Page<MarketTrade> read(
            String sql, String coin, Optional<Keyset> after, PageRequest request, UnaryOperator<Query> bind) {
        List<MarketTrade> rows = database.read("read the trades of " + coin, handle -> {
            Query query = bind.apply(handle.createQuery(sql)).bind("coin", coin).bind("limit", request.limit() + 1);
            after.ifPresent(key -> query.bind("time", key.time())
                    .bind("id", Long.parseLong(key.rest().get(1))));
            return query.map(Row.mapping(TradeRows::trade)).list();
        });
        return Page.of(rows, request, TradeRows::cursor);
    }
}
