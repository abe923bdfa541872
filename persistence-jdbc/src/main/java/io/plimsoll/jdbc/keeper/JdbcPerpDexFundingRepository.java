package io.plimsoll.jdbc.keeper;

import static io.plimsoll.jdbc.internal.Type.DECIMAL;
import static io.plimsoll.jdbc.internal.Type.LONG;
import static io.plimsoll.jdbc.internal.Type.TIME;
import static io.plimsoll.jdbc.keeper.MarketColumns.IS_THE_MARKET;

import io.plimsoll.core.domain.funding.PerpDexFundingRate;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.repository.keeper.PerpDexFundingRepository;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Funding rates in {@code keeper_funding_rate}. */
final class JdbcPerpDexFundingRepository implements PerpDexFundingRepository {
    private static final Table<PerpDexFundingRate> RATES = MarketColumns.keyed(
                    "keeper_funding_rate", PerpDexFundingRate::market)
            .key("funded_at", TIME, PerpDexFundingRate::time)
            .column("rate", DECIMAL, PerpDexFundingRate::rate)
            .column("interval_millis", LONG, rate -> rate.interval().toMillis())
            .column("long_open_interest", DECIMAL, PerpDexFundingRate::longOpenInterest)
            .column("short_open_interest", DECIMAL, PerpDexFundingRate::shortOpenInterest)
            .build();

    private static final String SELECT = """
            SELECT chain_id, protocol, market, funded_at, rate, interval_millis, long_open_interest,
                   short_open_interest
            FROM keeper_funding_rate
            """ + " WHERE " + IS_THE_MARKET;

    private final Database database;

    JdbcPerpDexFundingRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(Collection<PerpDexFundingRate> rates) {
        database.update("save the funding rates", handle -> RATES.upsert(handle, rates));
    }

    @Override
    public Optional<PerpDexFundingRate> latest(MarketId market) {
        return database.read(
                "read the latest funding rate of " + market,
                handle -> MarketColumns.bind(
                                handle.createQuery(
                                        SELECT
                                                + " ORDER BY chain_id DESC, protocol DESC, market DESC, funded_at DESC FETCH FIRST ROW ONLY"),
                                market)
                        .map(Row.mapping(JdbcPerpDexFundingRepository::rate))
                        .findOne());
    }

    @Override
    public List<PerpDexFundingRate> between(MarketId market, Instant from, Instant to) {
        return database.read(
                "read the funding rates of " + market,
                handle -> MarketColumns.bind(
                                handle.createQuery(SELECT + " AND funded_at BETWEEN :from AND :to ORDER BY funded_at"),
                                market)
                        .bind("from", from)
                        .bind("to", to)
                        .map(Row.mapping(JdbcPerpDexFundingRepository::rate))
                        .list());
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("keeper_funding_rate", "funded_at", limit);
    }

    private static PerpDexFundingRate rate(Row row) {
        return new PerpDexFundingRate(
                MarketColumns.read(row),
                row.get("funded_at", TIME),
                row.get("rate", DECIMAL),
                Duration.ofMillis(row.get("interval_millis", LONG)),
                row.get("long_open_interest", DECIMAL),
                row.get("short_open_interest", DECIMAL));
    }
}
