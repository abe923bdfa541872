package io.plimsoll.evm.hypercore.precompile;

import io.plimsoll.evm.hypercore.CoreUnits;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A perp position; all zero if there is none.
 *
 * @param szi size in 10^−szDecimals of the perp, negative for a short
 * @param entryNtl size × entry price in 10^−6 USD, not negative
 * @param isolatedRawUsd USD that are the position's own in 10^−6, negative where it owes them; of use only if {@code isIsolated}
 * @param leverage that the user has set
 * @param isIsolated whether its margin is its own; else it shares the account's
 */
public record CorePosition(
        BigInteger szi, BigInteger entryNtl, BigInteger isolatedRawUsd, long leverage, boolean isIsolated) {
    /** Whether there is a position. */
    public boolean isOpen() {
        return szi.signum() != 0;
    }

    /**
     * The size, negative for a short.
     *
     * @param szDecimals of the perp, see {@link PerpAssetInfo}
     */
    public BigDecimal size(int szDecimals) {
        return CoreUnits.scaled(szi, szDecimals);
    }

    /** Size × entry price in USD, not negative. */
    public BigDecimal entryNotional() {
        return CoreUnits.usd(entryNtl);
    }

    /** USD that are the position's own, negative where it owes them. */
    public BigDecimal isolatedUsd() {
        return CoreUnits.usd(isolatedRawUsd);
    }
}
