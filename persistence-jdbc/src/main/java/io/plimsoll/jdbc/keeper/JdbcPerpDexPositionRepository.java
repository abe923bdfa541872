package io.plimsoll.jdbc.keeper;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.DECIMAL;
import static io.plimsoll.jdbc.internal.Type.HASH;
import static io.plimsoll.jdbc.internal.Type.INT;
import static io.plimsoll.jdbc.internal.Type.LONG;
import static io.plimsoll.jdbc.internal.Type.TIME;
import static io.plimsoll.jdbc.keeper.MarketColumns.IS_THE_MARKET;
import static io.plimsoll.jdbc.keeper.MarketColumns.POSITION_ID;

import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.position.PerpDexPosition;
import io.plimsoll.core.domain.position.PerpDexPosition.Closing;
import io.plimsoll.core.domain.position.PerpDexPosition.Happening;
import io.plimsoll.core.domain.position.PerpDexPosition.Status;
import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.domain.position.PositionVersion;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.keeper.PerpDexPositionRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import io.plimsoll.jdbc.internal.Where;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** Positions in {@code keeper_position}. */
final class JdbcPerpDexPositionRepository implements PerpDexPositionRepository {
    private static final Type<Status> STATUS = Type.name(Status.class);
    private static final Type<PositionSide> SIDE = Type.name(PositionSide.class);

    private static final Table<PerpDexPosition> POSITIONS = MarketColumns.keyed(
                    "keeper_position", PerpDexPosition::market)
            .key("position_id", POSITION_ID, PerpDexPosition::id)
            .column("account", ADDRESS, PerpDexPosition::account)
            .column("status", STATUS, PerpDexPosition::status)
            .column("side", SIDE, PerpDexPosition::side)
            .column("size", DECIMAL, PerpDexPosition::size)
            .column("collateral", DECIMAL, PerpDexPosition::collateral)
            .column("leverage", DECIMAL, PerpDexPosition::leverage)
            .column("entry_price", DECIMAL, PerpDexPosition::entryPrice)
            .column("accumulated_funding", DECIMAL, PerpDexPosition::accumulatedFunding)
            .column("version_block", HASH, position -> position.version().block())
            .column("version_log", INT, position -> position.version().logIndex())
            .column("opened_tx", HASH, position -> position.opened().transaction())
            .column("opened_block", LONG, position -> position.opened().block())
            .column("opened_at", TIME, position -> position.opened().time())
            .optional("exit_price", DECIMAL, position -> position.closing().flatMap(Closing::exitPrice))
            .optional("realized_profit", DECIMAL, position -> position.closing().flatMap(Closing::realizedProfit))
            .optional("closed_tx", HASH, position -> end(position).map(Happening::transaction))
            .optional("closed_block", LONG, position -> end(position).map(Happening::block))
            .optional("closed_at", TIME, position -> end(position).map(Happening::time))
            .build();

    private static final String SELECT = """
            SELECT chain_id, protocol, market, position_id, account, status, side, size, collateral, leverage,
                   entry_price, accumulated_funding, version_block, version_log, opened_tx, opened_block, opened_at,
                   exit_price, realized_profit, closed_tx, closed_block, closed_at
            FROM keeper_position
            """;

    private static final RowMapper<PerpDexPosition> POSITION = Row.mapping(JdbcPerpDexPositionRepository::position);

    private static final Pages<PerpDexPosition> OF_A_MARKET = Pages.of(
            SELECT,
            POSITION,
            Keyset.<PerpDexPosition>descending()
                    .time(position -> position.opened().time())
                    .text(PerpDexPosition::id),
            "opened_at",
            "position_id");

    private static final Pages<PerpDexPosition> OF_AN_ACCOUNT = Pages.of(
            SELECT,
            POSITION,
            Keyset.<PerpDexPosition>descending()
                    .time(position -> position.opened().time())
                    .text(position -> position.market().protocol())
                    .text(position -> position.market().name())
                    .text(PerpDexPosition::id),
            "opened_at",
            "protocol",
            "market",
            "position_id");

    private final Database database;

    JdbcPerpDexPositionRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(Collection<PerpDexPosition> positions) {
        database.update("save the positions", handle -> POSITIONS.upsert(handle, positions));
    }

    @Override
    public Optional<PerpDexPosition> find(MarketId market, String id) {
        return database.read(
                "read a position in " + market,
                handle -> MarketColumns.bind(
                                handle.createQuery(SELECT + " WHERE " + IS_THE_MARKET + " AND position_id = :position"),
                                market)
                        .bind("position", id)
                        .map(POSITION)
                        .findOne());
    }

    @Override
    public List<PerpDexPosition> open(MarketId market) {
        return database.read(
                "read the open positions in " + market,
                handle -> MarketColumns.bind(
                                handle.createQuery(SELECT + " WHERE " + IS_THE_MARKET
                                        + " AND status = :status ORDER BY position_id"),
                                market)
                        .bind("status", Status.OPEN)
                        .map(POSITION)
                        .list());
    }

    @Override
    public Page<PerpDexPosition> page(MarketId market, PageRequest request) {
        return database.read(
                "read the positions in " + market,
                handle -> OF_A_MARKET.page(handle, MarketColumns.is(market), request));
    }

    @Override
    public Page<PerpDexPosition> page(ChainId chain, Address account, PageRequest request) {
        return database.read(
                "read the positions of " + account,
                handle -> OF_AN_ACCOUNT.page(handle, Where.is("chain_id", chain).and("account", account), request));
    }

    private static Optional<Happening> end(PerpDexPosition position) {
        return position.closing().map(Closing::at);
    }

    private static PerpDexPosition position(Row row) {
        return new PerpDexPosition(
                MarketColumns.read(row),
                row.get("position_id", POSITION_ID),
                row.get("account", ADDRESS),
                row.get("side", SIDE),
                row.get("size", DECIMAL),
                row.get("collateral", DECIMAL),
                row.get("leverage", DECIMAL),
                row.get("entry_price", DECIMAL),
                row.get("accumulated_funding", DECIMAL),
                new PositionVersion(row.get("version_block", HASH), row.get("version_log", INT)),
                new Happening(row.get("opened_tx", HASH), row.get("opened_block", LONG), row.get("opened_at", TIME)),
                closing(row));
    }

    private static Optional<Closing> closing(Row row) {
        Status status = row.get("status", STATUS);
        return status == Status.OPEN
                ? Optional.empty()
                : Optional.of(new Closing(
                        status == Status.LIQUIDATED,
                        row.find("exit_price", DECIMAL),
                        row.find("realized_profit", DECIMAL),
                        new Happening(
                                row.get("closed_tx", HASH),
                                row.get("closed_block", LONG),
                                row.get("closed_at", TIME))));
    }
}
