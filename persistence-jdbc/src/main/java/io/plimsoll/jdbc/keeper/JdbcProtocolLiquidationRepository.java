package io.plimsoll.jdbc.keeper;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.AMOUNT;
import static io.plimsoll.jdbc.internal.Type.CHAIN;
import static io.plimsoll.jdbc.internal.Type.DECIMAL;
import static io.plimsoll.jdbc.internal.Type.HASH;
import static io.plimsoll.jdbc.internal.Type.INT;
import static io.plimsoll.jdbc.internal.Type.LONG;
import static io.plimsoll.jdbc.internal.Type.TIME;
import static io.plimsoll.jdbc.keeper.MarketColumns.IS_THE_MARKET;
import static io.plimsoll.jdbc.keeper.MarketColumns.MARKET;
import static io.plimsoll.jdbc.keeper.MarketColumns.POSITION_ID;
import static io.plimsoll.jdbc.keeper.MarketColumns.PROTOCOL;

import io.plimsoll.core.domain.liquidation.ProtocolLiquidation;
import io.plimsoll.core.domain.liquidation.ProtocolLiquidation.Amount;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.keeper.ProtocolLiquidationRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Where;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Liquidations in {@code keeper_liquidation}. */
final class JdbcProtocolLiquidationRepository implements ProtocolLiquidationRepository {
    private static final Table<ProtocolLiquidation> LIQUIDATIONS = Table.<ProtocolLiquidation>named(
                    "keeper_liquidation")
            .key("chain_id", CHAIN, liquidation -> liquidation.market().chain())
            .key("tx_hash", HASH, ProtocolLiquidation::transaction)
            .key("log_index", INT, ProtocolLiquidation::logIndex)
            .column("protocol", PROTOCOL, liquidation -> liquidation.market().protocol())
            .column("market", MARKET, liquidation -> liquidation.market().name())
            .optional("position_id", POSITION_ID, ProtocolLiquidation::position)
            .column("account", ADDRESS, ProtocolLiquidation::account)
            .column("liquidator", ADDRESS, ProtocolLiquidation::liquidator)
            .optional(
                    "repaid_token", ADDRESS, liquidation -> liquidation.repaid().map(Amount::token))
            .optional(
                    "repaid_units", AMOUNT, liquidation -> liquidation.repaid().map(Amount::units))
            .optional(
                    "seized_token", ADDRESS, liquidation -> liquidation.seized().map(Amount::token))
            .optional(
                    "seized_units", AMOUNT, liquidation -> liquidation.seized().map(Amount::units))
            .optional("price", DECIMAL, ProtocolLiquidation::price)
            .optional("collateral", DECIMAL, ProtocolLiquidation::collateral)
            .optional("fee", DECIMAL, ProtocolLiquidation::fee)
            .column("block_number", LONG, liquidation -> liquidation.block().number())
            .column("block_hash", HASH, liquidation -> liquidation.block().hash())
            .column("block_time", TIME, liquidation -> liquidation.block().time())
            .build();

    private static final String SELECT = """
            SELECT chain_id, tx_hash, log_index, protocol, market, position_id, account, liquidator, repaid_token,
                   repaid_units, seized_token, seized_units, price, collateral, fee, block_number, block_hash,
                   block_time
            FROM keeper_liquidation
            """;

    private static final Pages<ProtocolLiquidation> NEWEST_FIRST = Pages.of(
            SELECT,
            Row.mapping(JdbcProtocolLiquidationRepository::liquidation),
            Keyset.<ProtocolLiquidation>descending()
                    .number(liquidation -> liquidation.block().number())
                    .number(ProtocolLiquidation::logIndex)
                    .text(liquidation -> liquidation.transaction().hex()),
            "block_number",
            "log_index",
            "tx_hash");

    private final Database database;

    JdbcProtocolLiquidationRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(Collection<ProtocolLiquidation> liquidations) {
        database.update("save the liquidations", handle -> LIQUIDATIONS.upsert(handle, liquidations));
    }

    @Override
    public List<ProtocolLiquidation> between(MarketId market, Instant from, Instant to) {
        return database.read(
                "read the liquidations in " + market,
                handle -> MarketColumns.bind(
                                handle.createQuery(SELECT + " WHERE " + IS_THE_MARKET
                                        + " AND block_time BETWEEN :from AND :to ORDER BY block_number, log_index"),
                                market)
                        .bind("from", from)
                        .bind("to", to)
                        .map(Row.mapping(JdbcProtocolLiquidationRepository::liquidation))
                        .list());
    }

    @Override
    public Page<ProtocolLiquidation> page(ChainId chain, PageRequest request) {
        return database.read(
                "read the liquidations", handle -> NEWEST_FIRST.page(handle, Where.is("chain_id", chain), request));
    }

    @Override
    public Page<ProtocolLiquidation> page(ChainId chain, Address account, PageRequest request) {
        return database.read(
                "read the liquidations of " + account,
                handle -> NEWEST_FIRST.page(handle, Where.is("chain_id", chain).and("account", account), request));
    }

    @Override
    public int deleteFrom(ChainId chain, long block) {
        return database.write(
                "delete the liquidations from block " + block,
                handle -> handle.createUpdate(
                                "DELETE FROM keeper_liquidation WHERE chain_id = :chain AND block_number >= :block")
                        .bind("chain", chain)
                        .bind("block", block)
                        .execute());
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("keeper_liquidation", "block_time", limit);
    }

    private static ProtocolLiquidation liquidation(Row row) {
        return new ProtocolLiquidation(
                MarketColumns.read(row),
                row.find("position_id", POSITION_ID),
                row.get("account", ADDRESS),
                row.get("liquidator", ADDRESS),
                amount(row, "repaid_token", "repaid_units"),
                amount(row, "seized_token", "seized_units"),
                row.find("price", DECIMAL),
                row.find("collateral", DECIMAL),
                row.find("fee", DECIMAL),
                new BlockRef(row.get("block_number", LONG), row.get("block_hash", HASH), row.get("block_time", TIME)),
                row.get("tx_hash", HASH),
                row.get("log_index", INT));
    }

    private static Optional<Amount> amount(Row row, String token, String units) {
        return row.find(token, ADDRESS).map(present -> new Amount(present, row.get(units, AMOUNT)));
    }
}
