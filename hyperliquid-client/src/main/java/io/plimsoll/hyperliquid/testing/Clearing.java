package io.plimsoll.hyperliquid.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.testing.FakeAccount.FakePosition;
import io.plimsoll.hyperliquid.testing.Matching.Placement;
import io.plimsoll.hyperliquid.testing.VenueAccount.Leverage;
import io.plimsoll.hyperliquid.testing.VenueLedger.Liquidation;
import io.plimsoll.hyperliquid.testing.VenueOrder.Ticket;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the venue does to accounts by itself: liquidation and funding. Guarded by the engine's lock. */
final class Clearing {
    /** Where the backstop puts what it takes over. */
    static final Address LIQUIDATOR = Address.parse("0x2e3d94f0562703b25c83308a05046ddaf9a8dd14");

    private final Engine engine;

    Clearing(Engine engine) {
        this.engine = engine;
    }

    /** Sells a position to the book at any price, as the venue does first. */
    Placement onBook(Block block, VenueAccount account, String coin) {
        BigDecimal position = account.size(coin);
        if (position.signum() == 0) {
            throw new IllegalArgumentException(account.address + " has no position in " + coin);
        }
        Instrument market = engine.pit(coin).instrument;
        boolean buy = position.signum() < 0;
        BigDecimal mark = engine.mark(market);
        Leverage leverage = engine.leverage(account, market);
        ObjectNode told = liquidationDelta(account, List.of(coin), leverage.mode());
        engine.orders().cancelAll(block, account, "liquidatedCanceled");
        Ticket ticket = new Ticket(
                market,
                buy,
                buy ? mark.movePointRight(3).setScale(0, RoundingMode.UP) : BigDecimal.ONE.movePointLeft(8),
                position.abs(),
                true,
                "LiquidationMarket",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        VenueOrder order = new VenueOrder(engine.orders().nextOid(), account, ticket, block.time, false);
        account.orders.put(order.oid, order);
        Placement placement =
                engine.orders().execute(block, order, Optional.of(new Liquidation(account.address, mark, "market")));
        if (placement.filled().signum() > 0) {
            tellOfLiquidation(block, account, told);
        }
        return placement;
    }

    /** Moves positions and the margin behind them to the liquidator vault, at the mark. */
    void toBackstop(Block block, VenueAccount account, MarginMode mode, Optional<String> only) {
        List<String> coins = account.holdings.entrySet().stream()
                .filter(held -> held.getValue().leverage.mode() == mode)
                .map(Map.Entry::getKey)
                .filter(coin -> only.isEmpty() || only.get().equals(coin))
                .toList();
        if (coins.isEmpty()) {
            throw new IllegalArgumentException(account.address + " has nothing to take over");
        }
        ObjectNode told = liquidationDelta(account, coins, mode);
        engine.orders().cancelAll(block, account, "liquidatedCanceled");
        VenueAccount vault = engine.open(LIQUIDATOR);
        BigDecimal pledged = mode == MarginMode.ISOLATED
                ? coins.stream().map(coin -> account.held(coin).isolatedMargin).reduce(BigDecimal.ZERO, BigDecimal::add)
                : account.collateral.subtract(account.holdings.values().stream()
                        .map(held -> held.isolatedMargin)
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
        BigDecimal realised = BigDecimal.ZERO;
        for (String coin : coins) {
            Instrument market = engine.pit(coin).instrument;
            BigDecimal position = account.size(coin);
            BigDecimal mark = engine.mark(market);
            realised = realised.add(position.multiply(mark).subtract(account.held(coin).basis));
            Ticket given = new Ticket(
                    market,
                    position.signum() < 0,
                    mark,
                    position.abs(),
                    false,
                    "LiquidationMarket",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            Ticket taken = new Ticket(
                    market,
                    position.signum() > 0,
                    mark,
                    position.abs(),
                    false,
                    "LiquidationMarket",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            VenueOrder from = new VenueOrder(engine.orders().nextOid(), account, given, block.time, false);
            VenueOrder to = new VenueOrder(engine.orders().nextOid(), vault, taken, block.time, false);
            long tid = Matching.tid(from.oid, to.oid);
            Settlement settlement = new Settlement(
                    engine,
                    block,
                    position.abs(),
                    mark,
                    tid,
                    Optional.of(new Liquidation(account.address, mark, "backstop")));
            settlement.fill(from, true);
            settlement.fill(to, false);
            engine.orders().publish(block, from, to, position.abs(), mark, tid);
        }
        account.collateral = account.collateral.subtract(pledged).subtract(realised);
        vault.collateral = vault.collateral.add(pledged).add(realised);
        tellOfLiquidation(block, account, told);
    }

    private ObjectNode liquidationDelta(VenueAccount account, List<String> coins, MarginMode mode) {
        VenueBook book = engine.valued(account);
        List<FakePosition> positions = account.snapshot().positions().stream()
                .filter(position -> coins.contains(position.coin()))
                .toList();
        BigDecimal value = mode == MarginMode.CROSS ? book.crossEquity() : VenueBook.sum(positions, book::marginUsed);
        ObjectNode delta = VenueJson.object()
                .put("type", "liquidation")
                .put("liquidatedNtlPos", VenueJson.print(VenueBook.sum(positions, book::notional)))
                .put("accountValue", VenueJson.print(value))
                .put("leverageType", mode == MarginMode.CROSS ? "Cross" : "Isolated");
        ArrayNode rows = delta.putArray("liquidatedPositions");
        positions.forEach(
                position -> rows.addObject().put("coin", position.coin()).put("szi", VenueJson.print(position.size())));
        return delta;
    }

    private void tellOfLiquidation(Block block, VenueAccount account, ObjectNode delta) {
        block.ledger(account, delta);
        ObjectNode event = VenueJson.object();
        event.putObject("liquidation")
                .put("lid", block.height)
                .put("liquidator", LIQUIDATOR.hex())
                .put("liquidated_user", account.address.hex())
                .put("liquidated_ntl_pos", delta.get("liquidatedNtlPos").asText())
                .put("liquidated_account_value", delta.get("accountValue").asText());
        Block.add(block.events, account.address, event);
    }

    /** Pays the present rate on every position once. */
    void payFunding(Block block) {
        for (VenueAccount account : engine.accounts()) {
            account.holdings.replaceAll((coin, held) -> {
                AssetContext context = engine.perp(coin).context();
                BigDecimal paid = paid(held.size, context);
                account.collateral = account.collateral.subtract(paid);
                engine.collect("funding", paid);
                ObjectNode row = funding(block.time, coin, held.size, context);
                account.fundings.add(row);
                Block.add(block.fundings, account.address, row);
                ObjectNode event = VenueJson.object();
                event.set("funding", row);
                Block.add(block.events, account.address, event);
                block.accounts.add(account.address);
                return held.leverage.mode() == MarginMode.ISOLATED
                        ? held.withMargin(held.isolatedMargin.subtract(paid))
                        : held;
            });
        }
    }

    private static BigDecimal paid(BigDecimal size, AssetContext context) {
        return size.multiply(context.oraclePrice())
                .multiply(context.fundingRate())
                .setScale(6, RoundingMode.HALF_EVEN);
    }

    /** A payment as the venue prints it: longs lose while the rate is positive. */
    static ObjectNode funding(long time, String coin, BigDecimal size, AssetContext context) {
        return VenueJson.object()
                .put("time", time)
                .put("coin", coin)
                .put("usdc", VenueJson.print(paid(size, context).negate()))
                .put("szi", VenueJson.print(size))
                .put("fundingRate", context.fundingRate().toPlainString())
                .putNull("nSamples");
    }
}
