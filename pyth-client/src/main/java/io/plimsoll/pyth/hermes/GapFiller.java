package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Transport;
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

    /** Fewer seconds in a row are not worth a request to the archive, which may not have them yet. */
    private static final int WORTH_ARCHIVE = 5;

    private static final Duration LONGEST_SPAN = Duration.ofSeconds(60);

    /**
     * A second that is missing, and of which feeds.
     *
     * @param last missing second of the stretch that it begins
     */
    record Ask(long second, long last, List<Bytes32> feeds) {
        Ask of(List<Bytes32> some) {
            return new Ask(second, last, some);
        }
    }

    private final HermesStream stream;
    private final StreamSettings settings;
    private final ScheduledExecutorService scheduler;
    private final AtomicLong requests = new AtomicLong();
    private boolean scheduled; // guarded by this
    private volatile long notBefore = System.nanoTime();

    // by the one task that is scheduled or runs
    private final Deque<Ask> parts = new ArrayDeque<>();
    private long notThere = Long.MIN_VALUE;
    private long archiveAskedTo = Long.MIN_VALUE;
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
        stream.nextDueNanos().ifPresent(this::schedule);
    }

    private synchronized void schedule(long dueNanos) {
        if (scheduled) {
            return;
        }
        long now = System.nanoTime();
        try {
            scheduler.schedule(this::run, Math.max(0, Math.max(dueNanos - now, notBefore - now)), TimeUnit.NANOSECONDS);
            scheduled = true;
        } catch (RejectedExecutionException stopping) {
            LOG.trace("nothing is filled in any more, as the stream is being stopped", stopping);
        }
    }

    private void run() {
        Duration pause = settings.fill().pace();
        try {
            pause = next().map(this::ask).orElse(Duration.ZERO);
        } finally {
            notBefore = System.nanoTime() + pause.toNanos();
            synchronized (this) {
                scheduled = false;
            }
            wake();
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
        boolean many = ask.last() - ask.second() + 1 >= WORTH_ARCHIVE && ask.second() >= archiveAskedTo;
        return settings.archive()
                .filter(archive -> many)
                .map(archive -> askArchive(archive, ask))
                .orElseGet(() -> askHistory(ask));
    }

    /** Many seconds at once. What it does not have, or not yet, is then asked for second by second. */
    private Duration askArchive(BenchmarksClient archive, Ask ask) {
        long seconds = Math.min(LONGEST_SPAN.toSeconds(), ask.last() - ask.second() + 1);
        archiveAskedTo = ask.second() + seconds;
        try {
            Answer answer = prove(
                    archive.during(ask.feeds(), Instant.ofEpochSecond(ask.second()), Duration.ofSeconds(seconds)));
            stream.restored(answer.proven, answer.refusals);
            return settings.fill().pace();
        } catch (RuntimeException failure) {
            LOG.info("stream={} state=archive-failed reason={}", settings.name(), failure.getMessage());
            return pause(asSourceException(failure));
        }
    }

    private Duration askHistory(Ask ask) {
        try {
            Answer answer = prove(List.of(settings.history().at(ask.feeds(), Instant.ofEpochSecond(ask.second()))));
            failures = 0;
            stream.answered(ask, answer.proven, answer.refusals);
            return settings.fill().pace();
        } catch (RuntimeException failure) {
            return failed(ask, asSourceException(failure));
        }
    }

    /** What an answer proves, and what in it does not verify. */
    private record Answer(List<PriceTick> proven, List<HermesEvent> refusals) {}

    private Answer prove(List<PriceUpdate> updates) {
        Answer answer = new Answer(new ArrayList<>(), new ArrayList<>());
        Instant now = settings.clock().instant();
        updates.forEach(update ->
                update.blobs().forEach(blob -> answer.proven.addAll(stream.prove(blob, now, answer.refusals))));
        return answer;
    }

    /** A history may be anybody's, and a key supplier too. */
    private static SourceException asSourceException(RuntimeException failure) {
        return failure instanceof SourceException known
                ? known
                : new Transport(
                        HermesStream.SOURCE,
                        "history failed: " + failure.getClass().getSimpleName(),
                        failure);
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
        if (!failure.retryable() && !(failure instanceof Unauthorized)) { // a key that was revoked may be renewed
            return without(ask, ask.feeds(), failure);
        }
        return repeat(ask, failure);
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
            parts.addFirst(ask.of(ask.feeds().subList(half, ask.feeds().size())));
            parts.addFirst(ask.of(ask.feeds().subList(0, half)));
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
        long patience = settings.fill().patience().toNanos();
        if (now - failingSince > patience) { // what has become due since then is given as much
            stream.giveUp(ask.feeds(), now - patience, String.valueOf(failure.getMessage()));
        }
        return pause(failure);
    }

    private Duration pause(SourceException failure) {
        Duration pace = settings.fill().pace();
        Duration grown = pace.multipliedBy(1L << Math.min(failures, 10));
        Duration bounded = shorter(grown, longer(pace, LONGEST_PAUSE));
        return longer(
                bounded,
                failure.retryAfter()
                        .orElse(
                                failure instanceof RateLimited
                                        ? settings.limits().penalty()
                                        : Duration.ZERO));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    long requests() {
        return requests.get();
    }
}
