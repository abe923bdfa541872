package io.plimsoll.core.domain.repository.keeper;

import io.plimsoll.core.domain.price.PriceQuote;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Prices as their sources gave them, one row for each source, asset and publish time. Thread-safe; each call is one transaction. */
public interface PriceHistoryRepository {
    /** Adds the quotes, or replaces those with the same source, asset and publish time. */
    void upsert(Collection<PriceQuote> quotes);

    /** The newest quote. */
    Optional<PriceQuote> latest(String source, String asset);

    /** The newest quote with publish time ≤ {@code time}: what the price was then. */
    Optional<PriceQuote> latestAt(String source, String asset, Instant time);

    /** The quotes with from ≤ publish time ≤ to, oldest first. */
    List<PriceQuote> between(String source, String asset, Instant from, Instant to);

    /** Deletes all with publish time before {@code limit}, and says how many. */
    int deleteOlderThan(Instant limit);
}
