package io.plimsoll.core.domain.market;

import io.plimsoll.core.foundation.chain.ChainId;

/**
 * What tells a protocol's market apart from every other one.
 *
 * @param chain it lives on; of HyperCore's markets the chain beside it
 * @param protocol or deployment, such as {@code aave-v3} or {@code hypercore}; not blank
 * @param name of the market as the protocol writes it: an id, an address, a symbol; not blank
 */
public record MarketId(ChainId chain, String protocol, String name) {
    public MarketId {
        if (protocol.isBlank() || name.isBlank()) {
            throw new IllegalArgumentException(
                    "protocol and name of a market must not be blank, got '" + protocol + "' and '" + name + "'");
        }
    }

    /** For people: {@code 999/aave-v3/0x…}. */
    @Override
    public String toString() {
        return chain + "/" + protocol + "/" + name;
    }
}
