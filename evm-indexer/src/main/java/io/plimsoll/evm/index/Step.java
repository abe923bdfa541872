package io.plimsoll.evm.index;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.ChildContract;
import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.evm.index.RangeFetcher.Fetched;
import io.plimsoll.evm.rpc.BlockHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ranges that follow each other, to be stored at once. For one thread. */
final class Step {
    /** Ranges that are ready go into one step up to so many events: a transaction costs the same for few rows as for many. */
    private static final int MOST_EVENTS = 10_000;
    /** The same of ranges: where there are hardly any events, the checkpoint moves all the same. */
    private static final int MOST_RANGES = 50;

    private final IndexerSettings settings;
    private final Optional<BlockRef> base;
    private final List<BlockHeader> headers = new ArrayList<>();
    private final List<ChainEvent> events = new ArrayList<>();
    private final List<ChildContract> children = new ArrayList<>();
    private long logs;
    private long unproven;
    private int ranges;

    /**
     * Nothing yet.
     *
     * @param base the block that the first range must come after; empty if there is none
     */
    Step(IndexerSettings settings, Optional<BlockRef> base) {
        this.settings = settings;
        this.base = base;
    }

    /** Whether no range was added. */
    boolean isEmpty() {
        return headers.isEmpty();
    }

    /** Whether it is time to store it. */
    boolean isFull() {
        return events.size() >= MOST_EVENTS || ranges >= MOST_RANGES;
    }

    /** Adds a range if its first block is the child of the last one; says whether. */
    boolean add(Fetched range) {
        Optional<BlockRef> before = headers.isEmpty() ? base : Optional.of(last());
        if (before.isPresent()
                && !before.get().hash().equals(range.headers().get(0).parent())) {
            return false;
        }
        headers.addAll(range.headers());
        events.addAll(range.events());
        children.addAll(range.children());
        logs += range.logs();
        unproven += range.unproven();
        ranges++;
        return true;
    }

    /** Logs that were fetched for it. */
    long logs() {
        return logs;
    }

    /** Blocks of which one endpoint alone said that they have no logs. */
    long unproven() {
        return unproven;
    }

    /** Its last block. */
    BlockRef last() {
        return headers.get(headers.size() - 1).block();
    }

    /**
     * What is stored.
     *
     * @param ancestor after a reorg; where no range was added, the step ends with it
     * @param anchors blocks before the first range to remember
     */
    IndexBatch batch(Optional<BlockRef> previous, Optional<BlockRef> ancestor, List<BlockRef> anchors) {
        BlockRef checkpoint = headers.isEmpty() ? ancestor.orElseThrow() : last();
        List<BlockRef> hot = new ArrayList<>(anchors);
        headers.forEach(header -> hot.add(header.block()));
        return new IndexBatch(
                settings.index(),
                previous,
                ancestor,
                events,
                checkpoint,
                hot,
                Math.max(0, checkpoint.number() - settings.window()),
                children);
    }
}
