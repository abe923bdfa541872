package io.plimsoll.evm.deployment;

import io.plimsoll.core.foundation.chain.ChainId;
import java.util.List;
import java.util.Optional;

/**
 * An exchange.
 *
 * @param chain it is on
 * @param name as it calls itself
 * @param kind whose contracts it is made of
 * @param factory of its pools
 * @param positionManager that holds positions as NFTs, if it is known
 * @param routers that swap, if any are known; their functions differ even within a kind
 * @param quoters that say what a swap would give, if any are known
 */
public record Dex(
        ChainId chain,
        String name,
        DexKind kind,
        Deployment factory,
        Optional<Deployment> positionManager,
        List<Deployment> routers,
        List<Deployment> quoters) {
    public Dex {
        routers = List.copyOf(routers);
        quoters = List.copyOf(quoters);
    }
}
