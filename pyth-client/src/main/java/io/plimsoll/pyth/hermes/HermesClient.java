package io.plimsoll.pyth.hermes;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.kit.http.HttpJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import okhttp3.HttpUrl;

/**
 * Typed Hermes v2 calls. Immutable and thread-safe; calls block. Nothing here is verified: see {@link
 * io.plimsoll.pyth.update.UpdateVerifier}.
 *
 * <p>Any number of feeds may be asked for: what does not fit one address goes in several requests, whose answers are joined;
 * if one of them fails, the call does, but for {@link #latestEach}. Errors are {@link Unauthorized}, {@link NotEntitled}, {@link
 * UnknownFeeds}, {@link UpdateNotFound}, {@link RateLimited}, else what core's kinds say.
 *
 * <p>Time-weighted averages ({@code /v2/updates/twap}) are not offered: the service refuses them since they were deprecated, and
 * the EVM contract never read their messages in the order in which they were signed.
 *
 * @see <a href="https://hermes.pyth.network/docs/">Hermes API</a>
 */
public final class HermesClient implements UpdateHistory {
    /** The name of the service in errors and quotes. */
    public static final String SOURCE = "pyth-hermes";

    private static final String IDS = "ids[]";
    private static final String PRICES = "v2/updates/price/";

    private final HermesCalls calls;

    /** Calls {@code base + "/v2/…"} as {@link HermesSettings#bare} says: no limits, every call is one request. */
    public HermesClient(HttpJson http, HttpUrl base) {
        this(http, base, HermesSettings.bare());
    }

    /** Calls {@code base + "/v2/…"}; a key that does not change may already be in {@code http}. */
    public HermesClient(HttpJson http, HttpUrl base, HermesSettings settings) {
        this(new HermesCalls(http, base, Optional.empty(), settings));
    }

    private HermesClient(HermesCalls calls) {
        this.calls = calls;
    }

    /**
     * The same with a key as bearer token on every request.
     *
     * @param token asked before each request, so that keys can be changed; asked again after a 401, which is final if it is
     *     the same key then. Must be thread-safe. What it gives is never shown.
     */
    public HermesClient withToken(Supplier<String> token) {
        return new HermesClient(calls.withToken(token));
    }

    /** The same client, asking in another way. */
    public HermesClient with(HermesSettings settings) {
        return new HermesClient(calls.with(settings));
    }

    /** How it asks. */
    public HermesSettings settings() {
        return calls.settings();
    }

    /**
     * The latest signed update of each feed. Feeds that Hermes does not know are left out and named in {@link
     * PriceUpdate#unknown}; {@link PriceUpdate#requireAll} makes an error of them. A feed that never had a price is in it with
     * publish time 0.
     *
     * @param feeds any number, at least one; each is asked for once
     * @throws IllegalArgumentException if no feed is asked for
     * @throws NotEntitled if the key does not cover one of the feeds
     * @throws SourceException if there is no answer
     */
    public PriceUpdate latest(Collection<Bytes32> feeds) {
        HttpUrl url = pricesUrl("latest");
        return PriceUpdate.joined(calls.parts(url, IDS, feeds).stream()
                .map(part -> prices(url, part))
                .toList());
    }

    @Override
    public PriceUpdate at(Collection<Bytes32> feeds, Instant time) {
        HttpUrl url = pricesUrl(Long.toString(Seconds.notBefore(time)));
        return PriceUpdate.joined(calls.parts(url, IDS, feeds).stream()
                .map(part -> calls.orLater(time, () -> prices(url, part)))
                .toList());
    }

    private HttpUrl pricesUrl(String when) {
        return calls.pricesUrl(PRICES + when)
                .addQueryParameter("ignore_invalid_price_ids", "true")
                .build();
    }

    private PriceUpdate prices(HttpUrl url, List<Bytes32> part) {
        PriceUpdate update = calls.get(HermesCalls.with(url, IDS, part), new TypeReference<>() {});
        return update.without(new Contents(update).missing(part));
    }

    /**
     * The latest signed update of each feed, or why there is none: {@link UnknownFeeds}, {@link NotEntitled}, {@link
     * NeverUpdated}, or whatever spoilt the request that it was asked for with. As the service refuses a whole request for one
     * feed that the key does not cover, the rest is asked for again without it; that costs a request for each such feed.
     *
     * @return by feed, in the order in which they were asked for
     * @throws IllegalArgumentException if no feed is asked for
     */
    public Map<Bytes32, Outcome<FeedUpdate>> latestEach(Collection<Bytes32> feeds) {
        HttpUrl url = pricesUrl("latest");
        Map<Bytes32, Outcome<FeedUpdate>> found = new HashMap<>();
        for (List<Bytes32> part : calls.parts(url, IDS, feeds)) {
            each(url, part, found);
        }
        Map<Bytes32, Outcome<FeedUpdate>> ordered = new LinkedHashMap<>();
        for (Bytes32 feed : new LinkedHashSet<>(feeds)) {
            ordered.put(
                    feed,
                    Optional.ofNullable(found.get(feed))
                            .orElseGet(() -> Outcome.failure(UnknownFeeds.of(Set.of(feed)))));
        }
        return ordered;
    }

    private void each(HttpUrl url, List<Bytes32> part, Map<Bytes32, Outcome<FeedUpdate>> found) {
        List<Bytes32> left = new ArrayList<>(part);
        while (!left.isEmpty()) {
            try {
                found.putAll(new Contents(prices(url, left)).each(left));
                return;
            } catch (NotEntitled e) {
                Optional<Bytes32> refused = e.feed().filter(left::contains);
                if (refused.isEmpty() && left.size() > 1) {
                    // it does not say which: each half tells a little more
                    each(url, left.subList(0, left.size() / 2), found);
                    each(url, left.subList(left.size() / 2, left.size()), found);
                    return;
                }
                Bytes32 feed = refused.orElseGet(() -> left.get(0));
                found.put(feed, Outcome.failure(e));
                left.remove(feed);
            } catch (SourceException e) {
                left.forEach(feed -> found.put(feed, Outcome.failure(e)));
                return;
            }
        }
    }

    /**
     * The feeds that there are, with names and market hours; needs no key.
     *
     * @param filter which of them; the whole list is about 1 MB
     * @throws SourceException if there is no answer
     */
    public List<PriceFeed> priceFeeds(PriceFeedFilter filter) {
        HttpUrl.Builder url = calls.url("v2/price_feeds");
        filter.query().ifPresent(text -> url.addQueryParameter("query", text));
        filter.assetType().ifPresent(type -> url.addQueryParameter("asset_type", type));
        return calls.get(url.build(), new TypeReference<>() {});
    }

    /**
     * The newest signed list of how much stake each publisher can have.
     *
     * @throws SourceException if there is no answer
     */
    public PublisherStakeCaps latestPublisherStakeCaps() {
        return calls.get(
                calls.pricesUrl("v2/updates/publisher_stake_caps/latest").build(), new TypeReference<>() {});
    }
}
