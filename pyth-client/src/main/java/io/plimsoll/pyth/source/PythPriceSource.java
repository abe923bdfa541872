package io.plimsoll.pyth.source;

import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.Unverified;
import io.plimsoll.pyth.hermes.HermesClient;
import io.plimsoll.pyth.update.UpdateMessage;
import io.plimsoll.pyth.update.UpdateVerifier;
import io.plimsoll.pyth.update.VerificationResult;
import io.plimsoll.pyth.update.VerificationResult.Refused;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Prices from Hermes, each out of a signed update that was verified here; what Hermes prints beside the signed bytes is not
 * read. A blob that does not verify costs only the feeds that no other blob proves. Thread-safe.
 */
public final class PythPriceSource implements PriceSource {
    private final HermesClient hermes;
    private final UpdateVerifier verifier;
    private final Map<String, Bytes32> feeds;

    /** Prices of the assets in {@code feeds}. */
    public PythPriceSource(HermesClient hermes, UpdateVerifier verifier, Map<String, Bytes32> feeds) {
        this.hermes = hermes;
        this.verifier = verifier;
        this.feeds = Map.copyOf(feeds);
    }

    @Override
    public String name() {
        return HermesClient.SOURCE;
    }

    @Override
    public Map<String, Outcome<PriceQuote>> latest(Set<String> assets) {
        List<Bytes32> known =
                assets.stream().filter(feeds::containsKey).map(feeds::get).toList();
        Outcome<Proven> answer = known.isEmpty()
                ? Outcome.success(new Proven(Map.of(), Optional.empty()))
                : Outcome.of(() -> prove(hermes.latest(known).blobs()));
        Map<String, Outcome<PriceQuote>> quotes = new LinkedHashMap<>();
        for (String asset : assets) {
            quotes.put(asset, quote(asset, answer));
        }
        return quotes;
    }

    /** What the verified blobs prove by feed, and the first blob that was refused. */
    private record Proven(Map<Bytes32, Entry> prices, Optional<Refused> refused) {}

    private record Entry(UpdateMessage.Price price, Verified update) {}

    private Proven prove(List<byte[]> blobs) {
        Map<Bytes32, Entry> prices = new HashMap<>();
        List<Refused> refusals = new ArrayList<>();
        for (byte[] blob : blobs) {
            VerificationResult result = verifier.verify(blob);
            if (result instanceof Refused refused) {
                refusals.add(refused);
            } else if (result instanceof Verified update) {
                for (UpdateMessage message : update.messages()) {
                    if (message instanceof UpdateMessage.Price price) {
                        prices.merge(price.feedId(), new Entry(price, update), PythPriceSource::newer);
                    }
                }
            }
        }
        return new Proven(prices, refusals.stream().findFirst());
    }

    private static Entry newer(Entry a, Entry b) {
        return b.price.publishTime() > a.price.publishTime() ? b : a;
    }

    private Outcome<PriceQuote> quote(String asset, Outcome<Proven> answer) {
        Bytes32 feed = feeds.get(asset);
        if (feed == null) {
            return Outcome.failure(new NotFound(name(), "no feed id is configured for " + asset));
        }
        if (answer instanceof Outcome.Failure<Proven> failure) {
            return Outcome.failure(failure.error());
        }
        Proven proven = answer.orElseThrow();
        Entry entry = proven.prices.get(feed);
        if (entry == null) {
            return Outcome.failure(missing(asset, feed, proven));
        }
        if (entry.price.publishTime() <= 0) {
            return Outcome.failure(new NotFound(name(), "feed of " + asset + " has never had a price"));
        }
        return Outcome.success(new PriceQuote(
                asset,
                entry.price.oraclePrice(),
                Optional.of(entry.price.oracleEma()),
                name(),
                Optional.of(entry.update.attestation())));
    }

    private SourceException missing(String asset, Bytes32 feed, Proven proven) {
        return proven.refused
                .<SourceException>map(refused -> new Unverified(
                        name(), refused.reason().name(), "update for " + asset + ": " + refused.detail()))
                .orElseGet(() -> new NotFound(name(), "no update for " + asset + " (feed " + feed.digits() + ")"));
    }
}
