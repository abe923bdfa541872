package io.plimsoll.analytics.margin;

import io.plimsoll.core.domain.position.PerpPosition;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * A position's place in its margin pool.
 *
 * @param position as reported
 * @param maintenance its own requirement, USDC
 * @param pool equity and requirement of the pool that would be liquidated: the whole cross pool, or the isolated pocket
 * @param liquidationPrice by our own reckoning
 */
public record PositionMargin(
        PerpPosition position, BigDecimal maintenance, HealthFactor pool, LiquidationPrice liquidationPrice) {

    private static final MathContext DOWN = new MathContext(34, RoundingMode.FLOOR);

    /**
     * How far the mark must move to the liquidation price, as a fraction of the mark: (mark − price) / mark for a long,
     * (price − mark) / mark for a short, rounded down. Negative where it is already past. Empty without a price.
     */
    public Optional<BigDecimal> distance() {
        return liquidationPrice.findPrice().map(price -> {
            BigDecimal atLiquidation = price.multiply(position.size().abs());
            BigDecimal room = position.direction() > 0
                    ? position.notional().subtract(atLiquidation)
                    : atLiquidation.subtract(position.notional());
            return room.divide(position.notional(), DOWN);
        });
    }
}
