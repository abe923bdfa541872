package io.plimsoll.evm.protocol.morpho;

import io.plimsoll.core.domain.position.LendingPosition;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What an account has in a market.
 *
 * @param market it is in
 * @param account whose it is
 * @param supplyShares of what is lent; the recipient of fees has those of interest not yet booked among them
 * @param borrowShares of what is owed
 * @param collateral units of the collateral token; it earns nothing
 */
public record MorphoPosition(
        MorphoMarket market, Address account, BigInteger supplyShares, BigInteger borrowShares, BigInteger collateral) {

    /** Lent, units of the loan token, interest up to the market's block included; rounded down as a withdrawal is. */
    public BigInteger supplied() {
        return market.state().suppliedAssets(supplyShares);
    }

    /** Owed, units of the loan token, interest up to the market's block included; rounded up as a repayment is. */
    public BigInteger borrowed() {
        return market.state().borrowedAssets(borrowShares);
    }

    /**
     * The same in the words of all protocols: one position of the loan token, and one of the collateral; what is zero is left out. Where
     * a market's two tokens are the same, collateral and debt are one position, as both have one key; if something is lent there as well,
     * it is a position of the same key before it.
     */
    public List<LendingPosition> toLendingPositions() {
        Address loanToken = market.params().loanToken();
        Address collateralToken = market.params().collateralToken();
        boolean debtIsOfTheCollateral = loanToken.equals(collateralToken) && collateral.signum() > 0;
        BigInteger owed = borrowed();
        BigInteger beside = debtIsOfTheCollateral ? BigInteger.ZERO : owed;
        List<LendingPosition> positions = new ArrayList<>();
        if (supplyShares.signum() > 0 || beside.signum() > 0) {
            positions.add(position(loanToken, supplied(), beside, false));
        }
        if (collateral.signum() > 0) {
            positions.add(position(collateralToken, collateral, owed.subtract(beside), true));
        }
        return positions;
    }

    private LendingPosition position(
            Address token, BigInteger suppliedUnits, BigInteger borrowedUnits, boolean standsForDebts) {
        return new LendingPosition(
                market.chain(),
                market.morpho(),
                market.id().hex(),
                token,
                suppliedUnits,
                borrowedUnits,
                standsForDebts);
    }
}
