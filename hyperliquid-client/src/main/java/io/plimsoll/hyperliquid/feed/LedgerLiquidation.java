package io.plimsoll.hyperliquid.feed;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.List;

/**
 * An entry of type {@code liquidation} in the ledger of an account.
 *
 * @param user whose ledger it is: the liquidated account
 * @param time milliseconds, of the block
 * @param hash of the transaction
 * @param liquidatedNtlPos notional of all positions, USDC
 * @param accountValue before, USDC; may be negative
 * @param liquidatedPositions what was closed
 */
public record LedgerLiquidation(
        Address user,
        long time,
        String hash,
        BigDecimal liquidatedNtlPos,
        BigDecimal accountValue,
        List<Position> liquidatedPositions) {

    public LedgerLiquidation {
        liquidatedPositions = List.copyOf(liquidatedPositions);
    }

    /**
     * A position that was closed.
     *
     * @param coin market
     * @param szi signed size, base units
     */
    public record Position(String coin, BigDecimal szi) {}
}
