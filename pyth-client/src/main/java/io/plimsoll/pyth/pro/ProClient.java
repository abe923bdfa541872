package io.plimsoll.pyth.pro;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.kit.http.HttpJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Prices of Pyth Pro on demand. Thread-safe; calls block. Nothing here is verified: see {@link ProVerifier#verify(ProUpdate,
 * Collection, Instant)}.
 *
 * @see <a href="https://docs.pyth.network/price-feeds/pro/api/rest">REST API</a>
 */
public final class ProClient {
    /** The hosts of the service. */
    public static final List<HttpUrl> MAINNET = List.of(
            HttpUrl.get("https://pyth-lazer-0.dourolabs.app"),
            HttpUrl.get("https://pyth-lazer-1.dourolabs.app"),
            HttpUrl.get("https://pyth-lazer-2.dourolabs.app"));

    private static final TypeReference<ProUpdate> UPDATE = new TypeReference<>() {};

    private final HttpJson http;
    private final List<HttpUrl> hosts;

    /**
     * Calls {@code host + "/v1/…"}, of the first host that answers.
     *
     * @param http with the key as bearer token
     * @throws IllegalArgumentException if there is no host
     */
    public ProClient(HttpJson http, List<HttpUrl> hosts) {
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("hosts must be at least one");
        }
        this.http = http;
        this.hosts = List.copyOf(hosts);
    }

    /** The public service. */
    public static ProClient mainnet(String key, OkHttpClient http, Duration deadline) {
        return new ProClient(HttpJson.of(ProStream.SOURCE, http, deadline).withBearer(key), MAINNET);
    }

    /**
     * The newest update.
     *
     * @throws ProUnauthorized without a valid key
     * @throws ProNotEntitled if the key does not cover a feed
     * @throws SourceException if there is no answer otherwise
     */
    public ProUpdate latest(ProSubscription subscription) {
        return post("v1/latest_price", null, subscription);
    }

    /**
     * The update of a moment.
     *
     * @param time rounded down to the period of the subscription's channel
     * @throws ProUnauthorized without a valid key
     * @throws ProNotEntitled if the key does not cover a feed
     * @throws SourceException if there is no answer otherwise
     */
    public ProUpdate at(ProSubscription subscription, Instant time) {
        return post("v1/price", subscription.channel().floorUs(time), subscription);
    }

    private ProUpdate post(String path, @Nullable Long timestamp, ProSubscription subscription) {
        ProRequest body = ProRequest.once(timestamp, subscription);
        return ofFirst(host -> http.post(host.newBuilder().addPathSegments(path).build(), body, UPDATE));
    }

    /** Another host may do better where one fails; not where it says no, or wants fewer requests. */
    private <T> T ofFirst(Function<HttpUrl, T> call) {
        for (HttpUrl host : hosts.subList(0, hosts.size() - 1)) {
            try {
                return ProErrors.typed(ProStream.SOURCE, () -> call.apply(host));
            } catch (SourceException e) {
                if (!e.retryable() || e instanceof RateLimited) {
                    throw e;
                }
            }
        }
        return ProErrors.typed(ProStream.SOURCE, () -> call.apply(hosts.get(hosts.size() - 1)));
    }
}
