package io.plimsoll.evm.protocol.uniswapv3;

import io.plimsoll.core.domain.position.FeeGrowth;
import io.plimsoll.core.domain.position.LpHolding;
import io.plimsoll.core.domain.position.LpPosition;
import io.plimsoll.evm.abi.AbiData;
import java.math.BigInteger;

/**
 * What {@code collect} would pay for a position in the state of its block if all were asked for, to the last unit: earned fees, and
 * principal that was withdrawn and not collected yet.
 *
 * <p>A manager keeps all its positions of one range as one position in the pool. Both round down what they book, the pool more often:
 * it may owe a unit or two less than the sum of what the manager owes. Whoever collects last gets what the pool has, and so does
 * this.
 *
 * @param holding the position and what it depends on
 * @param amount0 raw token0, a uint128
 * @param amount1 raw token1, a uint128
 */
public record Collectable(LpHolding holding, BigInteger amount0, BigInteger amount1) {

    /**
     * What a position has to collect.
     *
     * @param inPool the pool's answer of {@code positions(key)}: liquidity, feeGrowthInsideLast of both tokens, tokensOwed of both
     */
    static Collectable of(LpHolding holding, AbiData inPool) {
        LpPosition position = holding.position();
        return new Collectable(
                holding,
                amount(
                        position,
                        position.tokensOwed0(),
                        position.feeGrowthInside0LastX128(),
                        holding.feeGrowthInside0X128(),
                        inPool,
                        0),
                amount(
                        position,
                        position.tokensOwed1(),
                        position.feeGrowthInside1LastX128(),
                        holding.feeGrowthInside1X128(),
                        inPool,
                        1));
    }

    private static BigInteger amount(
            LpPosition position, BigInteger owed, BigInteger insideLast, BigInteger inside, AbiData inPool, int token) {
        BigInteger owedByPool = inPool.unsigned(3 + token);
        // without liquidity the manager does not have the pool book what the range has earned for others
        if (position.liquidity().signum() == 0) {
            return owed.min(owedByPool);
        }
        return FeeGrowth.owed(owed, inside, insideLast, position.liquidity())
                .min(FeeGrowth.owed(owedByPool, inside, inPool.unsigned(1 + token), inPool.unsigned(0)));
    }
}
