package io.plimsoll.jdbc.market;

import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.market.Side;
import io.plimsoll.core.domain.market.TradeSize;
import io.plimsoll.core.domain.market.WhaleTrade;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** {@code trade}, {@code whale_trade} and {@code trade_due}: how trades and their like are written and read. */
final class TradeRows {
    static final Type<String> COIN = Type.text(60);

    static final String TRADE_COLUMNS = "coin, traded_at, trade_id, taker, price, size, tx_hash, buyer, seller";

    static final Table<MarketTrade> TRADES =
            trade("trade", Function.<MarketTrade>identity()).build();

    static final Table<WhaleTrade> WHALES = trade("whale_trade", WhaleTrade::trade)
            .column("category", Type.name(TradeSize.class), WhaleTrade::category)
            .optional("price_impact", Type.DECIMAL, WhaleTrade::priceImpact)
            .build();

    /**
     * An hour or day of a market that is not rolled up.
     *
     * @param span hour or day
     * @param start of it
     * @param coin market
     */
    record Due(CandleInterval span, Instant start, String coin) {
        static Due of(MarketTrade trade) {
            return new Due(CandleInterval.ONE_HOUR, CandleInterval.ONE_HOUR.start(trade.time()), trade.coin());
        }

        Instant end() {
            return span.end(start);
        }
    }

    private TradeRows() {}

    private static <T> Table.Builder<T> trade(String name, Function<T, MarketTrade> trade) {
        return Table.<T>named(name)
                .key("coin", COIN, row -> trade.apply(row).coin())
                .key("traded_at", Type.TIME, row -> trade.apply(row).time())
                .key("trade_id", Type.LONG, row -> trade.apply(row).id())
                .column("taker", Type.name(Side.class), row -> trade.apply(row).taker())
                .column("price", Type.DECIMAL, row -> trade.apply(row).price())
                .column("size", Type.DECIMAL, row -> trade.apply(row).size())
                .optional("tx_hash", Type.HASH, row -> trade.apply(row).hash())
                .optional("buyer", Type.ADDRESS, row -> trade.apply(row).buyer())
                .optional("seller", Type.ADDRESS, row -> trade.apply(row).seller());
    }

    static MarketTrade trade(Row row) {
        return new MarketTrade(
                row.get("coin", COIN),
                row.get("taker", Type.name(Side.class)),
                row.get("price", Type.DECIMAL),
                row.get("size", Type.DECIMAL),
                row.get("traded_at", Type.TIME),
                row.get("trade_id", Type.LONG),
                row.find("tx_hash", Type.HASH),
                row.find("buyer", Type.ADDRESS),
                row.find("seller", Type.ADDRESS));
    }

    /** Says that the hours of these trades are not rolled up. */
    static void note(Handle handle, Collection<MarketTrade> trades) {
        RollUp.DUE.upsert(handle, trades.stream().map(Due::of).distinct().toList());
    }
}
