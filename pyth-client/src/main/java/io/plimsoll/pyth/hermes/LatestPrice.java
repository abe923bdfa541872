package io.plimsoll.pyth.hermes;

import java.time.Duration;
import java.time.Instant;

/**
 * The newest verified price of a feed and when the stream last heard of the feed: two ages that say different things. A
 * market that is closed has an old price and a fresh message; a stream that hangs makes both old.
 *
 * @param tick newest price
 * @param heardAt receipt of the newest verified message about the feed, new price or not
 */
public record LatestPrice(PriceTick tick, Instant heardAt) {
    /** How long ago the price was valid; negative if it claims to be from the future. */
    public Duration priceAge(Instant now) {
        return tick.age(now);
    }

    /** How long ago the stream heard of the feed. */
    public Duration messageAge(Instant now) {
        return Duration.between(heardAt, now);
    }
}
