package io.plimsoll.evm.index;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.metrics.MetricName;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long to wait after a failure that may pass: longer each time, never shorter than the source asked for. Thread-safe. */
final class Retrying {
    private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);
    /** Beyond this many doublings of the first pause, the longest has been reached. */
    private static final int DOUBLINGS = 20;

    private final IndexerSettings settings;

    Retrying(IndexerSettings settings) {
        this.settings = settings;
    }

    static boolean mayPass(RuntimeException error) {
        return (error instanceof SourceException source && source.retryable())
                || (error instanceof RepositoryException repository && repository.retryable());
    }

    /** The pause after the failure of an attempt, counted from 1. Counts the failure, and logs it where a row of them begins or grows long. */
    Duration pauseAfter(RuntimeException error, int attempt) {
        settings.metrics().count(MetricName.INDEX_RETRIES, kind(error));
        if (Integer.bitCount(attempt) == 1) {
            LOG.warn("index={} state=waiting attempt={} error={}", settings.index().name(), attempt, error.toString());
        }
        long longest = settings.longestPause().toNanos();
        long ceiling = Math.min(
                longest,
                (long) Math.min(
                        (double) longest,
                        settings.firstPause().toNanos() * Math.pow(2, Math.min(attempt - 1, DOUBLINGS))));
        // half of it at random, so that many indexers do not come back together
        long pause = ceiling / 2 + ThreadLocalRandom.current().nextLong(ceiling / 2 + 1);
        return Duration.ofNanos(Math.max(pause, askedFor(error).toNanos()));
    }

    private static Duration askedFor(RuntimeException error) {
        Optional<Duration> asked =
                error instanceof SourceException source ? source.retryAfter() : Optional.empty();
        return asked.orElse(Duration.ZERO);
    }

    private static String kind(RuntimeException error) {
        return error instanceof RepositoryException repository
                ? repository.kind().name()
                : error.getClass().getSimpleName();
    }
}
