package io.plimsoll.hyperliquid.testing;

import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.hyperliquid.testing.VenueAccount.Holding;
import io.plimsoll.hyperliquid.testing.VenueLedger.Liquidation;
import io.plimsoll.hyperliquid.testing.VenueLedger.Trade;
import io.plimsoll.hyperliquid.testing.VenueOrder.Ticket;
import io.plimsoll.hyperliquid.testing.VenueOrder.Trigger;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

/** Places, matches, wakes and cancels orders: best price first, at one price the oldest first. Guarded by the engine's lock. */
final class Matching {
    private static final int MOST_OPEN_ORDERS = 5_000;
    private static final int FREE_OPEN_ORDERS = 1_000;
    private static final BigDecimal VOLUME_PER_OPEN_ORDER = new BigDecimal("5000000");
    private static final int HIGHEST_BUILDER_FEE = 100;
    private static final int HIGHEST_SPOT_BUILDER_FEE = 1_000;
    private static final BigDecimal MINIMUM_NOTIONAL = BigDecimal.TEN;
    private static final BigDecimal FARTHEST_FROM_ORACLE = new BigDecimal("0.95");
    private static final String NO_ORDER = "Order was never placed, already canceled, or filled.";

    private final Engine engine;
    private long lastOid = 77_738_308;

    Matching(Engine engine) {
        this.engine = engine;
    }

    long nextOid() {
        return ++lastOid;
    }

    private Pit pit(VenueOrder order) {
        return engine.pit(order.market().coin());
    }

    /** What became of a placed order. */
    record Placement(Optional<VenueOrder> order, BigDecimal filled, BigDecimal notional, Optional<Refusal> refusal) {
        static Placement refused(Refusal refusal) {
            return new Placement(Optional.empty(), BigDecimal.ZERO, BigDecimal.ZERO, Optional.of(refusal));
        }

        BigDecimal averagePrice() {
            return notional.divide(filled, new MathContext(8));
        }
    }

    Placement place(Block block, VenueAccount account, Ticket ticket, boolean positionTpsl) {
        VenueOrder order = new VenueOrder(nextOid(), account, ticket, block.time, positionTpsl);
        Optional<Refusal> refusal = check(order);
        if (refusal.isPresent()) {
            return reject(block, order, refusal.get());
        }
        account.orders.put(order.oid, order);
        ticket.cloid().ifPresent(cloid -> account.byCloid.put(cloid, order));
        if (ticket.trigger().isPresent()) {
            pit(order).sleeping.put(order.oid, order);
            block.updated(order, "open");
            return new Placement(Optional.of(order), BigDecimal.ZERO, BigDecimal.ZERO, Optional.empty());
        }
        return execute(block, order, Optional.empty());
    }

    /** An order that sleeps until its parent is filled. */
    VenueOrder placeChild(Block block, VenueOrder parent, Ticket ticket) {
        VenueOrder child = new VenueOrder(nextOid(), parent.owner, ticket, block.time, false);
        parent.children.add(child);
        return child;
    }

    /** What is wrong with an order that does not depend on whether it meets another. */
    Optional<Refusal> check(VenueOrder order) {
        Ticket ticket = order.ticket;
        Instrument market = ticket.market();
        Optional<Refusal> unreadable = unreadable(ticket, order.positionTpsl);
        if (unreadable.isPresent()) {
            return unreadable;
        }
        if (!closesAll(order) && ticket.px().multiply(ticket.sz()).compareTo(MINIMUM_NOTIONAL) < 0) {
            return Optional.of(market.spot() ? Refusal.SPOT_MINIMUM : Refusal.MINIMUM);
        }
        if (tooMany(order)) {
            return Optional.of(Refusal.TOO_MANY);
        }
        if (ticket.builder()
                .filter(b -> b.tenthsOfBasisPoint()
                        > Math.min(
                                market.spot() ? HIGHEST_SPOT_BUILDER_FEE : HIGHEST_BUILDER_FEE,
                                order.owner.builders.getOrDefault(b.address(), 0)))
                .isPresent()) {
            return Optional.of(Refusal.BUILDER);
        }
        BigDecimal mark = engine.mark(market);
        if (ticket.trigger().isPresent()) {
            return ticket.trigger().get().firesAt(mark, order.buy()) ? Optional.of(Refusal.TRIGGER) : Optional.empty();
        }
        if (tooFar(ticket)) {
            return Optional.of(Refusal.ORACLE);
        }
        return market.spot() ? checkBalance(order) : checkPosition(order);
    }

