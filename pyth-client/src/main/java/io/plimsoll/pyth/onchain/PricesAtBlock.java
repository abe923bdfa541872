package io.plimsoll.pyth.onchain;

import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a contract says about feeds after one block, so that all of it fits together.
 *
 * @param block whose time staleness is measured from
 * @param feeds one outcome for each feed asked for, in that order; {@link NotFound} for one that has never had a price here
 */
public record PricesAtBlock(BlockRef block, Map<Bytes32, Outcome<PriceFeed>> feeds) {
    /** Copies the map. */
    public PricesAtBlock {
        feeds = Collections.unmodifiableMap(new LinkedHashMap<>(feeds));
    }

    /**
     * The outcome of one feed.
     *
     * @throws IllegalArgumentException if it was not asked for
     */
    public Outcome<PriceFeed> of(Bytes32 feed) {
        Outcome<PriceFeed> outcome = feeds.get(feed);
        if (outcome == null) {
            throw new IllegalArgumentException("feed " + feed + " was not asked for");
        }
        return outcome;
    }
}
