package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;

/**
 * Answer to {@code delegatorSummary}: the staking balance of an account, in HYPE.
 *
 * @param delegated to validators
 * @param undelegated in the staking balance, free to delegate or withdraw
 * @param totalPendingWithdrawal on its way to the spot balance
 * @param nPendingWithdrawals number of those
 */
public record DelegatorSummary(
        BigDecimal delegated, BigDecimal undelegated, BigDecimal totalPendingWithdrawal, int nPendingWithdrawals) {

    /** Of one account. Weight 20. */
    public static InfoRequest<DelegatorSummary> of(Address user) {
        return InfoRequest.of("delegatorSummary", 20, new TypeReference<DelegatorSummary>() {})
                .with("user", user.hex());
    }
}
