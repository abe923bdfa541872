package io.plimsoll.core.domain.account;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * Profit and loss of an account on one protocol at one time, in USD. Empty means not known, never zero.
 *
 * @param chain of the protocol
 * @param protocol it trades on; not blank
 * @param account whose it is
 * @param time of it
 * @param realized profit of what was closed since the account began; a loss is negative
 * @param unrealized profit of what is open, at the prices of that time; empty where one of them was missing
 * @param collateral of what is open; not negative
 * @param positionValue size of what is open at the prices of that time; empty where one of them was missing
 * @param openPositions how many are open; not negative
 */
public record ProfitSnapshot(
        ChainId chain,
        String protocol,
        Address account,
        Instant time,
        BigDecimal realized,
        Optional<BigDecimal> unrealized,
        BigDecimal collateral,
        Optional<BigDecimal> positionValue,
        int openPositions) {

    public ProfitSnapshot {
        if (protocol.isBlank()) {
            throw new IllegalArgumentException("protocol of a profit snapshot of " + account + " must not be blank");
        }
        if (collateral.signum() < 0 || openPositions < 0) {
            throw new IllegalArgumentException("profit snapshot of " + account + " has collateral " + collateral
                    + " of " + openPositions + " positions, must not be negative");
        }
    }

    /** realized + unrealized; empty where the latter is. */
    public Optional<BigDecimal> total() {
        return unrealized.map(realized::add);
    }
}
