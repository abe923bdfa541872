package io.plimsoll.hyperliquid.testing;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link FakeVenue} knows it has done, to hold against what a client believes. Thread-safe; every answer is a copy of
 * one moment.
 *
 * <p>Per account, the newest 200,000 fills and as many order updates are kept, per market as many trades; {@link #forgotten}
 * tells whether any had to make room.
 */
public final class VenueLedger {
    /**
     * What a liquidation adds to a fill.
     *
     * @param liquidatedUser whose position was closed
     * @param markPx at that moment
     * @param method {@code market} or {@code backstop}
     */
    public record Liquidation(Address liquidatedUser, BigDecimal markPx, String method) {}

    /**
     * One side of a trade.
     *
     * @param user whose side it is
     * @param coin market
     * @param px paid
     * @param sz in base units, positive
     * @param side {@code B} bought, {@code A} sold
     * @param time of the block, ms
     * @param startPosition signed, before this fill; on spot the base balance
     * @param dir display text, such as {@code Open Long}
     * @param closedPnl realised, fees not counted, USDC
     * @param hash of the transaction, the same for both sides
     * @param oid order that was filled
     * @param crossed whether this side took liquidity
     * @param fee paid, builder's fee included; negative is a rebate
     * @param feeToken what the fee was paid in
     * @param builderFee the builder's part of the fee; zero without a builder
     * @param tid trade, the same for both sides
     * @param cloid the client's own id of the order
     * @param liquidation if the trade closed a liquidated position, for both sides
     */
    public record Fill(
            Address user,
            String coin,
            BigDecimal px,
            BigDecimal sz,
            String side,
            long time,
            BigDecimal startPosition,
            String dir,
            BigDecimal closedPnl,
            String hash,
            long oid,
            boolean crossed,
            BigDecimal fee,
            String feeToken,
            BigDecimal builderFee,
            long tid,
            Optional<String> cloid,
            Optional<Liquidation> liquidation) {}

    /**
     * A trade as the public sees it.
     *
     * @param coin market
     * @param side of the taker, {@code B} or {@code A}
     * @param px paid
     * @param sz in base units
     * @param time of the block, ms
     * @param hash of the transaction
     * @param tid number of the trade
     * @param buyer account
     * @param seller account
     */
    public record Trade(
            String coin,
            String side,
            BigDecimal px,
            BigDecimal sz,
            long time,
            String hash,
            long tid,
            Address buyer,
            Address seller) {}

    /**
     * An order at the moment its status changed.
     *
     * @param user owner
     * @param oid number
     * @param coin market
     * @param side {@code B} or {@code A}
     * @param limitPx worst price
     * @param sz still open
     * @param origSz placed
     * @param status the venue's word, such as {@code open}, {@code filled}, {@code canceled}
     * @param timestamp when it was placed, ms
     * @param statusTimestamp when it got this status, ms
     * @param cloid the client's own id
     * @param reduceOnly whether it may only close
     * @param orderType display text, such as {@code Limit}
     * @param tif {@code Gtc, Ioc, Alo, LiquidationMarket}; empty for a trigger that becomes a market order
     * @param triggerPx zero if it is no trigger order
     * @param triggerCondition display text; {@code N/A} if it is no trigger order
     * @param positionTpsl whether it follows the size of the position
     * @param children orders that wait for this one to fill
     */
    public record Order(
            Address user,
            long oid,
            String coin,
            String side,
            BigDecimal limitPx,
            BigDecimal sz,
            BigDecimal origSz,
            String status,
            long timestamp,
            long statusTimestamp,
            Optional<String> cloid,
            boolean reduceOnly,
            String orderType,
            Optional<String> tif,
            BigDecimal triggerPx,
            String triggerCondition,
            boolean positionTpsl,
            List<Order> children) {
        public Order {
            children = List.copyOf(children);
        }

        /** Whether it waits for a price. */
        public boolean isTrigger() {
            return triggerPx.signum() != 0;
        }
    }

    private final Engine engine;

    VenueLedger(Engine engine) {
        this.engine = engine;
    }

    /** The fills of an account, oldest first. */
    public List<Fill> fills(Address user) {
        return engine.read(() -> engine.account(user).map(a -> a.fills.all()).orElse(List.of()));
    }

    /** Every change of status of an account's orders, oldest first. */
    public List<Order> orders(Address user) {
        return engine.read(() -> engine.account(user).map(a -> a.updates.all()).orElse(List.of()));
    }

    /** The open orders of an account, trigger orders included, oldest first. */
    public List<Order> openOrders(Address user) {
        return engine.read(() -> engine.account(user)
                .map(a -> a.orders.values().stream().map(VenueOrder::view).toList())
                .orElse(List.of()));
    }

    /**
     * The trades of a market, oldest first.
     *
     * @throws IllegalArgumentException if there is no such market
     */
    public List<Trade> trades(String coin) {
        return engine.read(() -> engine.pit(coin).trades.all());
    }

    /** Signed size of an account's position; zero without one. */
    public BigDecimal position(Address user, String coin) {
        return engine.read(() -> engine.account(user).map(a -> a.size(coin)).orElse(BigDecimal.ZERO));
    }

    /** An account as it stands: cash, positions and balances. */
    public Optional<FakeAccount> account(Address user) {
        return engine.read(() -> engine.account(user).map(VenueAccount::snapshot));
    }

    /** Fees paid so far by perp trading and withdrawals, rebates subtracted, USDC. */
    public BigDecimal fees() {
        return engine.read(engine::fees);
    }

    /** Actions that an account or its agents had executed, refused ones that burnt a nonce included. */
    public long actions(Address user) {
        return engine.read(() -> engine.account(user).map(a -> a.requests).orElse(0L));
    }

    /** Fills, order updates and trades that are no longer kept. */
    public long forgotten() {
        return engine.read(engine::forgotten);
    }
}
