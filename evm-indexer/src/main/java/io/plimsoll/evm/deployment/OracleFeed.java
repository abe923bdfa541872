package io.plimsoll.evm.deployment;

import io.plimsoll.core.foundation.chain.ChainId;

/**
 * A contract that tells prices.
 *
 * @param chain it is on
 * @param provider who feeds it
 * @param name of the pair, such as {@code HYPE/USD}; of Pyth, whose contract tells all of its prices, what the contract is
 * @param deployment where
 */
public record OracleFeed(ChainId chain, Provider provider, String name, Deployment deployment) {
    /** Who feeds it. */
    public enum Provider {
        /** Aggregators of Chainlink, 8 decimals. */
        CHAINLINK,
        /** Push feeds of RedStone, 8 decimals, the same calls as Chainlink's. On other chains these addresses tell other prices. */
        REDSTONE,
        /** Pyth: one contract for all prices. */
        PYTH
    }
}
