package io.plimsoll.core.domain.token;

import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.foundation.chain.ChainId;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A token whose transfers are followed.
 *
 * @param chain it lives on
 * @param token contract, symbol and decimals
 * @param name as the contract says; may be empty
 * @param totalSupply in the smallest unit, when last asked; empty if never
 * @param active false: its history is kept, nothing is added
 */
public record TrackedToken(ChainId chain, Token token, String name, Optional<BigInteger> totalSupply, boolean active) {

    public TrackedToken {
        totalSupply.ifPresent(supply -> Amounts.requireWord("total supply of " + token.address(), supply));
    }

    /** What tells it apart from every other token. */
    public TokenId id() {
        return new TokenId(chain, token.address());
    }
}