    /** What is wrong with the numbers of an order, whoever sends it. */
    Optional<Refusal> unreadable(Ticket ticket, boolean positionTpsl) {
        Instrument market = ticket.market();
        if (ticket.px().signum() <= 0) {
            return Optional.of(Refusal.PRICE);
        }
        if (ticket.sz().signum() < 0
                || (ticket.sz().signum() == 0
                        && !(positionTpsl && ticket.trigger().isPresent()))
                || !market.sizeFits(ticket.sz())) {
            return Optional.of(Refusal.SIZE);
        }
        if (ticket.trigger().filter(t -> t.px().signum() <= 0).isPresent()) {
            return Optional.of(Refusal.TRIGGER);
        }
        if (!market.onTick(ticket.px())
                || ticket.trigger().filter(t -> !market.onTick(t.px())).isPresent()) {
            return Optional.of(Refusal.TICK);
        }
        return Optional.empty();
    }

    /** Whether nobody would mean that price; orders that wait for another price are not asked. */
    boolean tooFar(Ticket ticket) {
        BigDecimal mark = engine.mark(ticket.market());
        return ticket.trigger().isEmpty()
                && ticket.px().subtract(mark).abs().compareTo(mark.multiply(FARTHEST_FROM_ORACLE)) > 0;
    }

    /** Only what closes a whole position may be worth less than the least. */
    private static boolean closesAll(VenueOrder order) {
        BigDecimal position = order.owner.size(order.market().coin());
        return order.ticket.reduceOnly()
                && !order.market().spot()
                && (order.positionTpsl || order.ticket.sz().compareTo(position.abs()) >= 0);
    }

    private static boolean tooMany(VenueOrder order) {
        int open = order.owner.orders.size();
        long most = Math.min(
                MOST_OPEN_ORDERS,
                FREE_OPEN_ORDERS
                        + order.owner
                                .volume
                                .divideToIntegralValue(VOLUME_PER_OPEN_ORDER)
                                .longValue());
        boolean plain = !order.ticket.reduceOnly() && order.ticket.trigger().isEmpty();
        return open >= (plain ? most : FREE_OPEN_ORDERS);
    }

    private static Optional<Refusal> checkBalance(VenueOrder order) {
        Ticket ticket = order.ticket;
        BigDecimal needed = ticket.buy() ? ticket.px().multiply(ticket.sz()) : ticket.sz();
        String token = ticket.buy() ? VenueAccount.USDC : ticket.market().token();
        return order.owner.free(token).compareTo(needed) < 0 ? Optional.of(Refusal.BALANCE) : Optional.empty();
    }

    private Optional<Refusal> checkPosition(VenueOrder order) {
        BigDecimal position = order.owner.size(order.market().coin());
        if (order.ticket.reduceOnly()) {
            return reduces(order, position) ? Optional.empty() : Optional.of(Refusal.REDUCE_ONLY);
        }
        BigDecimal after =
                position.add(order.buy() ? order.ticket.sz() : order.ticket.sz().negate());
        if (after.abs().compareTo(position.abs()) > 0
                && engine.leverage(order.owner, order.market()).value()
                        > engine.maxLeverage(order.market(), after.abs())) {
            return Optional.of(Refusal.MARGIN_TIER);
        }
        return affords(order, order.ticket.sz()) ? Optional.empty() : Optional.of(Refusal.MARGIN);
    }

    /** Whether there is margin for what a size would add to a position. */
    private boolean affords(VenueOrder order, BigDecimal size) {
        BigDecimal more = increase(order, size);
        return more.signum() <= 0
                || engine.available(order.owner)
                                .add(order.reserved)
                                .add(released(order))
                                .compareTo(margin(order, more, engine.mark(order.market())))
                        >= 0;
    }

    /** The margin that an order sets free before it opens anything: that of the position which it closes. */
    private BigDecimal released(VenueOrder order) {
        Holding held = order.owner.holdings.get(order.market().coin());
        if (held == null || !reduces(order, held.size)) {
            return BigDecimal.ZERO;
        }
        BigDecimal mark = engine.mark(order.market());
        return held.leverage.mode() == MarginMode.CROSS
                ? margin(order, held.size.abs(), mark)
                : held.isolatedMargin.add(held.size.multiply(mark).subtract(held.basis));
    }

    private static boolean reduces(VenueOrder order, BigDecimal position) {
        return position.signum() != 0 && order.buy() == (position.signum() < 0);
    }

