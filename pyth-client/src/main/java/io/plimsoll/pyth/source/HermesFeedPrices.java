package io.plimsoll.pyth.source;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.Unverified;
import io.plimsoll.pyth.hermes.HermesClient;
import io.plimsoll.pyth.update.UpdateMessage;
import io.plimsoll.pyth.update.UpdateVerifier;
import io.plimsoll.pyth.update.VerificationResult;
import io.plimsoll.pyth.update.VerificationResult.Refused;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Prices asked of Hermes, each out of a signed update that was verified here; what Hermes prints beside the signed bytes is not
 * read. A blob that does not verify costs only the feeds that no other blob proves. Thread-safe.
 */
public final class HermesFeedPrices implements FeedPrices {
    private final HermesClient hermes;
    private final UpdateVerifier verifier;

    /** Prices of {@code hermes}, as far as {@code verifier} believes them. */
    public HermesFeedPrices(HermesClient hermes, UpdateVerifier verifier) {
        this.hermes = hermes;
        this.verifier = verifier;
    }

    @Override
    public String name() {
        return HermesClient.SOURCE;
    }

    @Override
    public Map<Bytes32, Outcome<FeedPrice>> latest(Set<Bytes32> feeds) {
        if (feeds.isEmpty()) {
            return Map.of();
        }
        Outcome<Proven> answer = Outcome.of(() -> prove(hermes.latest(feeds).blobs()));
        Map<Bytes32, Outcome<FeedPrice>> prices = new LinkedHashMap<>();
        for (Bytes32 feed : feeds) {
            prices.put(feed, Outcome.of(() -> price(feed, answer.orElseThrow())));
        }
        return prices;
    }

    /** What the verified blobs prove by feed, and the first blob that was refused. */
    private record Proven(Map<Bytes32, Entry> prices, Optional<Refused> refused) {}

    private record Entry(UpdateMessage.Price price, Verified update) {}

    private Proven prove(List<byte[]> blobs) {
        Map<Bytes32, Entry> prices = new HashMap<>();
        Optional<Refused> firstRefused = Optional.empty();
        for (byte[] blob : blobs) {
            VerificationResult result = verifier.verify(blob);
            if (result instanceof Refused refused) {
                firstRefused = firstRefused.or(() -> Optional.of(refused));
            } else if (result instanceof Verified update) {
                for (UpdateMessage message : update.messages()) {
                    if (message instanceof UpdateMessage.Price price) {
                        prices.merge(price.feedId(), new Entry(price, update), HermesFeedPrices::newer);
                    }
                }
            }
        }
        return new Proven(prices, firstRefused);
    }

    private static Entry newer(Entry a, Entry b) {
        return b.price.publishTime() > a.price.publishTime() ? b : a;
    }

    private FeedPrice price(Bytes32 feed, Proven proven) {
        Entry entry = proven.prices.get(feed);
        if (entry == null) {
            throw missing(feed, proven);
        }
        if (entry.price.publishTime() <= 0) {
            throw new NotFound(name(), "feed " + feed + " has never had a price");
        }
        try {
            return new FeedPrice(
                    feed,
                    entry.price.oraclePrice(),
                    Optional.of(entry.price.oracleEma()),
                    Optional.of(entry.update.attestation()));
        } catch (DateTimeException e) {
            throw new MalformedResponse(
                    name(), "feed " + feed + " has the publish time " + entry.price.publishTime(), e);
        }
    }

    private SourceException missing(Bytes32 feed, Proven proven) {
        return proven.refused
                .<SourceException>map(refused -> new Unverified(
                        name(), refused.reason().name(), "update for feed " + feed + ": " + refused.detail()))
                .orElseGet(() -> new NotFound(name(), "no update for feed " + feed));
    }
}
