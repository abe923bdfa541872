package io.plimsoll.core.domain.market;

import io.plimsoll.core.foundation.error.SourceException;
import java.util.Map;

/** Where markets and their live numbers come from. */
public interface MarketSource {
    /**
     * All markets with their live numbers, by coin, in the venue's order. Blocks until the answer is there.
     *
     * @throws SourceException if the venue cannot be reached, refuses, or answers nonsense
     */
    Map<String, Listing> fetchMarkets();

    /**
     * A market and its numbers, of one answer.
     *
     * @param market the terms
     * @param context the live numbers
     */
    record Listing(Market market, AssetContext context) {}
}
