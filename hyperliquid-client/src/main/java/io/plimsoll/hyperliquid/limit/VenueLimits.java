package io.plimsoll.hyperliquid.limit;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all clients behind one IP address share. The venue counts per address of the caller, so a process has one of these
 * ({@link #ofThisProcess}); more than one only for different endpoints, or for connections through different proxies.
 * Thread-safe.
 */
public final class VenueLimits {
    static final String SOURCE = "hyperliquid";

    private static final VenueLimits THIS_PROCESS = new VenueLimits(Quotas.documented());

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

    /** The documented limits of the IP address that this process calls from; always the same object. */
    public static VenueLimits ofThisProcess() {
        return THIS_PROCESS;
    }

    /** Limits of an endpoint that has none. */
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
