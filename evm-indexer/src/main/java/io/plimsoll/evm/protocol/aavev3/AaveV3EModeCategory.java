package io.plimsoll.evm.protocol.aavev3;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;

/**
 * A category of assets that go together, so that an account that has chosen it gets better terms for them. All versions look alike
 * here: until 3.1 an asset is in at most one category, for both sides. Until 3.5 a reserve's own terms come first: what is no collateral
 * outside of a category, or may not be borrowed, is none in it, or may not be either.
 *
 * @param id 1 to 255
 * @param label for people
 * @param ltv of its collateral instead of the reserve's, basis points
 * @param liquidationThreshold of its collateral instead of the reserve's, basis points
 * @param liquidationBonus of its collateral instead of the reserve's, basis points
 * @param collateral assets that have these terms as collateral
 * @param borrowable assets that may be borrowed by whoever has chosen it
 * @param ltvZero assets of its collateral against which nothing may be borrowed; since 3.6, before it is empty and the reserve's own
 *     loan-to-value of 0 counts
 * @param isolated whether nothing may be borrowed against what is not in {@code collateral}, which still carries debts; since 3.7,
 *     before it is false
 * @param price of all its assets, where the category has one of its own; until 3.1. 0 is as good as none
 */
public record AaveV3EModeCategory(
        int id,
        String label,
        int ltv,
        int liquidationThreshold,
        int liquidationBonus,
        Set<Address> collateral,
        Set<Address> borrowable,
        Set<Address> ltvZero,
        boolean isolated,
        Optional<BigInteger> price) {
    public AaveV3EModeCategory {
        collateral = Set.copyOf(collateral);
        borrowable = Set.copyOf(borrowable);
        ltvZero = Set.copyOf(ltvZero);
    }
}
