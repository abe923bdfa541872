package io.plimsoll.evm;

import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.evm.rpc.Endpoint;
import io.plimsoll.evm.rpc.RequestBudget;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import okhttp3.HttpUrl;

/**
 * A chain and where to ask it.
 *
 * @param name for logs and tables
 * @param chainId that every endpoint must confirm
 * @param rpc JSON-RPC over HTTP; may hold a key, so it is in no message
 */
public record EvmNetwork(String name, ChainId chainId, URI rpc) {
    /** HyperEVM; the public endpoint allows 100 requests a minute. */
    public static final EvmNetwork HYPEREVM =
            new EvmNetwork("hyperevm", ChainId.HYPEREVM, URI.create("https://rpc.hyperliquid.xyz/evm"));

    /** HyperEVM testnet. */
    public static final EvmNetwork HYPEREVM_TESTNET = new EvmNetwork(
            "hyperevm-testnet", ChainId.HYPEREVM_TESTNET, URI.create("https://rpc.hyperliquid-testnet.xyz/evm"));

    /** What is known of HyperEVM's public endpoints, mainnet and testnet. */
    private static final Map<String, String> PUBLIC_HYPEREVM = Map.of(
            "rpc.hyperliquid.xyz", "hyperliquid",
            "api.hyperliquid.xyz", "hyperliquid-api",
            "rpc.hyperliquid-testnet.xyz", "hyperliquid-testnet",
            "api.hyperliquid-testnet.xyz", "hyperliquid-testnet-api");

    /** Of {@code eth_getLogs} there. */
    private static final long PUBLIC_LOG_RANGE = 50;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RequestBudget MAINNET_BUDGET = publicBudget();
    private static final RequestBudget TESTNET_BUDGET = publicBudget();

    /**
     * Any chain.
     *
     * @throws IllegalArgumentException if the endpoint is not http or https
     */
    public EvmNetwork {
        if (!"https".equals(rpc.getScheme()) && !"http".equals(rpc.getScheme())) {
            throw new IllegalArgumentException(
                    "RPC endpoint of " + name + " must be http or https, got scheme " + rpc.getScheme());
        }
    }

    /** Without the endpoint, whose URL may hold a key. */
    @Override
    public String toString() {
        return name + " (" + chainId + ")";
    }

    /**
     * The endpoint at {@link #rpc}. HyperEVM's public ones come with their limits: 50 blocks in {@code eth_getLogs}, the latest state
     * only, no system transactions, and a {@link #publicBudget} that all of a chain in this process share, as they are counted by IP
     * address; a client that goes out by another address has its own with {@link Endpoint#withBudget}. Of others nothing is known.
     */
    public Endpoint endpoint() {
        HttpUrl url = Objects.requireNonNull(HttpUrl.get(rpc));
        String known = PUBLIC_HYPEREVM.get(url.host());
        return known == null
                ? Endpoint.of(name, url)
                : Endpoint.of(known, url)
                        .withBudget(known.contains("testnet") ? TESTNET_BUDGET : MAINNET_BUDGET)
                        .withMaxLogRange(PUBLIC_LOG_RANGE);
    }

    /**
     * What HyperEVM's public endpoints take of one IP address: 100 requests in a minute. Whether a batch counts as one is not
     * documented, so each of its members counts.
     *
     * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/rate-limits-and-user-limits">Rate limits</a>
     */
    public static RequestBudget publicBudget() {
        return RequestBudget.of(100, MINUTE);
    }
}
