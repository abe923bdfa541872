package io.plimsoll.evm.deployment;

import io.plimsoll.core.foundation.chain.ChainId;

/**
 * Any other contract whose address is worth knowing.
 *
 * @param chain it is on
 * @param protocol that it belongs to
 * @param role in the protocol's words
 * @param deployment where
 */
public record KnownContract(ChainId chain, String protocol, String role, Deployment deployment) {}
