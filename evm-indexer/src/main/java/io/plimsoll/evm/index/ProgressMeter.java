package io.plimsoll.evm.index;

import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.metrics.MetricName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures how far an index is and how fast, and says so in the log now and then. Thread-safe. */
final class ProgressMeter {
    private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);
    /** Between two lines of the log; speeds are measured over one to two of them. */
    private static final Duration SPAN = Duration.ofSeconds(10);

    private final IndexerSettings settings;
    private @Nullable BlockRef checkpoint;
    private long head;
    private long target;
    private long blocks;
    private long logs;
    private long events;
    private long unproven;
    private @Nullable Instant seen;
    private Mark older;
    private Mark newer;

    private record Mark(Instant at, long blocks, long logs) {}

    ProgressMeter(IndexerSettings settings) {
        this.settings = settings;
        this.older = new Mark(settings.clock().instant(), 0, 0);
        this.newer = older;
        String tag = settings.index().name();
        settings.metrics().gauge(MetricName.INDEX_CHECKPOINT, tag, () -> checkpointNumber());
        settings.metrics().gauge(MetricName.INDEX_BEHIND, tag, () -> progress().behind());
        settings.metrics().gauge(MetricName.INDEX_EVENTS, tag, () -> progress().events());
    }

    private synchronized double checkpointNumber() {
        return checkpoint == null ? -1 : checkpoint.number();
    }

    /** A run begins: what lies before it says nothing about its speed. */
    synchronized void begin(Optional<BlockRef> at) {
        checkpoint = at.orElse(null);
        older = mark();
        newer = older;
    }

    /** The chain was seen. */
    synchronized void saw(long newHead, long newTarget) {
        head = newHead;
        target = newTarget;
        seen = settings.clock().instant();
    }

    /** A step was stored. */
    synchronized void stored(IndexBatch batch, long fetchedBlocks, long fetchedLogs, long unprovenBlocks) {
        checkpoint = batch.checkpoint();
        blocks += fetchedBlocks;
        logs += fetchedLogs;
        events += batch.events().size();
        unproven += unprovenBlocks;
        seen = settings.clock().instant();
        if (Duration.between(newer.at, settings.clock().instant()).compareTo(SPAN) >= 0) {
            older = newer;
            newer = mark();
            report();
        }
    }

    private void report() {
        IndexProgress progress = progress();
        if (progress.behind() > settings.window()) {
            LOG.info(
                    "index={} block={} behind={} blocks/s={} logs/s={} remaining={} unproven={}",
                    settings.index().name(),
                    checkpointNumber(),
                    progress.behind(),
                    Math.round(progress.blocksPerSecond()),
                    Math.round(progress.logsPerSecond()),
                    progress.remaining().map(Duration::toString).orElse("unknown"),
                    progress.unproven());
        }
    }

    private Mark mark() {
        return new Mark(settings.clock().instant(), blocks, logs);
    }

    synchronized IndexProgress progress() {
        double seconds = Duration.between(older.at, settings.clock().instant()).toNanos() / 1e9;
        double blockSpeed = seconds > 0 ? (blocks - older.blocks) / seconds : 0;
        double logSpeed = seconds > 0 ? (logs - older.logs) / seconds : 0;
        long left = Math.max(0, target - (checkpoint == null ? settings.from() - 1 : checkpoint.number()));
        Optional<Duration> remaining = left == 0
                ? Optional.of(Duration.ZERO)
                : Optional.of(blockSpeed)
                        .filter(speed -> speed > 0)
                        .map(speed -> Duration.ofSeconds((long) Math.ceil(left / speed)));
        return new IndexProgress(
                settings.index(),
                Optional.ofNullable(checkpoint),
                head,
                target,
                left,
                blocks,
                logs,
                events,
                unproven,
                blockSpeed,
                logSpeed,
                remaining);
    }

    /**
     * Returns what to say of an index that keeps up.
     *
     * @throws IllegalStateException if it does not
     */
    synchronized String requireKeepingUp(long behind, Duration silence) {
        IndexProgress progress = progress();
        Instant last = seen;
        if (last == null || Duration.between(last, settings.clock().instant()).compareTo(silence) > 0) {
            throw new IllegalStateException(
                    "the chain was " + (last == null ? "not seen yet" : "last seen at " + last) + ", limit " + silence);
        }
        String where = "at block "
                + progress.checkpoint()
                        .map(BlockRef::number)
                        .map(Object::toString)
                        .orElse("none yet") + ", "
                + progress.behind() + " behind";
        if (progress.behind() > behind) {
            throw new IllegalStateException(where + ", limit " + behind);
        }
        return where;
    }
}
