package io.plimsoll.evm.hypercore.precompile;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.util.List;

/**
 * How much there is of a token, in 10^−weiDecimals of it.
 *
 * @param maxSupply what there was at first, less what was burned
 * @param totalSupply what there is
 * @param circulatingSupply of that, what is neither emitted later nor with those that are left out
 * @param futureEmissions what is emitted later
 * @param nonCirculatingUserBalances those that are left out
 */
public record TokenSupply(
        BigInteger maxSupply,
        BigInteger totalSupply,
        BigInteger circulatingSupply,
        BigInteger futureEmissions,
        List<UserBalance> nonCirculatingUserBalances) {
    /**
     * What a user has.
     *
     * @param balance in 10^−weiDecimals of the token
     */
    public record UserBalance(Address user, BigInteger balance) {}

    public TokenSupply {
        nonCirculatingUserBalances = List.copyOf(nonCirculatingUserBalances);
    }
}
