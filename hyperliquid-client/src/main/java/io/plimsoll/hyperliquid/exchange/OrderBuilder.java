package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.domain.market.PriceTick;
import io.plimsoll.hyperliquid.exchange.OrderType.Limit;
import io.plimsoll.hyperliquid.exchange.OrderType.Purpose;
import io.plimsoll.hyperliquid.exchange.OrderType.Trigger;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Builds an order that the market takes, or refuses. Prices and sizes that are not on the market's steps are refused unless the
 * caller says how to round. Immutable: each method gives another builder, so that one of a market can be kept.
 *
 * <pre>{@code
 * OrderBuilder btc = OrderBuilder.in(AssetId.perp(0), PriceTick.perp(5));
 * OrderAction.Order order = btc.buy(new BigDecimal("0.01"))
 *         .rounding(PriceRounding.AWAY)
 *         .limit(price, TimeInForce.ADD_LIQUIDITY_ONLY)
 *         .build();
 * }</pre>
 */
public final class OrderBuilder {
    /** The least that an order must be worth in the quote token, unless it closes a whole position. */
    public static final BigDecimal MINIMUM_VALUE = BigDecimal.TEN;

    private final AssetId asset;
    private final PriceTick tick;
    private final PriceRounding rounding;
    private final boolean roundSize;
    private final boolean buy;
    private final @Nullable BigDecimal size;
    private final @Nullable BigDecimal price;
    private final @Nullable OrderType type;
    private final boolean reduceOnly;
    private final @Nullable Cloid cloid;

    private OrderBuilder(
            AssetId asset,
            PriceTick tick,
            PriceRounding rounding,
            boolean roundSize,
            boolean buy,
            @Nullable BigDecimal size,
            @Nullable BigDecimal price,
            @Nullable OrderType type,
            boolean reduceOnly,
            @Nullable Cloid cloid) {
        this.asset = asset;
        this.tick = tick;
        this.rounding = rounding;
        this.roundSize = roundSize;
        this.buy = buy;
        this.size = size;
        this.price = price;
        this.type = type;
        this.reduceOnly = reduceOnly;
        this.cloid = cloid;
    }

    /** What becomes of a price between two steps of the market. */
    public enum PriceRounding {
        /** It is refused. */
        REFUSE,
        /** Away from a match: a buyer's price down, a seller's up. */
        AWAY,
        /** Towards a match: a buyer's price up, a seller's down. */
        TOWARDS
    }

    /** Orders of a market. */
    public static OrderBuilder in(AssetId asset, PriceTick tick) {
        return new OrderBuilder(asset, tick, PriceRounding.REFUSE, false, false, null, null, null, false, null);
    }

    /** Orders of a market, its steps by its kind and the decimals of its sizes, which the venue's metadata tell. */
    public static OrderBuilder in(AssetId asset, int sizeDecimals) {
        return in(asset, asset.perp() ? PriceTick.perp(sizeDecimals) : PriceTick.spot(sizeDecimals));
    }

    /** Rounds prices; also the price of a trigger. */
    public OrderBuilder rounding(PriceRounding rounding) {
        return new OrderBuilder(asset, tick, rounding, roundSize, buy, size, price, type, reduceOnly, cloid);
    }

    /** Rounds sizes down to the market's lot. */
    public OrderBuilder roundingSizeDown() {
        return new OrderBuilder(asset, tick, rounding, true, buy, size, price, type, reduceOnly, cloid);
    }

    /** Buys that many units of the base. */
    public OrderBuilder buy(BigDecimal size) {
        return new OrderBuilder(asset, tick, rounding, roundSize, true, size, price, type, reduceOnly, cloid);
    }

    /** Sells that many units of the base. */
    public OrderBuilder sell(BigDecimal size) {
        return new OrderBuilder(asset, tick, rounding, roundSize, false, size, price, type, reduceOnly, cloid);
    }

    /** At that price or a better one. */
    public OrderBuilder limit(BigDecimal price, TimeInForce timeInForce) {
        return typed(price, new Limit(timeInForce));
    }

