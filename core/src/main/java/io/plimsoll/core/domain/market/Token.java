package io.plimsoll.core.domain.market;

import io.plimsoll.core.foundation.chain.Address;

/**
 * An ERC-20 token.
 *
 * @param address of its contract, its identity on the chain
 * @param symbol as the contract says; anybody may use any
 * @param decimals 0 to 255
 */
public record Token(Address address, String symbol, int decimals) {
    public Token {
        if (decimals < 0 || decimals > 255) {
            throw new IllegalArgumentException("decimals of " + symbol + " must be 0 to 255, got " + decimals);
        }
    }
}
