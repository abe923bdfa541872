package io.plimsoll.analytics.margin;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How much equity stands behind a maintenance requirement. Health factor HF = equity / maintenance, safe above 1; its
 * inverse is the maintenance margin ratio that the venue's page shows, liquidation at 1. Kept as the pair of numbers, so
 * that the decision never depends on a rounded quotient. Ordered from the weakest to the safest.
 *
 * @param equity USDC, may be negative
 * @param maintenance USDC, not negative
 */
public record HealthFactor(BigDecimal equity, BigDecimal maintenance) implements Comparable<HealthFactor> {
    private static final MathContext DOWN = new MathContext(34, RoundingMode.FLOOR);
    private static final MathContext UP = new MathContext(34, RoundingMode.CEILING);

    public HealthFactor {
        if (maintenance.signum() < 0) {
            throw new IllegalArgumentException("maintenance must not be negative, got " + maintenance);
        }
    }

    /** equity &lt; maintenance, which is when the venue liquidates. */
    public boolean isLiquidatable() {
        return equity.compareTo(maintenance) < 0;
    }

    /** equity / maintenance, rounded down at 34 digits; empty where nothing needs maintaining, which is infinitely safe. */
    public Optional<BigDecimal> value() {
        return maintenance.signum() == 0 ? Optional.empty() : Optional.of(equity.divide(maintenance, DOWN));
    }

    /**
     * maintenance / equity, rounded up at 34 digits; 0 where nothing needs maintaining. Empty where there is no equity left
     * to divide by: then the ratio is beyond all bounds.
     */
    public Optional<BigDecimal> maintenanceMarginRatio() {
        if (maintenance.signum() == 0) {
            return Optional.of(BigDecimal.ZERO);
        }
        return equity.signum() <= 0 ? Optional.empty() : Optional.of(maintenance.divide(equity, UP));
    }

    /** By HF, exactly: e₁·m₂ against e₂·m₁. Among pools that need nothing, by equity. */
    @Override
    public int compareTo(HealthFactor other) {
        if (maintenance.signum() == 0 || other.maintenance.signum() == 0) {
            int infinite = Boolean.compare(maintenance.signum() == 0, other.maintenance.signum() == 0);
            return infinite != 0 ? infinite : equity.compareTo(other.equity);
        }
        return equity.multiply(other.maintenance).compareTo(other.equity.multiply(maintenance));
    }
}
