package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException;
import java.time.Instant;
import java.util.Collection;

/**
 * Signed updates of the past. {@link HermesClient} keeps the last minutes and hands older times on to the archive itself; {@link
 * BenchmarksClient} is the archive. Thread-safe.
 */
public interface UpdateHistory {
    /**
     * For each feed its first update that is not older than {@code time}. For a whole second at which the feed had a new price
     * that is the one update with {@code prev_publish_time < time <= publish_time}, which nobody can choose. Not verified.
     *
     * @param feeds any number, at least one; each is asked for once
     * @param time rounded up to whole seconds
     * @throws IllegalArgumentException if no feed is asked for
     * @throws UpdateNotFound if one of the feeds has none; for a time that has only just passed it may still come
     * @throws SourceException if there is no answer
     */
    PriceUpdate at(Collection<Bytes32> feeds, Instant time);
}
