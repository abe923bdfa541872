package io.plimsoll.core.domain.price;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Between which values the market's price is taken to lie. Both are exact; rounding, where decimals are limited, goes against
 * the account.
 *
 * @param collateral what an owned unit is worth at least, in USD
 * @param debt what an owed unit costs at most, in USD; not below {@code collateral}
 */
public record PriceBounds(BigDecimal collateral, BigDecimal debt) {

    public PriceBounds {
        if (collateral.compareTo(debt) > 0) {
            throw new IllegalArgumentException(
                    "collateral bound " + collateral + " must not be above debt bound " + debt);
        }
    }

    /**
     * price − k·conf − t·|price| and price + k·conf + t·|price|. The lower one may be negative: {@link PricePolicy} refuses
     * such a price.
     *
     * @param confidenceMultiple k, not negative
     * @param toleranceBps t in basis points, not negative: how far the source may lag behind its market by design
     */
    public static PriceBounds of(OraclePrice price, BigDecimal confidenceMultiple, BigDecimal toleranceBps) {
        if (confidenceMultiple.signum() < 0 || toleranceBps.signum() < 0) {
            throw new IllegalArgumentException("confidenceMultiple and toleranceBps must not be negative, got "
                    + confidenceMultiple + " and " + toleranceBps);
        }
        BigDecimal value = price.value();
        BigDecimal doubt = price.confidence()
                .multiply(confidenceMultiple)
                .add(value.abs().multiply(toleranceBps).movePointLeft(4));
        return new PriceBounds(value.subtract(doubt), value.add(doubt));
    }

    /** The lower bound, rounded down to a number of decimals; may become 0. */
    public BigDecimal collateral(int decimals) {
        return collateral.setScale(decimals, RoundingMode.FLOOR);
    }

    /** The upper bound, rounded up to a number of decimals. */
    public BigDecimal debt(int decimals) {
        return debt.setScale(decimals, RoundingMode.CEILING);
    }
}
