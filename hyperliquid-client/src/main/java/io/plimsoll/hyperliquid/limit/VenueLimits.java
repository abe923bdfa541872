package io.plimsoll.hyperliquid.limit;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;

/**
 * What all clients behind one IP address share. The venue counts per address of the caller, so a process has one of these
 * for each of its networks ({@link #mainnet}, {@link #testnet}); more only for connections through different proxies.
 * Thread-safe.
 */
public final class VenueLimits {
    static final String SOURCE = "hyperliquid";

    private static final VenueLimits MAINNET = new VenueLimits(Quotas.documented());
    private static final VenueLimits TESTNET = new VenueLimits(Quotas.documented());

    private final WeightedRateLimiter limiter;
    private final IpBudget ip;
    private final StreamQuota streams;
    private final Map<Address, AddressBudget> addresses = new ConcurrentHashMap<>();

    /** Limits that nothing was taken from yet. */
    public VenueLimits(Quotas quotas) {
        this(quotas, new WeightedRateLimiter(SOURCE));
    }

    VenueLimits(Quotas quotas, WeightedRateLimiter limiter) {
        this.limiter = limiter;
        this.ip = new IpBudget(limiter, quotas.weightPerMinute());
        this.streams = new StreamQuota(limiter, quotas);
    }

    /** The documented limits of this process on mainnet; always the same object. */
    public static VenueLimits mainnet() {
        return MAINNET;
    }

    /** The documented limits of this process on testnet; always the same object. */
    public static VenueLimits testnet() {
        return TESTNET;
    }

    /** Those of an endpoint: {@link #mainnet} and {@link #testnet} for the venue's own hosts, {@link #none} for any other. */
    public static VenueLimits of(HttpUrl endpoint) {
        String host = endpoint.host();
        return host.endsWith(".hyperliquid.xyz")
                ? MAINNET
                : host.endsWith(".hyperliquid-testnet.xyz") ? TESTNET : none();
    }

    /** Limits of an endpoint that has none, such as a node or a fake venue of one's own. */
    public static VenueLimits none() {
        return new VenueLimits(Quotas.none());
    }

    /** The weight of requests. */
    public IpBudget ip() {
        return ip;
    }

    /** Websocket connections, subscriptions and messages. */
    public StreamQuota streams() {
        return streams;
    }

    /**
     * The actions of one trading address; always the same object for the same address.
     *
     * @param address of the account that acts: a sub-account or vault has its own, an agent uses its master's
     */
    public AddressBudget address(Address address) {
        return addresses.computeIfAbsent(address, one -> new AddressBudget(limiter, one));
    }
}
