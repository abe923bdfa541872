package io.plimsoll.analytics.margin;

import java.math.BigDecimal;
import java.util.Optional;

/** The mark price at which a position is liquidated while all other marks stand still. */
public sealed interface LiquidationPrice {
    /**
     * There is one.
     *
     * @param price USDC per base unit, positive
     */
    record At(BigDecimal price) implements LiquidationPrice {}

    /** A long whose collateral outlasts a fall to zero. Safe from its own market only: others may still move. */
    record OutOfReach() implements LiquidationPrice {}

    /** A short that is below maintenance at every price: there is nothing left to be lost first. */
    record AtAnyPrice() implements LiquidationPrice {}

    /** The price, if there is one. Empty does not mean safe: look at the kind. */
    default Optional<BigDecimal> findPrice() {
        return this instanceof At at ? Optional.of(at.price) : Optional.empty();
    }
}
