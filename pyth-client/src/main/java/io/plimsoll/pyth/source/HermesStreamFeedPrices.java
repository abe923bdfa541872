package io.plimsoll.pyth.source;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.pyth.hermes.HermesStream;
import io.plimsoll.pyth.hermes.LatestPrice;
import io.plimsoll.pyth.hermes.PriceTick;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The newest price of each feed that a stream of Hermes has brought, verified by the stream. Does not block, and asks nobody:
 * while the stream is interrupted, prices grow old. Thread-safe.
 */
public final class HermesStreamFeedPrices implements FeedPrices {
    private final HermesStream stream;

    /** What {@code stream} has brought; somebody else starts, subscribes and stops it. */
    public HermesStreamFeedPrices(HermesStream stream) {
        this.stream = stream;
    }

    @Override
    public String name() {
        return stream.name();
    }

    @Override
    public Map<Bytes32, Outcome<FeedPrice>> latest(Set<Bytes32> feeds) {
        Map<Bytes32, Outcome<FeedPrice>> prices = new LinkedHashMap<>();
        feeds.forEach(feed -> prices.put(feed, Outcome.of(() -> latest(feed))));
        return prices;
    }

    private FeedPrice latest(Bytes32 feed) {
        Optional<PriceTick> tick = stream.latest(feed).map(LatestPrice::tick);
        if (tick.isPresent()) {
            return FeedPrice.of(name(), tick.get().price(), tick.get().attestation());
        }
        if (stream.feeds().contains(feed)) {
            throw new Unusable(name(), "the stream has brought no price of feed " + feed + " yet");
        }
        throw new NotFound(name(), "the stream is not subscribed to feed " + feed);
    }
}
