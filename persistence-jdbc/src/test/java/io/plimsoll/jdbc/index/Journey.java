package io.plimsoll.jdbc.index;

import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.testing.repository.index.Chains;
import io.plimsoll.core.testing.repository.index.Sighting;
import java.util.ArrayList;
import java.util.List;

/** The steps of an index along a chain that is reorganised again and again: the same in every process. */
final class Journey {
    private static final int WINDOW = 8;
    private static final int EVENTS_IN_A_BLOCK = 5;

    private final List<BlockRef> window = new ArrayList<>();
    private int step;

    /** Goes on as if {@code steps} had been made. */
    static Journey after(long steps) {
        Journey journey = new Journey();
        while (journey.step < steps) {
            journey.next();
        }
        return journey;
    }

    IndexBatch next() {
        step++;
        if (window.isEmpty()) {
            List<BlockRef> blocks = Chains.blocks(100, 103, step);
            window.addAll(blocks);
            return windowed(IndexBatch.first(Chains.INDEX, events(blocks), last()), blocks);
        }
        BlockRef previous = last();
        boolean reorg = step % 4 == 3;
        if (reorg) {
            int depth = 1 + step % 3;
            window.subList(window.size() - depth, window.size()).clear();
        }
        BlockRef base = last();
        List<BlockRef> blocks = Chains.blocks(base.number() + 1, previous.number() + 1 + step % 3, step);
        window.addAll(blocks);
        return windowed(
                reorg
                        ? IndexBatch.reorg(Chains.INDEX, previous, base, events(blocks), last())
                        : IndexBatch.next(Chains.INDEX, previous, events(blocks), last()),
                blocks);
    }

    private IndexBatch windowed(IndexBatch batch, List<BlockRef> blocks) {
        while (window.size() > WINDOW) {
            window.remove(0);
        }
        return batch.withWindow(blocks, window.get(0).number());
    }

    private BlockRef last() {
        return window.get(window.size() - 1);
    }

    private static List<Sighting> events(List<BlockRef> blocks) {
        List<Sighting> events = new ArrayList<>();
        for (BlockRef block : blocks) {
            for (int log = 0; log < EVENTS_IN_A_BLOCK; log++) {
                events.add(Chains.sighting(block, log));
            }
        }
        return events;
    }
}
