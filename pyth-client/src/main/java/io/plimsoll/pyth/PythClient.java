package io.plimsoll.pyth;

import io.plimsoll.core.domain.price.PricePolicy;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.pyth.hermes.HermesClient;
import io.plimsoll.pyth.source.FeedRoute;
import io.plimsoll.pyth.source.HermesFeedPrices;
import io.plimsoll.pyth.source.PythPriceSource;
import io.plimsoll.pyth.update.TrustNetwork;
import io.plimsoll.pyth.update.TrustNetworks;
import io.plimsoll.pyth.update.UpdateVerifier;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** One Hermes endpoint and whom to believe. Thread-safe; share it. Calls block, and end within the deadline. */
public final class PythClient {
    /** The service since August 2026; price requests need a key. */
    public static final HttpUrl MAINNET = HttpUrl.get("https://pyth.dourolabs.app/hermes");

    private final HermesClient hermes;
    private final UpdateVerifier verifier;

    private PythClient(HermesClient hermes, UpdateVerifier verifier) {
        this.hermes = hermes;
        this.verifier = verifier;
    }

    /** The public service with a key, trusting the newest routers of Pyth Pro, 10 s for each call. */
    public static PythClient mainnet(String key) {
        return at(
                MAINNET,
                Optional.of(key),
                new OkHttpClient(),
                Duration.ofSeconds(10),
                TrustNetworks.PYTH_PRO_ROUTERS.newestSetOnly());
    }

    /**
     * Any endpoint that speaks Hermes v2.
     *
     * @param base without {@code /v2}
     * @param key sent as bearer token, never shown
     * @param http whose connections are used
     * @param deadline for one call
     * @param trusted whom to believe
     */
    public static PythClient at(
            HttpUrl base, Optional<String> key, OkHttpClient http, Duration deadline, TrustNetwork... trusted) {
        HttpJson json = HttpJson.of(HermesClient.SOURCE, http, deadline);
        return new PythClient(
                new HermesClient(key.map(json::withBearer).orElse(json), base), UpdateVerifier.trusting(trusted));
    }

    /** The wire layer. */
    public HermesClient hermes() {
        return hermes;
    }

    /** The verifier that {@link #prices} uses. */
    public UpdateVerifier verifier() {
        return verifier;
    }

    /** Verified prices of the assets in {@link PythFeeds#ROUTES}. */
    public PriceSource prices() {
        return prices(PythFeeds.ROUTES);
    }

    /**
     * Verified prices of assets, asked of Hermes each time.
     *
     * @param routes how each asset's USD price is made of feeds
     */
    public PriceSource prices(Map<String, ? extends FeedRoute> routes) {
        return new PythPriceSource(new HermesFeedPrices(hermes, verifier), routes, PricePolicy.MAJORS);
    }
}
