package io.plimsoll.jdbc.market;

import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.market.TradeRepository;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Where;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Trades in {@code trade}, keyed by (coin, traded_at, trade_id). */
final class JdbcTradeRepository implements TradeRepository {
    private static final Pages<MarketTrade> NEWEST_FIRST = Pages.of(
            "SELECT " + TradeRows.TRADE_COLUMNS + " FROM trade",
            Row.mapping(TradeRows::trade),
            Keyset.<MarketTrade>descending().time(MarketTrade::time).number(MarketTrade::id),
            "traded_at",
            "trade_id");

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
        return read(NEWEST_FIRST, Where.is("coin", coin), coin, request);
    }

    @Override
    public Page<MarketTrade> between(String coin, Instant from, Instant to, PageRequest request) {
        return read(
                NEWEST_FIRST.reversed(),
                Where.is("coin", coin).from("traded_at", from).upTo("traded_at", to),
                coin,
                request);
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return rollUp.deleteTrades(limit);
    }

    private Page<MarketTrade> read(Pages<MarketTrade> pages, Where which, String coin, PageRequest request) {
        return database.read("read the trades of " + coin, handle -> pages.page(handle, which, request));
    }
}
