package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException;
import java.io.Serial;

/**
 * The feed is listed and has never had a price: its publish time is 0. Feeds that are announced, and some that were not carried
 * over in August 2026, look like this. Asking again does not help until somebody publishes.
 */
public final class NeverUpdated extends SourceException.Rejected {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int ANSWERED = 200;

    private final String feed;

    NeverUpdated(Bytes32 feed) {
        super(HermesClient.SOURCE, "feed " + feed + " is listed and has never had a price", ANSWERED);
        this.feed = feed.hex();
    }

    /** The feed. */
    public Bytes32 feed() {
        return Bytes32.parse(feed);
    }
}
