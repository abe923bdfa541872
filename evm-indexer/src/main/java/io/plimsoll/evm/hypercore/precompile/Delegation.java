package io.plimsoll.evm.hypercore.precompile;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.evm.hypercore.CoreUnits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

/**
 * A stake with one validator.
 *
 * @param amount in 10^−8 HYPE
 * @param lockedUntilTimestamp when it may be undelegated, in milliseconds since 1970 as in the info endpoint
 */
public record Delegation(Address validator, BigInteger amount, long lockedUntilTimestamp) {
    /** The stake in HYPE. */
    public BigDecimal hype() {
        return CoreUnits.scaled(amount, CoreUnits.HYPE_WEI_DECIMALS);
    }

    /** When it may be undelegated. */
    public Instant lockedUntil() {
        return Instant.ofEpochMilli(lockedUntilTimestamp);
    }
}
