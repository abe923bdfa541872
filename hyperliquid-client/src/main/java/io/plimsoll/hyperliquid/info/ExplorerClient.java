package io.plimsoll.hyperliquid.info;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import io.plimsoll.hyperliquid.limit.IpBudget;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.HttpUrl;

/**
 * Typed {@code POST /explorer} calls to the venue's RPC host: blocks and transactions as the explorer shows them. Thread-safe.
 * Calls block and are not repeated here, as those of {@link InfoClient}. They weigh 40 each on the same budget, so they go in
 * the lane {@link Lane#BACKGROUND}.
 */
public final class ExplorerClient {
    /** {@code https://rpc.hyperliquid.xyz}. */
    public static final HttpUrl MAINNET = HttpUrl.get("https://rpc.hyperliquid.xyz");

    /** {@code https://rpc.hyperliquid-testnet.xyz}. */
    public static final HttpUrl TESTNET = HttpUrl.get("https://rpc.hyperliquid-testnet.xyz");

    private final HttpJson http;
    private final HttpUrl url;
    private final VenueLimits limits;
    private final Duration patience;

    /**
     * Calls {@code base + "explorer"}.
     *
     * @param limits shared with the clients of the API host
     * @param patience how long a call waits at most until the budget has room for it
     */
    public ExplorerClient(HttpJson http, HttpUrl base, VenueLimits limits, Duration patience) {
        this.http = http;
        this.url = base.newBuilder().addPathSegment("explorer").build();
        this.limits = limits;
        this.patience = patience;
    }

    /**
     * Sends one request and reads the answer.
     *
     * @throws SourceException if there is no answer, or not the one the endpoint gives
     */
    public <T> T fetch(ExplorerRequest<T> request) {
        try (IpBudget.Permit permit = limits.ip().acquire(Lane.BACKGROUND, patience, request.weight(), 0)) {
            byte[] answer = http.postForBytes(url, request.body().getBytes(StandardCharsets.UTF_8));
            permit.settle(0);
            return request.parse(answer);
        }
    }
}
