package io.plimsoll.jdbc.monitoring;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.AMOUNT;
import static io.plimsoll.jdbc.internal.Type.CHAIN;
import static io.plimsoll.jdbc.internal.Type.DECIMAL;
import static io.plimsoll.jdbc.internal.Type.FLAG;
import static io.plimsoll.jdbc.internal.Type.INT;
import static io.plimsoll.jdbc.internal.Type.TIME;
import static io.plimsoll.jdbc.internal.Type.name;
import static io.plimsoll.jdbc.internal.Type.text;

import io.plimsoll.core.domain.position.Holding;
import io.plimsoll.core.domain.position.Holdings;
import io.plimsoll.core.domain.position.LendingPosition;
import io.plimsoll.core.domain.position.LpPosition;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.domain.position.Position;
import io.plimsoll.core.domain.position.SpotBalance;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** How each kind of position lies in its table. */
final class HoldingsTables {
    static final Type<String> SOURCE = text(100);

    private static final Type<String> SYMBOL = text(60);
    private static final Type<String> MARKET = text(66);
    private static final Type<MarginMode> MARGIN_MODE = name(MarginMode.class);

    static final Table<Holdings> HOLDINGS = Table.<Holdings>named("account_holdings")
            .key("account", ADDRESS, Holdings::account)
            .key("source", SOURCE, Holdings::source)
            .column("seen_at", TIME, Holdings::seen)
            .build();

    static final Table<Item<PerpPosition>> PERPS = Table.<Item<PerpPosition>>named("perp_position")
            .key("account", ADDRESS, Item::account)
            .key("source", SOURCE, Item::source)
            .key("coin", SYMBOL, of(PerpPosition::coin))
            .column("size", DECIMAL, of(PerpPosition::size))
            .column("entry_price", DECIMAL, of(PerpPosition::entryPrice))
            .column("notional", DECIMAL, of(PerpPosition::notional))
            .column("unrealized_pnl", DECIMAL, of(PerpPosition::unrealizedPnl))
            .column("margin_used", DECIMAL, of(PerpPosition::marginUsed))
            .column("margin_mode", MARGIN_MODE, of(PerpPosition::marginMode))
            .column("leverage", INT, of(PerpPosition::leverage))
            .column("max_leverage", INT, of(PerpPosition::maxLeverage))
            .optional("liquidation_price", DECIMAL, of(PerpPosition::reportedLiquidationPrice))
            .optional("value_usd", DECIMAL, item -> item.holding().valueUsd())
            .build();

    static final Table<Item<SpotBalance>> BALANCES = Table.<Item<SpotBalance>>named("spot_balance")
            .key("account", ADDRESS, Item::account)
            .key("source", SOURCE, Item::source)
            .key("token", SYMBOL, of(SpotBalance::token))
            .column("total", DECIMAL, of(SpotBalance::total))
            .column("hold", DECIMAL, of(SpotBalance::hold))
            .optional("value_usd", DECIMAL, item -> item.holding().valueUsd())
            .build();

    static final Table<Item<LpPosition>> LIQUIDITY = Table.<Item<LpPosition>>named("lp_position")
            .key("chain_id", CHAIN, of(LpPosition::chainId))
            .key("manager", ADDRESS, of(LpPosition::manager))
            .key("token_id", AMOUNT, of(LpPosition::tokenId))
            .column("account", ADDRESS, Item::account)
            .column("source", SOURCE, Item::source)
            .column("seen_at", TIME, Item::seen)
            .column("token0", ADDRESS, of(LpPosition::token0))
            .column("token1", ADDRESS, of(LpPosition::token1))
            .column("fee", INT, of(LpPosition::fee))
            .column("tick_lower", INT, of(LpPosition::tickLower))
            .column("tick_upper", INT, of(LpPosition::tickUpper))
            .column("liquidity", AMOUNT, of(LpPosition::liquidity))
            .column("fee_growth_inside0_last_x128", AMOUNT, of(LpPosition::feeGrowthInside0LastX128))
            .column("fee_growth_inside1_last_x128", AMOUNT, of(LpPosition::feeGrowthInside1LastX128))
            .column("tokens_owed0", AMOUNT, of(LpPosition::tokensOwed0))
            .column("tokens_owed1", AMOUNT, of(LpPosition::tokensOwed1))
            .optional("pool_tick", INT, item -> item.holding().poolTick())
            .optional("in_range", FLAG, item -> item.holding().inRange())
            .optional("value_usd", DECIMAL, item -> item.holding().valueUsd())
            .build();

