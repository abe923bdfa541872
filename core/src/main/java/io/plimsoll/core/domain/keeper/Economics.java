package io.plimsoll.core.domain.keeper;

import java.math.BigDecimal;

/**
 * What a liquidation brings and costs, in USD; no part is negative. A stored {@link Decision} holds 18 decimals: who computes
 * these rounds, against the keeper.
 *
 * @param repaid debt that is paid
 * @param seized collateral that is got
 * @param swapFee for turning the one into the other
 * @param slippage that the swap loses to the market
 * @param gas price × amount of the transaction
 * @param oracleFee for updating prices in the same transaction
 */
public record Economics(
        BigDecimal repaid,
        BigDecimal seized,
        BigDecimal swapFee,
        BigDecimal slippage,
        BigDecimal gas,
        BigDecimal oracleFee) {

    public Economics {
        requireNotNegative("repaid", repaid);
        requireNotNegative("seized", seized);
        requireNotNegative("swapFee", swapFee);
        requireNotNegative("slippage", slippage);
        requireNotNegative("gas", gas);
        requireNotNegative("oracleFee", oracleFee);
    }

    private static void requireNotNegative(String what, BigDecimal value) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException(what + " must not be negative, got " + value);
        }
    }

    /** seized − repaid. */
    public BigDecimal bonus() {
        return seized.subtract(repaid);
    }

    /** swapFee + slippage + gas + oracleFee. */
    public BigDecimal cost() {
        return swapFee.add(slippage).add(gas).add(oracleFee);
    }

    /** bonus − cost: what is left; negative where it does not pay. */
    public BigDecimal net() {
        return bonus().subtract(cost());
    }
}
