package io.plimsoll.jdbc.market;

import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.domain.position.PositionSnapshot;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.market.PositionSnapshotRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import io.plimsoll.jdbc.internal.Where;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Snapshots in {@code position_snapshot}, keyed by (account, coin, taken_at). */
final class JdbcPositionSnapshotRepository implements PositionSnapshotRepository {
    private static final Table<PositionSnapshot> SNAPSHOTS = Table.<PositionSnapshot>named("position_snapshot")
            .key("account", Type.ADDRESS, PositionSnapshot::account)
            .key("coin", TradeRows.COIN, row -> row.position().coin())
            .key("taken_at", Type.TIME, PositionSnapshot::time)
            .column("size", Type.DECIMAL, row -> row.position().size())
            .column("entry_price", Type.DECIMAL, row -> row.position().entryPrice())
            .column("notional", Type.DECIMAL, row -> row.position().notional())
            .column("unrealized_pnl", Type.DECIMAL, row -> row.position().unrealizedPnl())
            .column("margin_used", Type.DECIMAL, row -> row.position().marginUsed())
            .column(
                    "margin_mode",
                    Type.name(MarginMode.class),
                    row -> row.position().marginMode())
            .column("leverage", Type.INT, row -> row.position().leverage())
            .column("max_leverage", Type.INT, row -> row.position().maxLeverage())
            .optional("liquidation_price", Type.DECIMAL, row -> row.position().reportedLiquidationPrice())
            .build();

    private static final String SELECT = """
            SELECT account, coin, taken_at, size, entry_price, notional, unrealized_pnl, margin_used, margin_mode,
                   leverage, max_leverage, liquidation_price
            FROM position_snapshot
            """;

    private static final Pages<PositionSnapshot> NEWEST_FIRST = Pages.of(
            SELECT,
            Row.mapping(JdbcPositionSnapshotRepository::snapshot),
            Keyset.<PositionSnapshot>descending().time(PositionSnapshot::time),
            "taken_at");

    private final Database database;

    JdbcPositionSnapshotRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(Collection<PositionSnapshot> snapshots) {
        database.update("save the position snapshots", handle -> SNAPSHOTS.upsert(handle, snapshots));
    }

    @Override
    public List<PositionSnapshot> latest(Address account) {
        return database.read(
                "read the latest positions of " + account,
                handle -> handle.createQuery(SELECT + """
                        WHERE account = :account AND taken_at = (
                          SELECT taken_at FROM position_snapshot
                          WHERE account = :account
                          ORDER BY account DESC, taken_at DESC
                          FETCH FIRST ROW ONLY)
                        ORDER BY coin
                        """)
                        .bind("account", account)
                        .map(Row.mapping(JdbcPositionSnapshotRepository::snapshot))
                        .list());
    }

    @Override
    public Page<PositionSnapshot> page(Address account, String coin, PageRequest request) {
        return database.read(
                "read the positions of " + account,
                handle -> NEWEST_FIRST.page(handle, Where.is("account", account).and("coin", coin), request));
    }

    @Override
    public List<PositionSnapshot> between(Address account, String coin, Instant from, Instant to) {
        return database.read(
                "read the positions of " + account,
                handle -> handle.createQuery(SELECT + """
                        WHERE account = :account AND coin = :coin AND taken_at >= :from AND taken_at <= :to
                        ORDER BY account, coin, taken_at
                        """)
                        .bind("account", account)
                        .bind("coin", coin)
                        .bind("from", from)
                        .bind("to", to)
                        .map(Row.mapping(JdbcPositionSnapshotRepository::snapshot))
                        .list());
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("position_snapshot", "taken_at", limit);
    }

    private static PositionSnapshot snapshot(Row row) {
        return new PositionSnapshot(
                row.get("account", Type.ADDRESS),
                row.get("taken_at", Type.TIME),
                new PerpPosition(
                        row.get("coin", TradeRows.COIN),
                        row.get("size", Type.DECIMAL),
                        row.get("entry_price", Type.DECIMAL),
                        row.get("notional", Type.DECIMAL),
                        row.get("unrealized_pnl", Type.DECIMAL),
                        row.get("margin_used", Type.DECIMAL),
                        row.get("margin_mode", Type.name(MarginMode.class)),
                        row.get("leverage", Type.INT),
                        row.get("max_leverage", Type.INT),
                        row.find("liquidation_price", Type.DECIMAL)));
    }
}
