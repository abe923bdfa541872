package io.plimsoll.core.domain.position;

import io.plimsoll.core.domain.market.PoolSnapshot;
import io.plimsoll.core.domain.market.TickSnapshot;
import java.math.BigInteger;

/**
 * A liquidity position with all that its value depends on, read in the state after one block.
 *
 * @param position as its manager says
 * @param pool it is in
 * @param lower end of its range
 * @param upper end of its range
 */
public record LpHolding(LpPosition position, PoolSnapshot pool, TickSnapshot lower, TickSnapshot upper) {
    public LpHolding {
        if (lower.tick() != position.tickLower() || upper.tick() != position.tickUpper()) {
            throw new IllegalArgumentException("ticks " + lower.tick() + " and " + upper.tick() + " are not the range "
                    + position.tickLower() + " to " + position.tickUpper());
        }
        if (!pool.token0().address().equals(position.token0())
                || !pool.token1().address().equals(position.token1())) {
            throw new IllegalArgumentException("pool " + pool.address() + " has other tokens than the position");
        }
    }

    /** Fees of token0 per unit of liquidity within the range, times 2¹²⁸, wrapping. */
    public BigInteger feeGrowthInside0X128() {
        return FeeGrowth.inside(
                pool.tick(),
                lower.tick(),
                upper.tick(),
                pool.feeGrowthGlobal0X128(),
                lower.feeGrowthOutside0X128(),
                upper.feeGrowthOutside0X128());
    }

    /** The same of token1. */
    public BigInteger feeGrowthInside1X128() {
        return FeeGrowth.inside(
                pool.tick(),
                lower.tick(),
                upper.tick(),
                pool.feeGrowthGlobal1X128(),
                lower.feeGrowthOutside1X128(),
                upper.feeGrowthOutside1X128());
    }
}
