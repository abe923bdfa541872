package io.plimsoll.core.domain.token;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.LogRef;
import java.math.BigInteger;

/**
 * A payment in a token: what the program takes for one, by the method that was called or by an event of a payment contract.
 *
 * @param at where the log that tells of it is on the chain
 * @param contract of the token that was paid with
 * @param amount in the token's smallest unit, 0 to 2^256 - 1
 */
public record TokenPayment(LogRef at, Address contract, BigInteger amount) implements ChainEvent {
    public TokenPayment {
        Amounts.requireWord("amount of a payment in " + contract, amount);
    }

    /** Which token was paid with. */
    public TokenId token() {
        return new TokenId(at.chain(), contract);
    }
}
