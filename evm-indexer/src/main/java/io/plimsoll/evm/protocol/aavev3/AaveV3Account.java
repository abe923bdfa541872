package io.plimsoll.evm.protocol.aavev3;

import io.plimsoll.core.domain.position.LendingPosition;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What one account has in a market, and how the pool judges it, in the state after the block that it was read in.
 *
 * @param user whose it is
 * @param eModeCategory it has chosen; 0: none
 * @param summary the pool's own judgement; empty if it cannot judge, as while a price source reverts
 * @param positions where it has supplied or borrowed something, in the market's order
 */
public record AaveV3Account(Address user, int eModeCategory, Optional<Summary> summary, List<Position> positions) {

    /**
     * The answer of {@code getUserAccountData}. Amounts are in the market's base currency, shares in basis points.
     *
     * @param totalCollateral of what stands for debts
     * @param totalDebt owed
     * @param availableBorrows that could be borrowed more
     * @param liquidationThreshold average over the collateral
     * @param ltv average over the collateral
     * @param healthFactor with 18 decimals; may be liquidated below 10¹⁸; 2²⁵⁶ − 1 if it owes nothing
     */
    public record Summary(
            BigInteger totalCollateral,
            BigInteger totalDebt,
            BigInteger availableBorrows,
            int liquidationThreshold,
            int ltv,
            BigInteger healthFactor) {}

    /**
     * What it has of one token. Amounts are units of the token.
     *
     * @param asset the token
     * @param supplied interest included
     * @param scaledSupplied the part that only changes by transactions: times the normalized income it is {@code supplied}
     * @param collateral whether that stands for its debts
     * @param variableDebt interest included
     * @param scaledVariableDebt the part that only changes by transactions
     * @param stableDebt interest included; 0 since 3.2
     */
    public record Position(
            Address asset,
            BigInteger supplied,
            BigInteger scaledSupplied,
            boolean collateral,
            BigInteger variableDebt,
            BigInteger scaledVariableDebt,
            BigInteger stableDebt) {

        boolean isEmpty() {
            return supplied.signum() == 0
                    && scaledSupplied.signum() == 0
                    && variableDebt.signum() == 0
                    && scaledVariableDebt.signum() == 0
                    && stableDebt.signum() == 0;
        }

        /**
         * The same in the words of all protocols.
         *
         * @param market that it is in
         */
        public LendingPosition toLendingPosition(AaveV3Market market) {
            return new LendingPosition(
                    market.chain(),
                    market.contracts().pool(),
                    "",
                    asset,
                    supplied,
                    variableDebt.add(stableDebt),
                    collateral);
        }
    }

    public AaveV3Account {
        positions = List.copyOf(positions);
    }

    /** Its positions in the words of all protocols. */
    public List<LendingPosition> toLendingPositions(AaveV3Market market) {
        return positions.stream()
                .map(position -> position.toLendingPosition(market))
                .toList();
    }
}
