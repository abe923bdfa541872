package io.plimsoll.hyperliquid.feed;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * A price at which a book has orders.
 *
 * @param price quote units per base unit
 * @param size sum of the orders, base units
 * @param orders how many; empty where the venue does not say
 * @param asOf block time of the message that last said so
 */
public record BookLevel(BigDecimal price, BigDecimal size, OptionalInt orders, Instant asOf) {

    /** price × size, exact. */
    public BigDecimal notional() {
        return price.multiply(size);
    }
}
