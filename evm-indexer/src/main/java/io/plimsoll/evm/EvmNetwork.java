package io.plimsoll.evm;

import io.plimsoll.core.foundation.chain.ChainId;
import java.net.URI;

/**
 * A chain and where to ask it.
 *
 * @param name for logs and tables
 * @param chainId that every endpoint must confirm
 * @param rpc JSON-RPC over HTTP
 */
public record EvmNetwork(String name, ChainId chainId, URI rpc) {
    /** HyperEVM; the public endpoint allows 100 requests a minute. */
    public static final EvmNetwork HYPEREVM =
            new EvmNetwork("hyperevm", ChainId.HYPEREVM, URI.create("https://rpc.hyperliquid.xyz/evm"));

    /** HyperEVM testnet. */
    public static final EvmNetwork HYPEREVM_TESTNET = new EvmNetwork(
            "hyperevm-testnet", ChainId.HYPEREVM_TESTNET, URI.create("https://rpc.hyperliquid-testnet.xyz/evm"));

    /**
     * Any chain.
     *
     * @throws IllegalArgumentException if the endpoint is not http or https
     */
    public EvmNetwork {
        if (!"https".equals(rpc.getScheme()) && !"http".equals(rpc.getScheme())) {
            throw new IllegalArgumentException("RPC endpoint of " + name + " must be http or https, got " + rpc);
        }
    }
}
