package io.plimsoll.pyth.hermes;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.kit.http.HttpJson;
import java.util.Collection;
import okhttp3.HttpUrl;

/** Typed Hermes calls. Thread-safe. Nothing here is verified: see {@link io.plimsoll.pyth.update.UpdateVerifier}. */
public final class HermesClient {
    /** The name of the service in errors and quotes. */
    public static final String SOURCE = "pyth-hermes";

    private final HttpJson http;
    private final HttpUrl base;

    /** Calls {@code base + "/v2/…"}. */
    public HermesClient(HttpJson http, HttpUrl base) {
        this.http = http;
        this.base = base;
    }

    /**
     * The latest signed update of each feed. Feeds that Hermes does not know are left out of the answer.
     *
     * @throws IllegalArgumentException if no feed is asked for
     * @throws SourceException if there is no answer; status 401 without a valid key, 403 where the key does not cover a
     *     feed
     */
    public PriceUpdate latest(Collection<Bytes32> feeds) {
        if (feeds.isEmpty()) {
            throw new IllegalArgumentException("ask for at least one feed");
        }
        HttpUrl.Builder url = base.newBuilder()
                .addPathSegments("v2/updates/price/latest")
                .addQueryParameter("encoding", "hex")
                .addQueryParameter("parsed", "true")
                .addQueryParameter("ignore_invalid_price_ids", "true");
        feeds.stream().distinct().forEach(feed -> url.addQueryParameter("ids[]", feed.digits()));
        return http.get(url.build(), new TypeReference<>() {});
    }
}
