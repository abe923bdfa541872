package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Places orders; all of a request are one batch of the venue.
 *
 * @param orders at least one
 * @param grouping whether take-profit and stop-loss orders belong to the first order or to the position
 * @param builder who built the interface and what that costs
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("order")
public record OrderAction(
        List<Order> orders, Grouping grouping, @Nullable BuilderFee builder) implements L1Action<List<OrderOutcome>> {
    public OrderAction {
        orders = List.copyOf(orders);
    }

    /**
     * One order.
     *
     * @param a index of the market, see {@link AssetId}
     * @param b whether it buys
     * @param p limit price; of a market trigger the worst price
     * @param s size in units of the base; 0 for a position's take-profit or stop-loss
     * @param r whether it may only reduce a position
     * @param t limit or trigger
     * @param c identifier of the caller
     */
    public record Order(
            long a,
            boolean b,
            BigDecimal p,
            BigDecimal s,
            boolean r,
            OrderType t,
            @Nullable Cloid c) {
        public Order {
            AssetId.requireIndex(a);
            if (p.signum() <= 0) {
                throw new IllegalArgumentException("p must be positive, got " + p);
            }
            if (s.signum() < 0) {
                throw new IllegalArgumentException("s must not be negative, got " + s);
            }
        }

        /** The same order with an identifier. */
        public Order withCloid(Cloid cloid) {
            return new Order(a, b, p, s, r, t, cloid);
        }
    }

    /** Orders that do not belong together, without a builder's fee. */
    public static OrderAction of(List<Order> orders) {
        return new OrderAction(orders, Grouping.NA, null);
    }

    /** One order, without a builder's fee. */
    public static OrderAction of(Order order) {
        return of(List.of(order));
    }

    /** The same with a grouping. */
    public OrderAction grouped(Grouping grouping) {
        return new OrderAction(orders, grouping, builder);
    }

    /**
     * The same with a builder's fee.
     *
     * @throws IllegalArgumentException if the fee is more than may be charged in the market of any of the orders
     */
    public OrderAction withBuilder(BuilderFee fee) {
        orders.forEach(order -> fee.requireAllowed(new AssetId(order.a())));
        return new OrderAction(orders, grouping, fee);
    }

    @Override
    public int items() {
        return orders.size();
    }

    @Override
    public ResultType<List<OrderOutcome>> resultType() {
        return ResultType.ORDERS;
    }

    @Override
    public boolean takesVault() {
        return true;
    }
}
