package io.plimsoll.evm.index;

import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.domain.repository.index.IndexRepository;
import io.plimsoll.core.foundation.metrics.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What an {@link Indexer} was built with; {@link Indexer.Builder} says what each is. */
record IndexerSettings(
        IndexId index,
        LogSource source,
        IndexRepository repository,
        List<Subscription> subscriptions,
        long from,
        long confirmations,
        long window,
        int fetchers,
        long largestRange,
        Duration poll,
        Duration firstPause,
        Duration longestPause,
        IndexListener listener,
        Metrics metrics,
        Clock clock) {}
