package io.plimsoll.jdbc.keeper;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.DECIMAL;
import static io.plimsoll.jdbc.internal.Type.HASH;
import static io.plimsoll.jdbc.internal.Type.LONG;
import static io.plimsoll.jdbc.internal.Type.TIME;

import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.market.PerpDexMarket;
import io.plimsoll.core.domain.market.PerpDexMarket.Activity;
import io.plimsoll.core.domain.market.PerpDexMarket.Status;
import io.plimsoll.core.domain.market.PerpDexMarket.Terms;
import io.plimsoll.core.domain.repository.keeper.PerpDexMarketRepository;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Markets in {@code keeper_market}. */
final class JdbcPerpDexMarketRepository implements PerpDexMarketRepository {
    private static final Type<String> SYMBOL = Type.text(60);
    private static final Type<Status> STATUS = Type.name(Status.class);

    private static final Table<PerpDexMarket> MARKETS = MarketColumns.keyed("keeper_market", PerpDexMarket::id)
            .column("base", SYMBOL, PerpDexMarket::base)
            .column("quote", SYMBOL, PerpDexMarket::quote)
            .column("collateral_token", ADDRESS, PerpDexMarket::collateral)
            .optional("price_feed", HASH, PerpDexMarket::priceFeed)
            .column("maximum_leverage", DECIMAL, market -> market.terms().maximumLeverage())
            .column("minimum_size", DECIMAL, market -> market.terms().minimumSize())
            .column("maximum_size", DECIMAL, market -> market.terms().maximumSize())
            .column("maintenance_margin_rate", DECIMAL, market -> market.terms().maintenanceMarginRate())
            .column("liquidation_fee_rate", DECIMAL, market -> market.terms().liquidationFeeRate())
            .column(
                    "funding_interval_millis",
                    LONG,
                    market -> market.terms().fundingInterval().toMillis())
            .column("maximum_funding_rate", DECIMAL, market -> market.terms().maximumFundingRate())
            .column("status", STATUS, PerpDexMarket::status)
            .column("long_open_interest", DECIMAL, market -> market.activity().longOpenInterest())
            .column("short_open_interest", DECIMAL, market -> market.activity().shortOpenInterest())
            .column("volume", DECIMAL, market -> market.activity().volume())
            .optional("funding_rate", DECIMAL, market -> market.activity().fundingRate())
            .optional("funded_at", TIME, market -> market.activity().fundedAt())
            .column("updated_at", TIME, PerpDexMarket::updatedAt)
            .build();

    private static final String SELECT = """
            SELECT chain_id, protocol, market, base, quote, collateral_token, price_feed, maximum_leverage,
                   minimum_size, maximum_size, maintenance_margin_rate, liquidation_fee_rate,
                   funding_interval_millis, maximum_funding_rate, status, long_open_interest,
                   short_open_interest, volume, funding_rate, funded_at, updated_at
            FROM keeper_market
            """;

    private final Database database;

    JdbcPerpDexMarketRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(Collection<PerpDexMarket> markets) {
        database.update("save the markets", handle -> MARKETS.upsert(handle, markets));
    }

    @Override
    public Optional<PerpDexMarket> find(MarketId id) {
        return database.read(
                "read market " + id,
                handle -> MarketColumns.bind(handle.createQuery(SELECT + " WHERE " + MarketColumns.IS_THE_MARKET), id)
                        .map(Row.mapping(JdbcPerpDexMarketRepository::market))
                        .findOne());
    }

    @Override
    public List<PerpDexMarket> all(ChainId chain, String protocol) {
        return database.read(
                "read the markets of " + protocol,
                handle -> handle.createQuery(
                                SELECT + " WHERE chain_id = :chain AND protocol = :protocol ORDER BY market")
                        .bind("chain", chain)
                        .bind("protocol", protocol)
                        .map(Row.mapping(JdbcPerpDexMarketRepository::market))
                        .list());
    }

    private static PerpDexMarket market(Row row) {
        return new PerpDexMarket(
                MarketColumns.read(row),
                row.get("base", SYMBOL),
                row.get("quote", SYMBOL),
                row.get("collateral_token", ADDRESS),
                row.find("price_feed", HASH),
                new Terms(
                        row.get("maximum_leverage", DECIMAL),
                        row.get("minimum_size", DECIMAL),
                        row.get("maximum_size", DECIMAL),
                        row.get("maintenance_margin_rate", DECIMAL),
                        row.get("liquidation_fee_rate", DECIMAL),
                        Duration.ofMillis(row.get("funding_interval_millis", LONG)),
                        row.get("maximum_funding_rate", DECIMAL)),
                row.get("status", STATUS),
                new Activity(
                        row.get("long_open_interest", DECIMAL),
                        row.get("short_open_interest", DECIMAL),
                        row.get("volume", DECIMAL),
                        row.find("funding_rate", DECIMAL),
                        row.find("funded_at", TIME)),
                row.get("updated_at", TIME));
    }
}
