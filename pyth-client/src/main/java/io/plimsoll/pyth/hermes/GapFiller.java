package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the service's history for seconds that were missed: oldest first, one request at a time, each for all feeds that miss
 * its second. Thread-safe.
 */
final class GapFiller {
    private static final Logger LOG = LoggerFactory.getLogger(HermesStream.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static final int UNAUTHORIZED = 401;

    /** A second that is missing, and of which feeds. */
    record Ask(long second, List<Bytes32> feeds) {}

    private final HermesStream stream;
    private final StreamSettings settings;
    private final ScheduledExecutorService scheduler;
    private final AtomicLong requests = new AtomicLong();
    private boolean scheduled; // guarded by this

    // by the one task that is scheduled or runs
    private final Deque<Ask> parts = new ArrayDeque<>();
    private long notThere = Long.MIN_VALUE;
    private int failures;
    private long failingSince;

    GapFiller(HermesStream stream, StreamSettings settings, ScheduledExecutorService scheduler) {
        this.stream = stream;
        this.settings = settings;
        this.scheduler = scheduler;
    }

    /** Something may be missing. */
    void wake() {
        synchronized (this) {
            if (scheduled) {
                return;
            }
        }
        stream.nextDueNanos().ifPresent(due -> schedule(due - System.nanoTime()));
    }

    private synchronized void schedule(long waitNanos) {
        if (scheduled) {
            return;
        }
        try {
            scheduler.schedule(this::run, Math.max(0, waitNanos), TimeUnit.NANOSECONDS);
            scheduled = true;
        } catch (RejectedExecutionException stopping) {
            LOG.trace("nothing is filled in any more, as the stream is being stopped", stopping);
        }
    }

    private void run() {
        long pause = 0;
        try {
            pause = next().map(this::ask).orElse(Duration.ZERO).toNanos();
        } finally {
            synchronized (this) {
                scheduled = false;
            }
            long least = pause;
            stream.nextDueNanos().ifPresent(due -> schedule(Math.max(least, due - System.nanoTime())));
        }
    }

    private Optional<Ask> next() {
        for (Ask part = parts.poll(); part != null; part = parts.poll()) {
            Ask left = stream.stillMissing(part);
            if (!left.feeds().isEmpty()) {
                return Optional.of(left);
            }
        }
        return stream.nextAsk(System.nanoTime());
    }

    /** How long to wait before the next request. */
    private Duration ask(Ask ask) {
        requests.incrementAndGet();
        PriceUpdate answer;
        try {
            answer = settings.history().at(ask.feeds(), Instant.ofEpochSecond(ask.second()));
        } catch (SourceException failure) {
            return failed(ask, failure);
        }
        List<HermesEvent> refusals = new ArrayList<>();
        List<PriceTick> proven = new ArrayList<>();
        Instant now = settings.clock().instant();
        List<byte[]> blobs;
        try {
            blobs = answer.blobs();
        } catch (SourceException malformed) {
            return failed(ask, malformed);
        }
        blobs.forEach(blob -> proven.addAll(stream.prove(blob, now, refusals)));
        failures = 0;
        stream.answered(ask, proven, refusals);
        return settings.fill().pace();
    }

    private Duration failed(Ask ask, SourceException failure) {
        if (failure instanceof UnknownFeeds unknown) {
            return without(ask, unknown.feeds(), failure);
        }
        if (failure instanceof NotEntitled refusal) {
            return without(ask, refusal.feed().map(List::of).orElse(ask.feeds()), failure);
        }
        if (failure instanceof UpdateNotFound || failure instanceof NotFound) {
            return notThere(ask);
        }
        if (!failure.retryable() && !isUnauthorized(failure)) {
            stream.giveUp(ask.feeds(), System.nanoTime(), String.valueOf(failure.getMessage()));
            return settings.fill().pace();
        }
        return repeat(ask, failure);
    }

    /** A key that was revoked may be renewed. */
    private static boolean isUnauthorized(SourceException failure) {
        return failure instanceof Rejected rejected && rejected.status() == UNAUTHORIZED;
    }

    /**
     * One feed without an update of the time costs the others theirs. So after a second try, as it may have been too early, each
     * half is asked for by itself.
     */
    private Duration notThere(Ask ask) {
        failures = 0;
        int half = ask.feeds().size() / 2;
        if (half == 0) {
            stream.answered(ask, List.of(), List.of());
        } else if (notThere != ask.second()) {
            notThere = ask.second();
        } else {
            parts.addFirst(
                    new Ask(ask.second(), ask.feeds().subList(half, ask.feeds().size())));
            parts.addFirst(new Ask(ask.second(), ask.feeds().subList(0, half)));
        }
        return settings.fill().pace();
    }

    /** The service names feeds that it will not answer for; the others are asked for again. */
    private Duration without(Ask ask, Collection<Bytes32> named, SourceException failure) {
        List<Bytes32> feeds = ask.feeds().stream().filter(named::contains).toList();
        stream.giveUp(feeds.isEmpty() ? ask.feeds() : feeds, System.nanoTime(), String.valueOf(failure.getMessage()));
        return settings.fill().pace();
    }

    private Duration repeat(Ask ask, SourceException failure) {
        long now = System.nanoTime();
        if (failures++ == 0) {
            failingSince = now;
        }
        if (now - failingSince > settings.fill().patience().toNanos()) {
            stream.giveUp(ask.feeds(), now, String.valueOf(failure.getMessage()));
        }
        Duration pause = settings.fill().pace().multipliedBy(1L << Math.min(failures, 10));
        Duration longest = LONGEST_PAUSE.compareTo(settings.fill().pace()) < 0
                ? settings.fill().pace()
                : LONGEST_PAUSE;
        Duration bounded = pause.compareTo(longest) < 0 ? pause : longest;
        Duration asked = failure.retryAfter().orElse(failure instanceof RateLimited ? FeedLine.PENALTY : Duration.ZERO);
        return bounded.compareTo(asked) < 0 ? asked : bounded;
    }

    long requests() {
        return requests.get();
    }
}
