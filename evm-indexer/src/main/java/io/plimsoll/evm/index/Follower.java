package io.plimsoll.evm.index;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.domain.event.IndexCommit;
import io.plimsoll.core.domain.event.IndexState;
import io.plimsoll.core.domain.repository.index.IndexRepository;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.Unusable;
import io.plimsoll.core.foundation.metrics.MetricName;
import io.plimsoll.evm.rpc.BlockHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of an index: looks at the chain, fetches what is new or was replaced, stores it, and again. All decisions are made by the one
 * thread that calls {@link #run}; it is the only one that stores.
 */
final class Follower {
    private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);

    private final IndexerSettings settings;
    private final LogSource source;
    private final IndexRepository repository;
    private final LogPlan plan;
    private final ProgressMeter meter;
    private final Pauses pauses;
    private final Retrying retrying;
    private final GuardedListener listener;
    private @Nullable Position position;
    private Optional<BlockRef> agreed = Optional.empty();
    private boolean low;

    /**
     * Where the index is, as the store has it.
     *
     * @param checkpoint empty if it has not begun
     * @param remembered blocks of the window, ascending
     * @param children that were born up to the checkpoint
     */
    private record Position(Optional<BlockRef> checkpoint, List<BlockRef> remembered, Children children) {
        long number() {
            return checkpoint.map(BlockRef::number).orElse(-1L);
        }

        BlockRef block() {
            return checkpoint.orElseThrow();
        }
    }

    private enum Round {
        /** The block that the run ends with is indexed, and the chain has it. */
        THERE,
        /** There is nothing more to do now. */
        AT_HEAD,
        /** Something was done that calls for another look. */
        CHANGED
    }

    Follower(IndexerSettings settings, LogPlan plan, ProgressMeter meter, Pauses pauses) {
        this.settings = settings;
        this.source = settings.source();
        this.repository = settings.repository();
        this.plan = plan;
        this.meter = meter;
        this.pauses = pauses;
        this.retrying = new Retrying(settings);
        this.listener = new GuardedListener(settings);
    }

    /**
     * Runs until block {@code end} is indexed.
     *
     * @throws InterruptedException if it was asked to stop
     */
    void run(long end) throws InterruptedException {
        ExecutorService workers = workers();
        try {
            Round round = Round.CHANGED;
            while (round != Round.THERE) {
                round = patiently(end, workers);
                if (round == Round.AT_HEAD) {
                    pauses.idle(poll());
                }
            }
        } catch (RuntimeException e) {
            if (!pauses.stopping()) {
                throw e;
            }
            // a call that is cut short because it is to stop fails in its own way
            LOG.info("index={} state=stopping error={}", settings.index().name(), e.toString());
            throw new InterruptedException("asked to stop");
        } finally {
            end(workers);
        }
    }

    /** A round, as often as it takes. */
    private Round patiently(long end, ExecutorService workers) throws InterruptedException {
        int failures = 0;
        while (true) {
            try {
                Round round = round(end, workers);
                if (failures > 0) {
                    LOG.info(
                            "index={} state=recovered failures={}",
                            settings.index().name(),
                            failures);
                }
                return round;
            } catch (SourceException | RepositoryException e) {
                if (!Retrying.mayPass(e)) {
                    throw e;
                }
                failures++;
                pauses.pause(retrying.pauseAfter(e, failures));
            }
        }
    }

    private ExecutorService workers() {
        AtomicInteger count = new AtomicInteger();
        return Executors.newFixedThreadPool(settings.fetchers(), task -> {
            Thread thread = new Thread(task, "index " + settings.index() + " fetcher " + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void end(ExecutorService workers) {
        workers.shutdownNow();
        try {
            if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("fetchers state=still-running");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration poll() {
        long poll = settings.poll().toNanos();
        return Duration.ofNanos(poll + ThreadLocalRandom.current().nextLong(poll / 10 + 1));
    }

    private Round round(long end, ExecutorService workers) throws InterruptedException {
        Position at = position();
        BlockHeader head = source.head();
        long target = Math.min(head.block().number() - settings.confirmations(), end);
        meter.saw(head.block().number(), target);
        if (at.checkpoint().isEmpty()) {
            return target < settings.from() ? done(settings.from() - 1, end) : catchUp(at, head, target, end, workers);
        }
        if (target > at.number()) {
            return catchUp(at, head, target, end, workers);
        }
        if (!agrees(at, head)) {
            return resolve(at, workers);
        }
        return done(at.number(), end);
    }

    private Round done(long number, long end) {
        listener.progress(meter.progress());
        return number >= end ? Round.THERE : Round.AT_HEAD;
    }

    private Position position() {
        Position known = position;
        if (known == null) {
            if (!source.chainId().equals(settings.index().chain())) {
                throw new IllegalStateException("index " + settings.index()
                        + " cannot have its logs from a source of chain " + source.chainId());
            }
            Optional<IndexState> state = repository.find(settings.index());
            known = new Position(
                    state.map(IndexState::checkpoint),
                    state.map(IndexState::hotBlocks).orElse(List.of()),
                    new Children(repository.children(settings.index())));
            position = known;
            meter.begin(known.checkpoint());
        }
        return known;
    }

    /** Whether a chain whose head is not above what is indexed has the newest of the remembered blocks that it can have. */
    private boolean agrees(Position at, BlockHeader head) {
        BlockRef top = head.block();
        if (agreed.equals(Optional.of(top))) {
            return true;
        }
        noticeLow(at, top);
        Optional<BlockRef> newest = newest(at.remembered(), top.number());
        boolean agrees = newest.map(block -> has(block, head)).orElseGet(() -> Agreement.isOlder(top, at.block()));
        agreed = agrees ? Optional.of(top) : Optional.empty();
        return agrees;
    }

    private boolean has(BlockRef block, BlockHeader head) {
        if (block.number() == head.block().number()) {
            return Agreement.isSame(block, head.block());
        }
        if (block.number() == head.block().number() - 1) {
            return block.hash().equals(head.parent());
        }
        return Agreement.isSame(
                block, source.headers(List.of(block.number())).get(0).block());
    }

    private static Optional<BlockRef> newest(List<BlockRef> blocks, long upTo) {
        return blocks.stream().filter(block -> block.number() <= upTo).reduce((earlier, later) -> later);
    }

    private void noticeLow(Position at, BlockRef top) {
        boolean lower = top.number() < at.number();
        if (lower && !low) {
            settings.metrics()
                    .count(MetricName.INDEX_LOW_HEADS, settings.index().name());
            LOG.warn(
                    "index={} block={} head={} state=waiting: the chain's head is below what is indexed",
                    settings.index().name(),
                    at.number(),
                    top.number());
        }
        low = lower;
    }

    private Round catchUp(Position begun, BlockHeader head, long target, long end, ExecutorService workers)
            throws InterruptedException {
        long hot = Math.max(0, head.block().number() - settings.window());
        List<BlockRef> anchors = begun.checkpoint().isPresent() ? List.of() : anchors(hot);
        Optional<BlockRef> link = begun.checkpoint().or(() -> newest(anchors, Long.MAX_VALUE));
        long first = begun.checkpoint().map(block -> block.number() + 1).orElse(settings.from());
        boolean whole = false;
        boolean fits = true;
        try (Pipeline pipeline = pipeline(begun.children(), workers, first, target, hot)) {
            List<BlockRef> before = anchors;
            while (fits && pipeline.hasNext()) {
                Step step = new Step(settings, link);
                fits = step.add(pipeline.next());
                while (fits && !step.isFull() && pipeline.hasNext() && pipeline.isReady()) {
                    fits = step.add(pipeline.next());
                }
                if (!step.isEmpty()) {
                    Position at = position();
                    store(step, step.batch(at.checkpoint(), Optional.empty(), before), pipeline.children());
                    before = List.of();
                    link = position().checkpoint();
                }
            }
            whole = fits;
        } finally {
            if (!whole) {
                forgetUnstoredChildren();
            }
        }
        if (!fits) {
            return resolve(position(), workers);
        }
        low = false;
        agreed = Agreement.isSame(position().block(), head.block()) ? Optional.of(head.block()) : Optional.empty();
        return done(position().number(), end);
    }

    /** What was born in ranges that were fetched and not stored is found again when they are. */
    private void forgetUnstoredChildren() {
        Position at = position();
        position = new Position(at.checkpoint(), at.remembered(), at.children().upTo(at.number()));
    }

    private Pipeline pipeline(Children children, ExecutorService workers, long first, long last, long hot) {
        return new Pipeline(settings, plan, children, workers, pauses, retrying, first, last, hot);
    }

    /** Blocks before the first, so that a reorg soon after the beginning has something to go back to. */
    private List<BlockRef> anchors(long hot) {
        long last = settings.from() - 1;
        if (last < 0) {
            return List.of();
        }
        List<BlockHeader> headers = source.headers(
                LongStream.rangeClosed(Math.min(last, hot), last).boxed().toList());
        requireLinked(headers);
        return headers.stream().map(BlockHeader::block).toList();
    }

    private void requireLinked(List<BlockHeader> headers) {
        for (int i = 1; i < headers.size(); i++) {
            if (!headers.get(i).parent().equals(headers.get(i - 1).block().hash())) {
                throw disagreement(
                        "block " + headers.get(i).block().number() + " is not the child of the one before it");
            }
        }
    }

    /** Finds out whether the chain was reorganised, and if so replaces what it has orphaned. */
    private Round resolve(Position at, ExecutorService workers) throws InterruptedException {
        agreed = Optional.empty();
        if (at.checkpoint().isEmpty()) {
            throw disagreement("it was reorganised before the first blocks were stored");
        }
        Agreement once = Agreement.of(source, at.remembered(), at.block());
        pauses.pause(settings.firstPause());
        Agreement twice = Agreement.of(source, at.remembered(), at.block());
        if (!twice.confirms(once) || !twice.conflict()) {
            settings.metrics()
                    .count(MetricName.INDEX_CONFLICTS, settings.index().name());
            throw disagreement("what it says of blocks up to " + at.number() + " does not fit together");
        }
        BlockRef ancestor = twice.ancestor()
                .orElseThrow(() -> new DeepReorgException(
                        settings.index(), at.block(), at.remembered().get(0), twice.head(), twice.anew()));
        return replace(at, ancestor, twice.head(), workers);
    }

    /** Fetches the new version of what is indexed after the ancestor, then lets both change places. */
    private Round replace(Position at, BlockRef ancestor, BlockRef head, ExecutorService workers)
            throws InterruptedException {
        long end = Math.min(at.number(), head.number() - settings.confirmations());
        long hot = Math.max(0, head.number() - settings.window());
        Children children = at.children().upTo(ancestor.number());
        Step step = new Step(settings, Optional.of(ancestor));
        try (Pipeline pipeline = pipeline(children, workers, ancestor.number() + 1, end, hot)) {
            while (pipeline.hasNext()) {
                if (!step.add(pipeline.next())) {
                    throw disagreement(
                            "it was reorganised again while blocks after " + ancestor.number() + " were fetched anew");
                }
            }
            children = pipeline.children();
        }
        if (!step.isEmpty() && Agreement.isSame(step.last(), at.block())) {
            throw disagreement(
                    "it went back to what is indexed while blocks after " + ancestor.number() + " were fetched anew");
        }
        LOG.warn(
                "index={} state=reorg ancestor={} checkpoint={} replaced-up-to={}",
                settings.index().name(),
                ancestor.number(),
                at.number(),
                Math.max(ancestor.number(), end));
        settings.metrics().count(MetricName.INDEX_REORGS, settings.index().name());
        store(step, step.batch(at.checkpoint(), Optional.of(ancestor), List.of()), children);
        return Round.CHANGED;
    }

    private Unusable disagreement(String what) {
        return new Unusable("chain " + settings.index().chain(), what);
    }

    private void store(Step step, IndexBatch batch, Children children) throws InterruptedException {
        long fetched = batch.checkpoint().number()
                - batch.ancestor()
                        .or(() -> batch.previous())
                        .map(BlockRef::number)
                        .orElse(settings.from() - 1);
        List<ChainEvent> orphaned = commit(batch);
        position = new Position(Optional.of(batch.checkpoint()), window(batch), children);
        meter.stored(batch, fetched, step.logs(), step.unproven());
        listener.stored(batch, orphaned);
        listener.progress(meter.progress());
    }

    private List<BlockRef> window(IndexBatch batch) {
        List<BlockRef> window = new ArrayList<>();
        long last = batch.ancestor().map(BlockRef::number).orElse(Long.MAX_VALUE);
        for (BlockRef block : position().remembered()) {
            if (block.number() >= batch.windowStart() && block.number() <= last) {
                window.add(block);
            }
        }
        batch.hotBlocks().stream()
                .filter(block -> window.isEmpty()
                        || block.number() > window.get(window.size() - 1).number())
                .forEach(window::add);
        return window;
    }

    /** Stores a step, however long that takes: what was fetched is not fetched again because the store is busy. */
    private List<ChainEvent> commit(IndexBatch batch) throws InterruptedException {
        List<ChainEvent> doomed = List.of();
        boolean asked = batch.ancestor().isEmpty();
        for (int attempt = 1; ; attempt++) {
            try {
                if (!asked) {
                    doomed = repository.eventsAfter(
                            batch.index(), batch.ancestor().orElseThrow().number());
                    asked = true;
                }
                long start = System.nanoTime();
                IndexCommit commit = repository.commit(batch);
                settings.metrics()
                        .time(
                                MetricName.INDEX_COMMIT_TIME,
                                settings.index().name(),
                                Duration.ofNanos(System.nanoTime() - start));
                // where the answer to the commit was lost, it does not tell a second time
                return commit.stored() ? commit.orphaned() : doomed;
            } catch (RepositoryException e) {
                if (!e.retryable()) {
                    throw e;
                }
                pauses.pause(retrying.pauseAfter(e, attempt));
            }
        }
    }
}