    /** How much of a size would add to a position, after what it closes. */
    private static BigDecimal increase(VenueOrder order, BigDecimal size) {
        BigDecimal position = order.owner.size(order.market().coin());
        return reduces(order, position) ? size.subtract(position.abs()).max(BigDecimal.ZERO) : size;
    }

    private BigDecimal margin(VenueOrder order, BigDecimal size, BigDecimal price) {
        return size.multiply(price)
                .divide(
                        BigDecimal.valueOf(
                                engine.leverage(order.owner, order.market()).value()),
                        MathContext.DECIMAL64);
    }

    private Placement reject(Block block, VenueOrder order, Refusal refusal) {
        block.updated(order, refusal.status());
        order.owner.end(order);
        // may be asked for by its name, unless that of another order
        order.ticket.cloid().ifPresent(cloid -> order.owner.byCloid.putIfAbsent(cloid, order));
        return Placement.refused(refusal);
    }

    /** Lets an accepted order take what it can, and rest if it may. */
    Placement execute(Block block, VenueOrder taker, Optional<Liquidation> liquidation) {
        OrderBook book = pit(taker).book;
        String tif = taker.ticket.tif();
        boolean crosses = book.best(!taker.buy()).filter(taker::crosses).isPresent();
        if (tif.equals("Alo") && crosses) {
            return reject(
                    block,
                    taker,
                    Refusal.postOnly(
                            book.best(true).map(VenueJson::plain).orElse("0"),
                            book.best(false).map(VenueJson::plain).orElse("0")));
        }
        BigDecimal filled = BigDecimal.ZERO;
        BigDecimal notional = BigDecimal.ZERO;
        while (taker.remaining.signum() > 0) {
            Optional<VenueOrder> first = book.first(!taker.buy()).filter(maker -> taker.crosses(maker.ticket.px()));
            if (first.isEmpty()) {
                break;
            }
            VenueOrder maker = first.get();
            BigDecimal open = taker.remaining;
            if (taker.ticket.reduceOnly()) {
                BigDecimal position = taker.owner.size(taker.market().coin());
                if (!reduces(taker, position)) {
                    break;
                }
                open = open.min(position.abs());
            }
            Optional<String> unfit = unfit(taker, maker);
            if (unfit.isPresent()) {
                end(block, maker, unfit.get());
                continue;
            }
            BigDecimal size = open.min(maker.remaining);
            if (maker.ticket.reduceOnly()) {
                size = size.min(maker.owner.size(maker.market().coin()).abs());
            }
            trade(block, taker, maker, size, liquidation);
            filled = filled.add(size);
            notional = notional.add(size.multiply(maker.ticket.px()));
        }
        return settle(block, taker, filled, notional, tif);
    }

    private Placement settle(Block block, VenueOrder taker, BigDecimal filled, BigDecimal notional, String tif) {
        boolean rests = tif.equals("Gtc") || tif.equals("Alo");
        if (taker.remaining.signum() == 0) {
            end(block, taker, "filled");
        } else if (rests
                && !(taker.ticket.reduceOnly()
                        && !reduces(taker, taker.owner.size(taker.market().coin())))) {
            pit(taker).book.add(taker);
            claim(taker);
            block.updated(taker, "open");
        } else if (filled.signum() == 0) {
            return reject(
                    block, taker, tif.endsWith("Market") || taker.woken ? Refusal.NO_LIQUIDITY : Refusal.NO_MATCH);
        } else {
            end(block, taker, taker.ticket.reduceOnly() && rests ? "reduceOnlyCanceled" : "canceled");
        }
        return new Placement(Optional.of(taker), filled, notional, Optional.empty());
    }

    /** Why a resting order cannot be traded with; the venue then takes it off the book. */
    private Optional<String> unfit(VenueOrder taker, VenueOrder maker) {
        if (maker.owner == taker.owner) {
            return Optional.of("selfTradeCanceled");
        }
        if (maker.market().spot()) {
            return Optional.empty();
        }
        if (maker.ticket.reduceOnly()) {
            return reduces(maker, maker.owner.size(maker.market().coin()))
                    ? Optional.empty()
                    : Optional.of("reduceOnlyCanceled");
        }
        return affords(maker, maker.remaining) ? Optional.empty() : Optional.of("marginCanceled");
    }

    private void claim(VenueOrder order) {
        if (order.market().spot()) {
            order.owner.reserve(order, order.buy() ? order.ticket.px().multiply(order.remaining) : order.remaining);
        } else {
            BigDecimal more = order.ticket.reduceOnly() ? BigDecimal.ZERO : increase(order, order.remaining);
            order.owner.reserve(order, margin(order, more, order.ticket.px()));
        }
    }

