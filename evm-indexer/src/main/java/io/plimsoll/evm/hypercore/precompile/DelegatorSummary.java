package io.plimsoll.evm.hypercore.precompile;

import io.plimsoll.evm.hypercore.CoreUnits;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The staking balance of a user; amounts in 10^−8 HYPE.
 *
 * @param delegated with validators
 * @param undelegated in the staking balance and with no validator
 * @param totalPendingWithdrawal on its way out of the staking balance
 * @param nPendingWithdrawals in how many withdrawals
 */
public record DelegatorSummary(
        BigInteger delegated, BigInteger undelegated, BigInteger totalPendingWithdrawal, long nPendingWithdrawals) {
    /** With validators, in HYPE. */
    public BigDecimal delegatedHype() {
        return CoreUnits.scaled(delegated, CoreUnits.HYPE_WEI_DECIMALS);
    }

    /** With no validator, in HYPE. */
    public BigDecimal undelegatedHype() {
        return CoreUnits.scaled(undelegated, CoreUnits.HYPE_WEI_DECIMALS);
    }

    /** On its way out, in HYPE. */
    public BigDecimal pendingWithdrawalHype() {
        return CoreUnits.scaled(totalPendingWithdrawal, CoreUnits.HYPE_WEI_DECIMALS);
    }
}