    /**
     * At the market once the mark price has come to a trigger, but not worse than a price.
     *
     * @param triggerPrice mark price
     * @param worstPrice of a fill
     */
    public OrderBuilder triggerMarket(Purpose purpose, BigDecimal triggerPrice, BigDecimal worstPrice) {
        return typed(worstPrice, new Trigger(true, triggerPrice, purpose));
    }

    /** A limit order once the mark price has come to a trigger. */
    public OrderBuilder triggerLimit(Purpose purpose, BigDecimal triggerPrice, BigDecimal limitPrice) {
        return typed(limitPrice, new Trigger(false, triggerPrice, purpose));
    }

    private OrderBuilder typed(BigDecimal price, OrderType type) {
        return new OrderBuilder(asset, tick, rounding, roundSize, buy, size, price, type, reduceOnly, cloid);
    }

    /** Only makes a position smaller. */
    public OrderBuilder reduceOnly() {
        return new OrderBuilder(asset, tick, rounding, roundSize, buy, size, price, type, true, cloid);
    }

    /** With an identifier, by which it can be found if the answer gets lost. */
    public OrderBuilder cloid(Cloid cloid) {
        return new OrderBuilder(asset, tick, rounding, roundSize, buy, size, price, type, reduceOnly, cloid);
    }

    /**
     * The order.
     *
     * @throws IllegalArgumentException if a price or size is not one that the market takes, after rounding if that was asked for;
     *     or the market has no such orders
     * @throws IllegalStateException if side and size, or price, were not given
     */
    public OrderAction.Order build() {
        if (size == null || price == null || type == null) {
            throw new IllegalStateException("an order needs buy or sell, and limit or a trigger");
        }
        if (asset.outcome() && (reduceOnly || type instanceof Trigger)) {
            throw new IllegalArgumentException("outcomes have no reduce-only orders and no triggers");
        }
        OrderType rounded = type instanceof Trigger trigger
                ? new Trigger(trigger.isMarket(), price("triggerPrice", trigger.triggerPx()), trigger.tpsl())
                : type;
        return new OrderAction.Order(asset.index(), buy, price("price", price), lots(size), reduceOnly, rounded, cloid);
    }

    /**
     * The order, unless it is worth too little.
     *
     * @param minimum in the quote token: {@link #MINIMUM_VALUE}
     * @throws IllegalArgumentException if price times size is less, or as {@link #build}
     */
    public OrderAction.Order buildWorth(BigDecimal minimum) {
        OrderAction.Order order = build();
        BigDecimal value = order.p().multiply(order.s());
        if (value.compareTo(minimum) < 0) {
            throw new IllegalArgumentException("price times size must be at least " + minimum.toPlainString() + ", got "
                    + value.stripTrailingZeros().toPlainString());
        }
        return order;
    }

    private BigDecimal price(String parameter, BigDecimal value) {
        if (value.signum() <= 0) {
            throw new IllegalArgumentException(parameter + " must be positive, got " + value.toPlainString());
        }
        BigDecimal rounded = switch (rounding) {
            case REFUSE -> value;
            case AWAY -> tick.roundPriceAway(buy, value);
            case TOWARDS -> tick.roundPriceTowards(buy, value);
        };
        if (!tick.takesPrice(rounded)) {
            throw new IllegalArgumentException(parameter + " must have at most " + PriceTick.SIGNIFICANT_FIGURES
                    + " significant figures and " + tick.priceDecimals() + " decimals, got " + value.toPlainString()
                    + "; the nearest are " + tick.roundPriceDown(value).toPlainString() + " and "
                    + tick.roundPriceUp(value).toPlainString());
        }
        return rounded;
    }

    private BigDecimal lots(BigDecimal value) {
        if (value.signum() <= 0) {
            throw new IllegalArgumentException("size must be positive, got " + value.toPlainString());
        }
        BigDecimal rounded = roundSize ? tick.roundSizeDown(value) : value;
        if (!tick.takesSize(rounded)) {
            throw new IllegalArgumentException("size must have at most " + tick.sizeDecimals()
                    + " decimals and not be smaller than one lot, got " + value.toPlainString());
        }
        return rounded;
    }
}
