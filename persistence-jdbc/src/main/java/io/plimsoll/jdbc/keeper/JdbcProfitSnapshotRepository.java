package io.plimsoll.jdbc.keeper;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.CHAIN;
import static io.plimsoll.jdbc.internal.Type.DECIMAL;
import static io.plimsoll.jdbc.internal.Type.INT;
import static io.plimsoll.jdbc.internal.Type.TIME;
import static io.plimsoll.jdbc.keeper.MarketColumns.PROTOCOL;

import io.plimsoll.core.domain.account.ProfitSnapshot;
import io.plimsoll.core.domain.repository.keeper.ProfitSnapshotRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Profit and loss in {@code keeper_profit}. */
final class JdbcProfitSnapshotRepository implements ProfitSnapshotRepository {
    private static final Table<ProfitSnapshot> SNAPSHOTS = Table.<ProfitSnapshot>named("keeper_profit")
            .key("chain_id", CHAIN, ProfitSnapshot::chain)
            .key("protocol", PROTOCOL, ProfitSnapshot::protocol)
            .key("account", ADDRESS, ProfitSnapshot::account)
            .key("taken_at", TIME, ProfitSnapshot::time)
            .column("realized", DECIMAL, ProfitSnapshot::realized)
            .optional("unrealized", DECIMAL, ProfitSnapshot::unrealized)
            .column("collateral", DECIMAL, ProfitSnapshot::collateral)
            .optional("position_value", DECIMAL, ProfitSnapshot::positionValue)
            .column("open_positions", INT, ProfitSnapshot::openPositions)
            .build();

    private static final String SELECT = """
            SELECT chain_id, protocol, account, taken_at, realized, unrealized, collateral, position_value,
                   open_positions
            FROM keeper_profit
            WHERE chain_id = :chain AND protocol = :protocol AND account = :account
            """;

    private final Database database;

    JdbcProfitSnapshotRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(Collection<ProfitSnapshot> snapshots) {
        database.update("save the profits", handle -> SNAPSHOTS.upsert(handle, snapshots));
    }

    @Override
    public Optional<ProfitSnapshot> latest(ChainId chain, String protocol, Address account) {
        return database.read(
                "read the latest profit of " + account,
                handle -> handle.createQuery(
                                SELECT
                                        + " ORDER BY chain_id DESC, protocol DESC, account DESC, taken_at DESC FETCH FIRST ROW ONLY")
                        .bind("chain", chain)
                        .bind("protocol", protocol)
                        .bind("account", account)
                        .map(Row.mapping(JdbcProfitSnapshotRepository::snapshot))
                        .findOne());
    }

    @Override
    public List<ProfitSnapshot> between(ChainId chain, String protocol, Address account, Instant from, Instant to) {
        return database.read(
                "read the profits of " + account,
                handle -> handle.createQuery(SELECT + " AND taken_at BETWEEN :from AND :to ORDER BY taken_at")
                        .bind("chain", chain)
                        .bind("protocol", protocol)
                        .bind("account", account)
                        .bind("from", from)
                        .bind("to", to)
                        .map(Row.mapping(JdbcProfitSnapshotRepository::snapshot))
                        .list());
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("keeper_profit", "taken_at", limit);
    }

    private static ProfitSnapshot snapshot(Row row) {
        return new ProfitSnapshot(
                row.get("chain_id", CHAIN),
                row.get("protocol", PROTOCOL),
                row.get("account", ADDRESS),
                row.get("taken_at", TIME),
                row.get("realized", DECIMAL),
                row.find("unrealized", DECIMAL),
                row.get("collateral", DECIMAL),
                row.find("position_value", DECIMAL),
                row.get("open_positions", INT));
    }
}
