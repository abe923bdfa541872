package io.plimsoll.core.domain.token;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;

/**
 * Who holds how much of a token.
 *
 * @param wallet not the zero address
 * @param balance smallest unit, positive
 */
public record TokenHolder(Address wallet, BigInteger balance) {
    public TokenHolder {
        if (wallet.equals(Address.ZERO)) {
            throw new IllegalArgumentException("the zero address holds nothing");
        }
        Amounts.requireWord("balance of " + wallet, balance);
        if (balance.signum() == 0) {
            throw new IllegalArgumentException("a holder's balance must be > 0, got 0 of " + wallet);
        }
    }
}
