package io.plimsoll.jdbc.market;

import io.plimsoll.core.domain.market.TradeSize;
import io.plimsoll.core.domain.market.WhaleTrade;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.market.WhaleTradeRepository;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Type;
import io.plimsoll.jdbc.internal.Where;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;

/** Large trades in {@code whale_trade}, keyed by (coin, traded_at, trade_id). */
final class JdbcWhaleTradeRepository implements WhaleTradeRepository {
    private static final String SELECT =
            "SELECT " + TradeRows.TRADE_COLUMNS + ", category, price_impact FROM whale_trade";
    private static final RowMapper<WhaleTrade> WHALE = Row.mapping(JdbcWhaleTradeRepository::whale);
    private static final Pages<WhaleTrade> OF_ALL = Pages.of(
            SELECT,
            WHALE,
            Keyset.<WhaleTrade>descending()
                    .time(whale -> whale.trade().time())
                    .text(whale -> whale.trade().coin())
                    .number(whale -> whale.trade().id()),
            "traded_at",
            "coin",
            "trade_id");
    private static final Pages<WhaleTrade> OF_MARKET = Pages.of(
            SELECT,
            WHALE,
            Keyset.<WhaleTrade>descending()
                    .time(whale -> whale.trade().time())
                    .number(whale -> whale.trade().id()),
            "traded_at",
            "trade_id");

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
        return database.read(
                "read the large trades",
                handle -> OF_ALL.page(handle, Where.ALL.among("category", categories(least)), request));
    }

    @Override
    public Page<WhaleTrade> page(String coin, TradeSize least, PageRequest request) {
        return database.read(
                "read the large trades of " + coin,
                handle -> OF_MARKET.page(handle, Where.is("coin", coin).among("category", categories(least)), request));
    }

    @Override
    public List<WhaleTrade> between(String coin, Instant from, Instant to) {
        return database.read(
                "read the large trades of " + coin,
                handle -> handle.createQuery(SELECT + """
                         WHERE coin = :coin AND traded_at >= :from AND traded_at <= :to
                        ORDER BY coin, traded_at, trade_id
                        """)
                        .bind("coin", coin)
                        .bind("from", from)
                        .bind("to", to)
                        .map(WHALE)
                        .list());
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("whale_trade", "traded_at", limit);
    }

    private static List<TradeSize> categories(TradeSize least) {
        return Arrays.stream(TradeSize.values())
                .filter(size -> size.compareTo(least) >= 0)
                .toList();
    }

    private static WhaleTrade whale(Row row) {
        return new WhaleTrade(
                TradeRows.trade(row),
                row.get("category", Type.name(TradeSize.class)),
                row.find("price_impact", Type.DECIMAL));
    }
}
