package io.plimsoll.hyperliquid.info;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import io.plimsoll.hyperliquid.limit.IpBudget;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import okhttp3.HttpUrl;

/**
 * Typed {@code POST /info} calls: {@code info.fetch(L2Book.of("BTC"))}. Immutable and thread-safe. A call waits until the
 * budget of its IP address has room for it, sends one request, blocks until the answer is decoded and throws {@link
 * SourceException} if there is none. Times are milliseconds since 1970, both ends inclusive.
 *
 * <p>Nothing is repeated here. Asking twice is asking once, so a caller may wrap any call in {@link
 * io.plimsoll.core.kit.resilience.Retries} with {@link io.plimsoll.core.kit.resilience.Repeat#READ}, which also keeps the
 * pause that a 429 asks for.
 */
public final class InfoClient {
    /** The name of the venue in errors. */
    public static final String SOURCE = "hyperliquid";

    private final HttpJson http;
    private final HttpUrl url;
    private final VenueLimits limits;
    private final Lane lane;
    private final Duration patience;

    /**
     * Calls {@code base + "info"} in the lane {@link Lane#NORMAL}.
     *
     * @param limits shared with all clients of the same host
     * @param patience how long a call waits at most until the budget has room for it
     */
    public InfoClient(HttpJson http, HttpUrl base, VenueLimits limits, Duration patience) {
        this(http, base.newBuilder().addPathSegment("info").build(), limits, Lane.NORMAL, patience);
    }

    private InfoClient(HttpJson http, HttpUrl url, VenueLimits limits, Lane lane, Duration patience) {
        this.http = http;
        this.url = url;
        this.limits = limits;
        this.lane = lane;
        this.patience = patience;
    }

    /** The same client, its calls as urgent as this: {@code info.in(BACKGROUND).fetch(…)} for polling. */
    public InfoClient in(Lane lane) {
        return new InfoClient(http, url, limits, lane, patience);
    }

    /** The same client, its calls waiting for room in the budget this long at most. */
    public InfoClient waiting(Duration patience) {
        return new InfoClient(http, url, limits, lane, patience);
    }

    /**
     * Sends one request and reads the answer.
     *
     * @throws RateLimited if the budget has no room for it in time, or the venue says 429 all the same; says how long to
     *     wait where that is known
     * @throws SourceException if there is no answer, or not the one the endpoint gives
     */
    public <T> T fetch(InfoRequest<T> request) {
        try (IpBudget.Permit permit = limits.ip().acquire(lane, patience, request.weight(), request.maxSurcharge())) {
            T answer = request.parse(http.postForBytes(url, request.body().getBytes(StandardCharsets.UTF_8)));
            permit.settle(request.surchargeOf(answer));
            return answer;
        }
    }
}
