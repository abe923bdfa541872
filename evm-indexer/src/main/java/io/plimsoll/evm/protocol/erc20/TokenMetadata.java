package io.plimsoll.evm.protocol.erc20;

import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a token says of itself. All of it is optional in an ERC-20, and anybody may say anything: nothing here identifies a token but
 * its address. Texts are stripped of what is not printable, and cut off at 32 characters.
 *
 * @param address of the contract
 * @param symbol not empty, if it tells one
 * @param name not empty, if it tells one
 * @param decimals 0 to 255, if it tells them; without them no amount can be told in whole tokens
 * @param totalSupply in the smallest unit, if it tells it
 */
public record TokenMetadata(
        Address address,
        Optional<String> symbol,
        Optional<String> name,
        OptionalInt decimals,
        Optional<BigInteger> totalSupply) {
    /** For tables and amounts: without a symbol the shortened address stands for it, without decimals they are 0. */
    public Token token() {
        return new Token(address, symbol.orElse(address.abbreviated()), decimals.orElse(0));
    }
}
