package io.plimsoll.evm.hypercore.precompile;

import io.plimsoll.evm.hypercore.CoreUnits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

/**
 * The share of a user in a vault.
 *
 * @param equity in 10^−6 USD
 * @param lockedUntilTimestamp when it may be withdrawn, in milliseconds since 1970 as in the info endpoint
 */
public record UserVaultEquity(BigInteger equity, long lockedUntilTimestamp) {
    /** The share in USD. */
    public BigDecimal equityUsd() {
        return CoreUnits.usd(equity);
    }

    /** When it may be withdrawn. */
    public Instant lockedUntil() {
        return Instant.ofEpochMilli(lockedUntilTimestamp);
    }
}
