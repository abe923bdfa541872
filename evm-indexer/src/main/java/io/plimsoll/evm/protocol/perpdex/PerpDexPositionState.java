package io.plimsoll.evm.protocol.perpdex;

import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What the contract says of a position, in the state after one block. Money is USD.
 *
 * @param id unique in the contract
 * @param market it is in
 * @param account whose it is
 * @param open false once it was closed or liquidated; then all is as it was at that moment, and profit and health factor say nothing
 * @param side which way
 * @param size at entry price
 * @param collateral that stands behind it
 * @param leverage size for one USD of collateral
 * @param entryPrice average
 * @param accumulatedFunding paid since it was opened, up to the block; negative: received
 * @param profit at the market's price, without funding; a loss is negative
 * @param healthFactor liquidated at 1 and below; 0 if nothing is left
 */
public record PerpDexPositionState(
        BigInteger id,
        Bytes32 market,
        Address account,
        boolean open,
        PositionSide side,
        BigDecimal size,
        BigDecimal collateral,
        BigDecimal leverage,
        BigDecimal entryPrice,
        BigDecimal accumulatedFunding,
        BigDecimal profit,
        BigDecimal healthFactor) {}
