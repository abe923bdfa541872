package io.plimsoll.analytics.lp;

import java.math.BigInteger;

/**
 * Amounts of the two tokens of a pool, in raw units.
 *
 * @param amount0 of token0, not negative
 * @param amount1 of token1, not negative
 */
public record TokenAmounts(BigInteger amount0, BigInteger amount1) {
    /** Nothing of either. */
    public static final TokenAmounts NONE = new TokenAmounts(BigInteger.ZERO, BigInteger.ZERO);

    public TokenAmounts {
        if (amount0.signum() < 0 || amount1.signum() < 0) {
            throw new IllegalArgumentException("amounts must not be negative, got " + amount0 + " and " + amount1);
        }
    }

    /** The sum, token by token. */
    public TokenAmounts plus(TokenAmounts other) {
        return new TokenAmounts(amount0.add(other.amount0), amount1.add(other.amount1));
    }
}
