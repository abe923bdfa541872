package io.plimsoll.core.domain.token;

import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;

/**
 * A wallet that took part in a transfer of a token, whether or not it still holds any.
 *
 * @param token in question
 * @param wallet not the zero address
 * @param firstSeen time of the block of its first transfer
 */
public record TokenWallet(TokenId token, Address wallet, Instant firstSeen) {
    public TokenWallet {
        if (wallet.equals(Address.ZERO)) {
            throw new IllegalArgumentException("the zero address is no wallet");
        }
    }
}
