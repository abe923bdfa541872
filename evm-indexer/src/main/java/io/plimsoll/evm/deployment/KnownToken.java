package io.plimsoll.evm.deployment;

import io.plimsoll.core.foundation.chain.ChainId;
import java.util.OptionalInt;

/**
 * A token whose address is worth knowing: anybody can make another one of the same symbol.
 *
 * @param chain it is on
 * @param symbol as it calls itself
 * @param decimals on this chain; empty if sources disagree
 * @param coreIndex its index on HyperCore, if it is linked and the index is known
 * @param deployment where
 */
public record KnownToken(
        ChainId chain, String symbol, OptionalInt decimals, OptionalInt coreIndex, Deployment deployment) {}