    static final Table<Item<LendingPosition>> LENDING = Table.<Item<LendingPosition>>named("lending_position")
            .key("account", ADDRESS, Item::account)
            .key("source", SOURCE, Item::source)
            .key("chain_id", CHAIN, of(LendingPosition::chainId))
            .key("protocol", ADDRESS, of(LendingPosition::protocol))
            .key("market", MARKET, of(LendingPosition::market))
            .key("token", ADDRESS, of(LendingPosition::token))
            .column("supplied", AMOUNT, of(LendingPosition::supplied))
            .column("borrowed", AMOUNT, of(LendingPosition::borrowed))
            .column("collateral", FLAG, of(LendingPosition::collateral))
            .optional("value_usd", DECIMAL, item -> item.holding().valueUsd())
            .build();

    private HoldingsTables() {}

    /** A row: one position of an account. */
    record Item<P extends Position>(Address account, String source, Instant seen, P position, Holding holding) {
        /** The rows of one kind. */
        static <P extends Position> Stream<Item<P>> of(Holdings holdings, Class<P> kind) {
            return holdings.items().stream()
                    .filter(holding -> kind.isInstance(holding.position()))
                    .map(holding -> new Item<>(
                            holdings.account(),
                            holdings.source(),
                            holdings.seen(),
                            kind.cast(holding.position()),
                            holding));
        }
    }

    private static <P extends Position, V> Function<Item<P>, V> of(Function<P, V> value) {
        return item -> value.apply(item.position());
    }

    static Holding perp(Row row) {
        return new Holding(
                new PerpPosition(
                        row.get("coin", SYMBOL),
                        row.get("size", DECIMAL),
                        row.get("entry_price", DECIMAL),
                        row.get("notional", DECIMAL),
                        row.get("unrealized_pnl", DECIMAL),
                        row.get("margin_used", DECIMAL),
                        row.get("margin_mode", MARGIN_MODE),
                        row.get("leverage", INT),
                        row.get("max_leverage", INT),
                        row.find("liquidation_price", DECIMAL)),
                row.find("value_usd", DECIMAL),
                Optional.empty());
    }

    static Holding balance(Row row) {
        return new Holding(
                new SpotBalance(row.get("token", SYMBOL), row.get("total", DECIMAL), row.get("hold", DECIMAL)),
                row.find("value_usd", DECIMAL),
                Optional.empty());
    }

    static Holding liquidity(Row row) {
        return new Holding(
                new LpPosition(
                        row.get("chain_id", CHAIN),
                        row.get("manager", ADDRESS),
                        row.get("token_id", AMOUNT),
                        row.get("token0", ADDRESS),
                        row.get("token1", ADDRESS),
                        row.get("fee", INT),
                        row.get("tick_lower", INT),
                        row.get("tick_upper", INT),
                        row.get("liquidity", AMOUNT),
                        row.get("fee_growth_inside0_last_x128", AMOUNT),
                        row.get("fee_growth_inside1_last_x128", AMOUNT),
                        row.get("tokens_owed0", AMOUNT),
                        row.get("tokens_owed1", AMOUNT)),
                row.find("value_usd", DECIMAL),
                row.find("pool_tick", INT));
    }

    static Holding lending(Row row) {
        return new Holding(
                new LendingPosition(
                        row.get("chain_id", CHAIN),
                        row.get("protocol", ADDRESS),
                        row.get("market", MARKET),
                        row.get("token", ADDRESS),
                        row.get("supplied", AMOUNT),
                        row.get("borrowed", AMOUNT),
                        row.get("collateral", FLAG)),
                row.find("value_usd", DECIMAL),
                Optional.empty());
    }
}
