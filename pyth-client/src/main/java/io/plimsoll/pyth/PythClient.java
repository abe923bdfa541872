package io.plimsoll.pyth;

import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.price.PricePolicy;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import io.plimsoll.pyth.hermes.HermesClient;
import io.plimsoll.pyth.hermes.HermesListener;
import io.plimsoll.pyth.hermes.HermesSettings;
import io.plimsoll.pyth.hermes.HermesStream;
import io.plimsoll.pyth.onchain.PythContract;
import io.plimsoll.pyth.onchain.PythDeployment;
import io.plimsoll.pyth.source.FeedRoute;
import io.plimsoll.pyth.source.HermesFeedPrices;
import io.plimsoll.pyth.source.HermesStreamFeedPrices;
import io.plimsoll.pyth.source.OnChainFeedPrices;
import io.plimsoll.pyth.source.PythPriceSource;
import io.plimsoll.pyth.update.TrustNetwork;
import io.plimsoll.pyth.update.TrustNetworks;
import io.plimsoll.pyth.update.UpdateVerifier;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * One Hermes endpoint and whom to believe; {@link #onChain} does without either. Thread-safe; share it. Calls block.
 */
public final class PythClient {
    /** The service since August 2026; price requests need a key. */
    public static final HttpUrl MAINNET = HttpUrl.get("https://pyth.dourolabs.app/hermes");

    private final HttpUrl base;
    private final Optional<String> key;
    private final OkHttpClient http;
    private final HermesClient hermes;
    private final UpdateVerifier verifier;

    private PythClient(
            HttpUrl base, Optional<String> key, OkHttpClient http, HermesClient hermes, UpdateVerifier verifier) {
        this.base = base;
        this.key = key;
        this.http = http;
        this.hermes = hermes;
        this.verifier = verifier;
    }

    /**
     * The public service with a key, trusting the newest routers of Pyth Pro, 10 s for each request. It keeps to the documented
     * limits and asks again where that may help, as {@link HermesSettings#standard} says.
     *
     * @param key sent as bearer token, never shown
     */
    public static PythClient mainnet(String key) {
        PythClient client = at(
                MAINNET,
                Optional.of(key),
                new OkHttpClient(),
                Duration.ofSeconds(10),
                TrustNetworks.PYTH_PRO_ROUTERS.newestSetOnly());
        return new PythClient(
                client.base, client.key, client.http, client.hermes.with(HermesSettings.standard()), client.verifier);
    }

    /**
     * The mode without a key: prices of the assets in {@link PythFeeds#ROUTES} that somebody has pushed to a contract. They are
     * as old as the last push ({@link PricePolicy#PUSHED_ON_CHAIN}) and as true as the endpoint behind {@code chain}.
     *
     * @param deployment such as {@code PythDeployments.HYPEREVM}
     * @throws IllegalArgumentException if {@code chain} is another one than the deployment's
     * @throws SourceException if the chain does not say which one it is
     */
    public static PriceSource onChain(ChainReader chain, PythDeployment deployment) {
        return onChain(chain, deployment, PythFeeds.ROUTES);
    }

    /**
     * The mode without a key for other assets.
     *
     * @param routes how each asset's USD price is made of feeds
     * @throws IllegalArgumentException if {@code chain} is another one than the deployment's
     * @throws SourceException if the chain does not say which one it is
     */
    public static PriceSource onChain(
            ChainReader chain, PythDeployment deployment, Map<String, ? extends FeedRoute> routes) {
        return new PythPriceSource(
                new OnChainFeedPrices(PythContract.on(chain, deployment)), routes, PricePolicy.PUSHED_ON_CHAIN);
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
                base,
                key,
                http,
                new HermesClient(key.map(json::withBearer).orElse(json), base),
                UpdateVerifier.trusting(trusted));
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

    /**
     * A stream of this endpoint, with its key, limits, verifier and history, which is asked in the background lane; finish it with
     * {@code build}, then start it.
     *
     * @param listener of what it tells; {@code event -> {}} for who looks at {@link #prices(HermesStream)} only
     */
    public HermesStream.Builder stream(HermesListener listener) {
        HermesClient history = hermes.with(hermes.settings().withParsed(false).in(Lane.BACKGROUND));
        return HermesStream.builder(base, history, verifier, listener)
                .client(http)
                .limits(hermes.settings().limits())
                .key(() -> key);
    }

    /** The newest verified prices of the assets in {@link PythFeeds#ROUTES} that a stream has brought; asks nobody. */
    public static PriceSource prices(HermesStream stream) {
        return prices(stream, PythFeeds.ROUTES);
    }

    /**
     * The newest verified prices of assets that a stream has brought; asks nobody.
     *
     * @param routes how each asset's USD price is made of feeds, to which the stream must be subscribed
     */
    public static PriceSource prices(HermesStream stream, Map<String, ? extends FeedRoute> routes) {
        return new PythPriceSource(new HermesStreamFeedPrices(stream), routes, PricePolicy.MAJORS);
    }
}
