package io.plimsoll.core.domain.market;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The prices and sizes that a market takes. A price has at most {@value #SIGNIFICANT_FIGURES} significant figures and at most
 * {@code priceDecimals} decimals; a whole number is always taken. A size has at most {@code sizeDecimals} decimals. So the step
 * from one price to the next grows with the price.
 *
 * @param priceDecimals not negative
 * @param sizeDecimals not negative
 */
public record PriceTick(int priceDecimals, int sizeDecimals) {
    /** What a price that is not a whole number may have. */
    public static final int SIGNIFICANT_FIGURES = 5;

    private static final int PERP_DECIMALS = 6;
    private static final int SPOT_DECIMALS = 8;

    public PriceTick {
        if (priceDecimals < 0) {
            throw new IllegalArgumentException("priceDecimals must not be negative, got " + priceDecimals);
        }
        if (sizeDecimals < 0) {
            throw new IllegalArgumentException("sizeDecimals must not be negative, got " + sizeDecimals);
        }
    }

    /** Of a perp: 6 decimals less those of its size. */
    public static PriceTick perp(int sizeDecimals) {
        return new PriceTick(PERP_DECIMALS - sizeDecimals, sizeDecimals);
    }

    /** Of a spot pair: 8 decimals less those of its size. */
    public static PriceTick spot(int sizeDecimals) {
        return new PriceTick(SPOT_DECIMALS - sizeDecimals, sizeDecimals);
    }

    /** Whether the market takes a price: positive, and with few enough figures. */
    public boolean takesPrice(BigDecimal price) {
        return price.signum() > 0 && roundPriceDown(price).compareTo(price) == 0;
    }

    /** Whether the market takes a size: positive, and with few enough decimals. */
    public boolean takesSize(BigDecimal size) {
        return size.signum() > 0 && roundSizeDown(size).compareTo(size) == 0;
    }

    /**
     * The highest price that the market takes and that is not above {@code price}: never pays more, never asks for more. 0 if
     * there is none.
     *
     * @throws IllegalArgumentException if the price is negative
     */
    public BigDecimal roundPriceDown(BigDecimal price) {
        return round(price, RoundingMode.DOWN);
    }

    /**
     * The lowest price that the market takes and that is not below {@code price}: never pays less, never asks for less.
     *
     * @throws IllegalArgumentException if the price is negative
     */
    public BigDecimal roundPriceUp(BigDecimal price) {
        return round(price, RoundingMode.UP);
    }

    /**
     * Rounds against the one who trades the order away from a match: a buyer's price down, a seller's up. The order is never
     * worse for its maker than was asked for.
     */
    public BigDecimal roundPriceAway(boolean buy, BigDecimal price) {
        return buy ? roundPriceDown(price) : roundPriceUp(price);
    }

    /** Rounds towards a match: a buyer's price up, a seller's down. The order gives up to one step more than was asked for. */
    public BigDecimal roundPriceTowards(boolean buy, BigDecimal price) {
        return buy ? roundPriceUp(price) : roundPriceDown(price);
    }

    /**
     * The largest size that the market takes and that is not above {@code size}; 0 if there is none.
     *
     * @throws IllegalArgumentException if the size is negative
     */
    public BigDecimal roundSizeDown(BigDecimal size) {
        requireNotNegative("size", size);
        return plain(size.setScale(sizeDecimals, RoundingMode.DOWN));
    }

    private BigDecimal round(BigDecimal price, RoundingMode mode) {
        requireNotNegative("price", price);
        if (price.signum() == 0) {
            return BigDecimal.ZERO;
        }
        // decimals that leave five figures; none is fewer than no decimals, as whole numbers are always taken
        long decimals = SIGNIFICANT_FIGURES - ((long) price.precision() - price.scale());
        int scale = (int) Math.max(0, Math.min(decimals, priceDecimals));
        return plain(price.setScale(scale, mode));
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static void requireNotNegative(String parameter, BigDecimal value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException(parameter + " must not be negative, got " + value);
        }
    }
}
