package io.plimsoll.analytics.lp;

import java.math.BigInteger;

/**
 * One step of a swap: within a stretch of prices over which the liquidity does not change.
 *
 * @see <a href="https://github.com/Uniswap/v3-core/blob/main/contracts/libraries/SwapMath.sol">SwapMath.sol</a>
 */
public final class SwapMath {
    private static final int FEE_UNIT = 1_000_000;

    /**
     * What a step has done. Amounts are raw units.
     *
     * @param sqrtPriceNextX96 price after it
     * @param amountIn put in without the fee
     * @param amountOut taken out
     * @param feeAmount fee, in the token that was put in
     */
    public record Step(BigInteger sqrtPriceNextX96, BigInteger amountIn, BigInteger amountOut, BigInteger feeAmount) {}

    private SwapMath() {}

    /**
     * Swaps until the target price is reached or the amount is used up. A target below the current price, or equal to it,
     * means that token0 is put in.
     *
     * @param sqrtPriceCurrentX96 where it starts
     * @param sqrtPriceTargetX96 not to be passed
     * @param liquidity in use; with 0 the price goes to the target for nothing
     * @param amountRemaining still to put in if positive; still to take out if negative
     * @param fee of the pool, in hundredths of a bip, 0 to 999,999
     */
    public static Step computeSwapStep(
            BigInteger sqrtPriceCurrentX96,
            BigInteger sqrtPriceTargetX96,
            BigInteger liquidity,
            BigInteger amountRemaining,
            int fee) {
        if (fee < 0 || fee >= FEE_UNIT) {
            throw new IllegalArgumentException("fee must be 0 to 999999 hundredths of a bip, got " + fee);
        }
        Unsigned.require("|amountRemaining|", amountRemaining.abs(), 255);
        boolean zeroForOne = sqrtPriceCurrentX96.compareTo(sqrtPriceTargetX96) >= 0;
        return amountRemaining.signum() >= 0
                ? exactInput(sqrtPriceCurrentX96, sqrtPriceTargetX96, liquidity, amountRemaining, fee, zeroForOne)
                : exactOutput(
                        sqrtPriceCurrentX96, sqrtPriceTargetX96, liquidity, amountRemaining.negate(), fee, zeroForOne);
    }

    private static Step exactInput(
            BigInteger current,
            BigInteger target,
            BigInteger liquidity,
            BigInteger remaining,
            int fee,
            boolean zeroForOne) {
        BigInteger lessFee =
                remaining.multiply(BigInteger.valueOf(FEE_UNIT - fee)).divide(BigInteger.valueOf(FEE_UNIT));
        BigInteger toTarget = amountIn(current, target, liquidity, zeroForOne);
        boolean reached = lessFee.compareTo(toTarget) >= 0;
        BigInteger next =
                reached ? target : SqrtPriceMath.nextSqrtPriceFromInput(current, liquidity, lessFee, zeroForOne);
        BigInteger amountIn = reached ? toTarget : amountIn(current, next, liquidity, zeroForOne);
        BigInteger amountOut = amountOut(current, next, liquidity, zeroForOne);
        // short of the target, what the price did not need is fee
        BigInteger feeAmount = next.equals(target) ? feeOn(amountIn, fee) : remaining.subtract(amountIn);
        return new Step(next, amountIn, amountOut, feeAmount);
    }

    private static Step exactOutput(
            BigInteger current,
            BigInteger target,
            BigInteger liquidity,
            BigInteger remaining,
            int fee,
            boolean zeroForOne) {
        BigInteger toTarget = amountOut(current, target, liquidity, zeroForOne);
        boolean reached = remaining.compareTo(toTarget) >= 0;
        BigInteger next =
                reached ? target : SqrtPriceMath.nextSqrtPriceFromOutput(current, liquidity, remaining, zeroForOne);
        BigInteger amountIn = amountIn(current, next, liquidity, zeroForOne);
        // a price rounded too far would give more than was asked for
        BigInteger amountOut = amountOut(current, next, liquidity, zeroForOne).min(remaining);
        return new Step(next, amountIn, amountOut, feeOn(amountIn, fee));
    }

    /** What moving the price costs, rounded up. */
    private static BigInteger amountIn(BigInteger from, BigInteger to, BigInteger liquidity, boolean zeroForOne) {
        return zeroForOne
                ? SqrtPriceMath.amount0Delta(to, from, liquidity, true)
                : SqrtPriceMath.amount1Delta(from, to, liquidity, true);
    }

    /** What moving the price gives, rounded down. */
    private static BigInteger amountOut(BigInteger from, BigInteger to, BigInteger liquidity, boolean zeroForOne) {
        return zeroForOne
                ? SqrtPriceMath.amount1Delta(to, from, liquidity, false)
                : SqrtPriceMath.amount0Delta(from, to, liquidity, false);
    }

    /** The fee that comes on top of an amount without it: ⌈amount · fee / (1,000,000 − fee)⌉. */
    private static BigInteger feeOn(BigInteger amount, int fee) {
        return Unsigned.divide(amount.multiply(BigInteger.valueOf(fee)), BigInteger.valueOf(FEE_UNIT - fee), true);
    }
}
