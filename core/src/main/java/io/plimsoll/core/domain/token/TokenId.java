package io.plimsoll.core.domain.token;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import java.util.Comparator;

/**
 * Which token: symbols repeat, and the same address may be another contract on another chain.
 *
 * @param chain it lives on
 * @param contract of the token
 */
public record TokenId(ChainId chain, Address contract) implements Comparable<TokenId> {
    private static final Comparator<TokenId> ORDER =
            Comparator.<TokenId>comparingLong(id -> id.chain.value()).thenComparing(TokenId::contract);

    /** By chain, then by address. */
    @Override
    public int compareTo(TokenId other) {
        return ORDER.compare(this, other);
    }

    /** {@code 999:0x…}, for messages. */
    @Override
    public String toString() {
        return chain + ":" + contract;
    }
}
