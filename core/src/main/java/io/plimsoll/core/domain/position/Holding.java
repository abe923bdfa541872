package io.plimsoll.core.domain.position;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A position, and what was known of it when it was seen.
 *
 * @param position what is held
 * @param valueUsd what it is worth, debts negative, USD; at most 18 decimals can be stored; empty: not known
 * @param poolTick tick of the pool's price; of a liquidity position only, and empty where the pool was not read
 */
public record Holding(Position position, Optional<BigDecimal> valueUsd, Optional<Integer> poolTick) {
    public Holding {
        if (poolTick.isPresent() && !(position instanceof LpPosition)) {
            throw new IllegalArgumentException("only a liquidity position has a pool, got " + position);
        }
    }

    /** A position of which nothing else is known. */
    public static Holding of(Position position) {
        return new Holding(position, Optional.empty(), Optional.empty());
    }

    /**
     * A liquidity position and its pool's price.
     *
     * @param valueUsd what it is worth, USD; empty: not known
     */
    public static Holding of(LpHolding holding, Optional<BigDecimal> valueUsd) {
        return new Holding(
                holding.position(), valueUsd, Optional.of(holding.pool().tick()));
    }

    /** Whether tickLower ≤ pool's tick &lt; tickUpper, so that the liquidity earns fees; empty: not known, or no liquidity position. */
    public Optional<Boolean> inRange() {
        return position instanceof LpPosition liquidity
                ? poolTick.map(tick -> liquidity.tickLower() <= tick && tick < liquidity.tickUpper())
                : Optional.empty();
    }
}
