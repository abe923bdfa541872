package io.plimsoll.pyth.source;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.Unverified;
import io.plimsoll.pyth.hermes.FeedUpdate;
import io.plimsoll.pyth.hermes.HermesClient;
import io.plimsoll.pyth.hermes.NotEntitled;
import io.plimsoll.pyth.update.UpdateMessage;
import io.plimsoll.pyth.update.UpdateVerifier;
import io.plimsoll.pyth.update.VerificationResult;
import io.plimsoll.pyth.update.VerificationResult.Refused;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Prices asked of Hermes, each out of a signed update that was verified here; what Hermes prints beside the signed bytes is not
 * read. A blob that does not verify costs only the feeds that no other blob proves. Thread-safe.
 *
 * <p>Hermes refuses a whole request for one feed that the key does not cover. Such a feed fails alone here, and is not asked for
 * again for ten minutes, so that the others need one request each time.
 */
public final class HermesFeedPrices implements FeedPrices {
    private static final Duration REFUSED_FOR = Duration.ofMinutes(10);

    private record Refusal(NotEntitled error, Instant until) {}

    private final HermesClient hermes;
    private final UpdateVerifier verifier;
    private final ConcurrentMap<Bytes32, Refusal> refusals = new ConcurrentHashMap<>();

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
        Instant now = hermes.settings().clock().instant();
        refusals.values().removeIf(refusal -> !now.isBefore(refusal.until));
        Map<Bytes32, Outcome<FeedPrice>> prices = new LinkedHashMap<>();
        Set<Bytes32> asked = new LinkedHashSet<>();
        for (Bytes32 feed : feeds) {
            Refusal refusal = refusals.get(feed);
            if (refusal == null) {
                asked.add(feed);
            } else {
                prices.put(feed, Outcome.failure(refusal.error));
            }
        }
        if (!asked.isEmpty()) {
            prices.putAll(ask(asked, now));
        }
        return prices;
    }

    private Map<Bytes32, Outcome<FeedPrice>> ask(Set<Bytes32> feeds, Instant now) {
        try {
            Outcome<Proven> answer = Outcome.success(prove(hermes.latest(feeds).blobs()));
            return forEach(feeds, answer);
        } catch (NotEntitled oneOfThem) {
            return askEach(feeds, now);
        } catch (SourceException e) {
            return forEach(feeds, Outcome.failure(e));
        }
    }

    private Map<Bytes32, Outcome<FeedPrice>> askEach(Set<Bytes32> feeds, Instant now) {
        Map<Bytes32, Outcome<FeedPrice>> prices = new LinkedHashMap<>();
        Set<ByteBuffer> blobs = new LinkedHashSet<>(); // most feeds share one
        Set<Bytes32> answered = new LinkedHashSet<>();
        hermes.latestEach(feeds).forEach((feed, outcome) -> {
            if (outcome instanceof Outcome.Failure<FeedUpdate> failure) {
                if (failure.error() instanceof NotEntitled refused) {
                    refusals.put(feed, new Refusal(refused, now.plus(REFUSED_FOR)));
                }
                prices.put(feed, Outcome.failure(failure.error()));
            } else {
                answered.add(feed);
                blobs.add(ByteBuffer.wrap(outcome.orElseThrow().blob()));
            }
        });
        prices.putAll(forEach(
                answered,
                Outcome.success(prove(blobs.stream().map(ByteBuffer::array).toList()))));
        return prices;
    }

    private Map<Bytes32, Outcome<FeedPrice>> forEach(Set<Bytes32> feeds, Outcome<Proven> answer) {
        Map<Bytes32, Outcome<FeedPrice>> prices = new LinkedHashMap<>();
        feeds.forEach(feed -> prices.put(feed, Outcome.of(() -> price(feed, answer.orElseThrow()))));
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
                update.prices()
                        .forEach(
                                (feed, price) -> prices.merge(feed, new Entry(price, update), HermesFeedPrices::newer));
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
        return FeedPrice.of(name(), entry.price, entry.update.attestation());
    }

    private SourceException missing(Bytes32 feed, Proven proven) {
        return proven.refused
                .<SourceException>map(refused -> new Unverified(
                        name(), refused.reason().name(), "update for feed " + feed + ": " + refused.detail()))
                .orElseGet(() -> new NotFound(name(), "no update for feed " + feed));
    }
}
