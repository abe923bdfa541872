package io.plimsoll.jdbc.keeper;

import static io.plimsoll.jdbc.internal.Type.DECIMAL;
import static io.plimsoll.jdbc.internal.Type.TIME;
import static io.plimsoll.jdbc.keeper.MarketColumns.IS_THE_MARKET;

import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.market.OpenInterest;
import io.plimsoll.core.domain.repository.keeper.OpenInterestRepository;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Open interest in {@code keeper_open_interest}. */
final class JdbcOpenInterestRepository implements OpenInterestRepository {
    private static final Table<OpenInterest> SNAPSHOTS = MarketColumns.keyed(
                    "keeper_open_interest", OpenInterest::market)
            .key("taken_at", TIME, OpenInterest::time)
            .column("long_size", DECIMAL, OpenInterest::longSize)
            .column("short_size", DECIMAL, OpenInterest::shortSize)
            .build();

    private static final String SELECT = """
            SELECT chain_id, protocol, market, taken_at, long_size, short_size
            FROM keeper_open_interest
            """ + " WHERE " + IS_THE_MARKET;

    private final Database database;

    JdbcOpenInterestRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(Collection<OpenInterest> snapshots) {
        database.update("save the open interest", handle -> SNAPSHOTS.upsert(handle, snapshots));
    }

    @Override
    public Optional<OpenInterest> latest(MarketId market) {
        return database.read(
                "read the latest open interest of " + market,
                handle -> MarketColumns.bind(
                                handle.createQuery(
                                        SELECT
                                                + " ORDER BY chain_id DESC, protocol DESC, market DESC, taken_at DESC FETCH FIRST ROW ONLY"),
                                market)
                        .map(Row.mapping(JdbcOpenInterestRepository::snapshot))
                        .findOne());
    }

    @Override
    public List<OpenInterest> between(MarketId market, Instant from, Instant to) {
        return database.read(
                "read the open interest of " + market,
                handle -> MarketColumns.bind(
                                handle.createQuery(SELECT + " AND taken_at BETWEEN :from AND :to ORDER BY taken_at"),
                                market)
                        .bind("from", from)
                        .bind("to", to)
                        .map(Row.mapping(JdbcOpenInterestRepository::snapshot))
                        .list());
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("keeper_open_interest", "taken_at", limit);
    }

    private static OpenInterest snapshot(Row row) {
        return new OpenInterest(
                MarketColumns.read(row),
                row.get("taken_at", TIME),
                row.get("long_size", DECIMAL),
                row.get("short_size", DECIMAL));
    }
}
