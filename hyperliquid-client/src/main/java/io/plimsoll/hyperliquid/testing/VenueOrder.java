package io.plimsoll.hyperliquid.testing;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.testing.VenueLedger.Order;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An order from its acceptance to its end. Guarded by the engine's lock. */
final class VenueOrder {
    /**
     * When an order wakes up.
     *
     * @param market whether it becomes a market order
     * @param px mark price it waits for
     * @param takeProfit else it is a stop loss
     */
    record Trigger(boolean market, BigDecimal px, boolean takeProfit) {
        /** A stop of a buyer and a profit of a seller wait for a rise. */
        boolean firesAbove(boolean buy) {
            return buy != takeProfit;
        }

        boolean firesAt(BigDecimal mark, boolean buy) {
            return firesAbove(buy) ? mark.compareTo(px) >= 0 : mark.compareTo(px) <= 0;
        }
    }

    /**
     * Who earns a fee beside the venue.
     *
     * @param address of the builder
     * @param tenthsOfBasisPoint of the notional
     */
    record Builder(Address address, int tenthsOfBasisPoint) {}

    /**
     * An order as it is wished.
     *
     * @param market where
     * @param buy else sell
     * @param px worst price
     * @param sz base units
     * @param reduceOnly may only close
     * @param tif {@code Gtc, Ioc, Alo, FrontendMarket, LiquidationMarket}
     * @param trigger when it wakes up
     * @param cloid the client's id
     * @param builder who earns beside the venue
     */
    record Ticket(
            Instrument market,
            boolean buy,
            BigDecimal px,
            BigDecimal sz,
            boolean reduceOnly,
            String tif,
            Optional<Trigger> trigger,
            Optional<String> cloid,
            Optional<Builder> builder) {

        Ticket withTif(String other) {
            return new Ticket(market, buy, px, sz, reduceOnly, other, trigger, cloid, builder);
        }
    }

    final long oid;
    final VenueAccount owner;
    Ticket ticket;
    final long timestamp;
    final boolean positionTpsl;
    /** Those that wait for this one to fill. */
    final List<VenueOrder> children = new ArrayList<>();

    /** Those of which only one may fill, itself included. */
    final List<VenueOrder> siblings = new ArrayList<>();

    BigDecimal remaining;
    /** Margin, or tokens on spot, set aside while it rests. */
    BigDecimal reserved = BigDecimal.ZERO;

    String status = "open";
    long statusTimestamp;
    boolean woken;

    VenueOrder(long oid, VenueAccount owner, Ticket ticket, long timestamp, boolean positionTpsl) {
        this.oid = oid;
        this.owner = owner;
        this.ticket = ticket;
        this.timestamp = timestamp;
        this.statusTimestamp = timestamp;
        this.positionTpsl = positionTpsl;
        this.remaining = ticket.sz();
    }

    boolean buy() {
        return ticket.buy();
    }

    Instrument market() {
        return ticket.market();
    }

    /** The token that a spot order gives. */
    String pays() {
        return buy() ? VenueAccount.USDC : market().token();
    }

    boolean waits() {
        return ticket.trigger().isPresent() && !woken;
    }

    /** Turns a woken trigger order into one that takes what there is. */
    VenueOrder asMarketOrder() {
        ticket = ticket.withTif("FrontendMarket");
        return this;
    }

    /** Whether it trades at this price of the other side. */
    boolean crosses(BigDecimal price) {
        return buy() ? ticket.px().compareTo(price) >= 0 : ticket.px().compareTo(price) <= 0;
    }

    Order view() {
        Optional<Trigger> trigger = ticket.trigger();
        return new Order(
                owner.address,
                oid,
                market().coin(),
                buy() ? "B" : "A",
                ticket.px(),
                remaining,
                ticket.sz(),
                status,
                timestamp,
                statusTimestamp,
                ticket.cloid(),
                ticket.reduceOnly(),
                orderType(),
                trigger.filter(Trigger::market).isPresent() ? Optional.empty() : Optional.of(ticket.tif()),
                trigger.map(Trigger::px).orElse(BigDecimal.ZERO),
                trigger.map(t -> "Price " + (t.firesAbove(buy()) ? "above " : "below ") + VenueJson.plain(t.px()))
                        .orElse("N/A"),
                positionTpsl,
                children.stream().map(VenueOrder::view).toList());
    }

    private String orderType() {
        return ticket.trigger()
                .map(t -> (t.takeProfit() ? "Take Profit " : "Stop ") + (t.market() ? "Market" : "Limit"))
                .orElse(ticket.tif().endsWith("Market") ? "Market" : "Limit");
    }
}