    private void trade(Block block, VenueOrder taker, VenueOrder maker, BigDecimal size, Optional<Liquidation> cause) {
        BigDecimal px = maker.ticket.px();
        long tid = tid(taker.buy() ? taker.oid : maker.oid, taker.buy() ? maker.oid : taker.oid);
        Settlement settlement = new Settlement(engine, block, size, px, tid, cause);
        settlement.fill(taker, true);
        settlement.fill(maker, false);
        taker.remaining = taker.remaining.subtract(size);
        maker.remaining = maker.remaining.subtract(size);
        if (maker.remaining.signum() == 0) {
            end(block, maker, "filled");
        } else {
            claim(maker);
            block.updated(maker, "open");
        }
        publish(block, taker, maker, size, px, tid);
    }

    /** Tells the public of a trade. */
    void publish(Block block, VenueOrder taker, VenueOrder maker, BigDecimal size, BigDecimal px, long tid) {
        Trade trade = new Trade(
                taker.market().coin(),
                taker.buy() ? "B" : "A",
                px,
                size,
                block.time,
                block.hash,
                tid,
                (taker.buy() ? taker : maker).owner.address,
                (taker.buy() ? maker : taker).owner.address);
        block.trades.add(trade);
        engine.pit(trade.coin()).trades.add(trade);
        engine.pit(trade.coin()).candles.add(trade);
    }

    /** As the venue numbers trades: 50 bits that follow from the two orders. */
    static long tid(long buyer, long seller) {
        long mixed = (buyer * 0x9E3779B97F4A7C15L) ^ Long.rotateLeft(seller * 0xC2B2AE3D27D4EB4FL, 31);
        mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
        return (mixed ^ (mixed >>> 32)) & ((1L << 50) - 1);
    }

    /** Takes an order off the market and lets those that hang on it know. */
    private void end(Block block, VenueOrder order, String status) {
        pit(order).sleeping.remove(order.oid);
        pit(order).book.remove(order);
        order.owner.reserve(order, BigDecimal.ZERO);
        order.owner.end(order);
        block.updated(order, status);
        for (VenueOrder child : order.children) {
            if (status.equals("filled")) {
                order.owner.orders.put(child.oid, child);
                child.ticket.cloid().ifPresent(cloid -> order.owner.byCloid.put(cloid, child));
                pit(child).sleeping.put(child.oid, child);
                child.siblings.addAll(order.children);
                block.updated(child, "open");
            } else {
                order.owner.end(child);
                block.updated(child, "canceled");
            }
        }
        if (status.equals("filled")) {
            order.siblings.stream()
                    .filter(sibling -> sibling != order && order.owner.orders.containsKey(sibling.oid))
                    .forEach(sibling -> end(block, sibling, "siblingFilledCanceled"));
        }
        order.children.clear();
    }

    /** Wakes the trigger orders that waited for this mark. */
    void wake(Block block, String coin, BigDecimal mark) {
        List<VenueOrder> woken = engine.pit(coin).sleeping.values().stream()
                .filter(order -> order.ticket.trigger().orElseThrow().firesAt(mark, order.buy()))
                .toList();
        for (VenueOrder order : woken) {
            if (engine.pit(coin).sleeping.remove(order.oid) == null) {
                continue;
            }
            order.woken = true;
            block.updated(order, "triggered");
            BigDecimal position = order.owner.size(coin);
            if (order.positionTpsl) {
                order.remaining = position.abs();
            }
            Trigger trigger = order.ticket.trigger().orElseThrow();
            if (order.ticket.reduceOnly() && !reduces(order, position)) {
                end(block, order, "reduceOnlyCanceled");
            } else {
                execute(block, trigger.market() ? order.asMarketOrder() : order, Optional.empty());
            }
        }
    }

    /** Cancels by number; the text of the refusal, if refused. */
    Optional<String> cancel(Block block, VenueAccount account, Instrument market, Optional<VenueOrder> found) {
        Optional<VenueOrder> open = found.filter(
                order -> account.orders.containsKey(order.oid) && order.market().equals(market));
        open.ifPresent(order -> end(block, order, "canceled"));
        return open.isPresent() ? Optional.empty() : Optional.of(NO_ORDER);
    }

    /** Cancels all orders of an account, with this status. */
    void cancelAll(Block block, VenueAccount account, String status) {
        List.copyOf(account.orders.values()).stream()
                .filter(order -> account.orders.containsKey(order.oid))
                .forEach(order -> end(block, order, status));
    }
}
