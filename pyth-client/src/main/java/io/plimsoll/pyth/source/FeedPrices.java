package io.plimsoll.pyth.source;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.Outcome;
import java.util.Map;
import java.util.Set;

/**
 * One way by which prices of feeds come here: Hermes on request, a stream's latest, a contract on a chain.
 * {@link PythPriceSource} makes prices of assets of them. Implementations are thread-safe.
 */
public interface FeedPrices {
    /** The name that quotes and errors carry. */
    String name();

    /**
     * The newest price of each feed, verified as far as this way can. One outcome for every feed that was asked for; does not
     * throw. A feed that has never had a price is a {@code NotFound}.
     */
    Map<Bytes32, Outcome<FeedPrice>> latest(Set<Bytes32> feeds);
}
