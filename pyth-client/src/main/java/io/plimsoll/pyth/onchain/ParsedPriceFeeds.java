package io.plimsoll.pyth.onchain;

import java.util.List;

/**
 * The answer of {@code parsePriceFeedUpdatesWithConfig}.
 *
 * @param feeds in the order asked for
 * @param slots one for each feed; unsigned 64-bit
 */
public record ParsedPriceFeeds(List<PriceFeed> feeds, List<Long> slots) {
    /** Copies the lists. */
    public ParsedPriceFeeds {
        feeds = List.copyOf(feeds);
        slots = List.copyOf(slots);
    }
}
