package io.plimsoll.analytics.lp;

import java.math.BigInteger;

/**
 * Where a pool stands: the first two words of its {@code slot0}. The tick is kept beside the price because it is not always
 * the price's own: after a swap has fallen exactly on a tick and crossed it, the pool is at the tick below.
 *
 * @param sqrtPriceX96 √(token1 / token0, raw) · 2⁹⁶
 * @param tick {@link TickMath#tickAtSqrtPrice} of the price, or one less if the price is exactly that tick's
 */
public record PoolState(BigInteger sqrtPriceX96, int tick) {
    public PoolState {
        int floor = TickMath.tickAtSqrtPrice(sqrtPriceX96);
        boolean crossed = tick == floor - 1 && TickMath.sqrtPriceAtTick(floor).equals(sqrtPriceX96);
        if (tick != floor && !crossed) {
            throw new IllegalArgumentException(
                    "tick of sqrtPriceX96 " + sqrtPriceX96 + " must be " + floor + ", got " + tick);
        }
    }

    /** A pool at this price, at the price's own tick. */
    public static PoolState at(BigInteger sqrtPriceX96) {
        return new PoolState(sqrtPriceX96, TickMath.tickAtSqrtPrice(sqrtPriceX96));
    }

    /** tickLower ≤ tick &lt; tickUpper: liquidity of this range is being traded on, and earns fees. */
    public boolean isInRange(int tickLower, int tickUpper) {
        return tickLower <= tick && tick < tickUpper;
    }
}
