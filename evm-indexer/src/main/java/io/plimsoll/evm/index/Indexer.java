package io.plimsoll.evm.index;

import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.domain.repository.index.IndexRepository;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.health.HealthCheck;
import io.plimsoll.core.foundation.metrics.Metrics;
import io.plimsoll.core.kit.runtime.Service;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a chain and keeps its events: each once, in the order in which they happened, and none of a block that is not on the chain any
 * more. What is stored and how far it is move in one transaction of the {@link IndexRepository}, so that it may end at any time, in any
 * way, and goes on where its rows end.
 *
 * <pre>{@code
 * Indexer indexer = Indexer.builder(new IndexId(ChainId.HYPEREVM, "transfers"), source, repository)
 *         .subscribe(Subscription.contract(token, TRANSFERS))
 *         .from(1_000_000)
 *         .build();
 * }</pre>
 *
 * <p>A block is known by its hash. Where an indexed height has another hash than the one that was indexed, and has it at a second look
 * too, the newest remembered block that is still on the chain is searched, what replaces the later ones is fetched, and both change
 * places in one transaction. A head that is lower than it was is waited out.
 *
 * <p>Failures that may pass are waited out, with pauses that grow: a source that gives no answer, a store that cannot be reached. It
 * stops for those that need somebody: see {@link #failure}.
 *
 * <p>Which events an index keeps is not to change while it lives: what another subscription would have kept of the blocks that it has is
 * missing. Take another name, or {@link IndexRepository#forget} it.
 *
 * <p>Thread-safe. One indexer runs at a time: as a service, or up to a block with {@link #runTo}.
 */
public final class Indexer implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);
    /** Blocks below the head that may be replaced, where nothing else is said. */
    private static final long WINDOW = 64;
    /** HyperBFT does not replace blocks that were executed; but backends behind one address differ. */
    private static final long HYPEREVM_WINDOW = 8;

    private final IndexerSettings settings;
    private final LogPlan plan;
    private final ProgressMeter meter;
    private volatile Pauses pauses = new Pauses();
    private volatile @Nullable RuntimeException failure;
    /** Held by whoever runs. */
    private boolean running;

    private @Nullable Thread runner;
    /** Of the service. */
    private @Nullable Thread thread;

    private Indexer(IndexerSettings settings) {
        this.settings = settings;
        this.plan = new LogPlan(settings.subscriptions());
        this.meter = new ProgressMeter(settings);
    }

    /**
     * An index to be.
     *
     * @param index its name and chain
     * @param source where its logs come from
     * @param repository that keeps its events; it has a writer for each kind that the subscriptions' decoders make
     */
    public static Builder builder(IndexId index, LogSource source, IndexRepository repository) {
        return new Builder(index, source, repository);
    }

    @Override
    public String name() {
        return "index " + settings.index();
    }

    /** Follows the chain until stopped, on a thread of its own. Does nothing if it does so already. */
    @Override
    public synchronized void start() {
        if (running && thread != null && !pauses.stopping()) {
            return;
        }
        Thread started = new Thread(this::follow, name());
        started.setDaemon(true);
        begin(started);
        thread = started;
        started.start();
    }

    private void follow() {
        try {
            new Follower(settings, plan, meter, pauses).run(Long.MAX_VALUE);
        } catch (RuntimeException e) {
            failed(e);
        } catch (Error e) {
            failed(new IllegalStateException("it ran into " + e, e));
        } catch (InterruptedException stopped) {
            LOG.info(
                    "index={} chain={} state=stopped",
                    settings.index().name(),
                    settings.index().chain());
        } finally {
            end();
        }
    }

    private void failed(RuntimeException e) {
        failure = e;
        LOG.error(
                "index={} chain={} state=failed",
                settings.index().name(),
                settings.index().chain(),
                e);
        new GuardedListener(settings).failed(e);
    }

    /**
     * Indexes up to a block and returns, in the thread that calls. Waits where the chain does not have the block yet. Looks at the chain
     * at least once: what was orphaned since the last time has been replaced when it returns.
     *
     * @return false if it was stopped, or the thread interrupted, before it was there
     * @throws SourceException that cannot pass
     * @throws RepositoryException that cannot pass
     * @throws DeepReorgException if the chain has none of the blocks that the index remembers
     * @throws IllegalStateException if it runs already, a decoder failed on a log, or the source is of another chain
     */
    public boolean runTo(long block) {
        begin(Thread.currentThread());
        try {
            new Follower(settings, plan, meter, pauses).run(block);
            return true;
        } catch (InterruptedException stopped) {
            if (!pauses.stopping()) {
                Thread.currentThread().interrupt();
            }
            return false;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        } finally {
            end();
        }
    }

    private synchronized void begin(Thread by) {
        if (running) {
            throw new IllegalStateException(name() + " runs already");
        }
        running = true;
        runner = by;
        failure = null;
        pauses = new Pauses();
    }

    private synchronized void end() {
        running = false;
        runner = null;
        thread = null;
        notifyAll();
    }

    /** Looks for new blocks now: for whoever hears of them before the next poll. Returns at once; harmless at any time. */
    public void wake() {
        pauses.wake();
    }

    /** No further step begins; one that is being stored is finished. */
    @Override
    public void drain() {
        pauses.stop();
    }

    /**
     * Stops after the step that is being stored; what was fetched ahead is dropped. As a service it is interrupted when three quarters
     * of the limit have passed.
     */
    @Override
    public synchronized void stop(Duration limit) {
        pauses.stop();
        try {
            waitForEnd(limit.multipliedBy(3).dividedBy(4));
            if (running && thread != null) {
                thread.interrupt();
            }
            waitForEnd(limit.dividedBy(4));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (running && runner != Thread.currentThread()) {
            LOG.warn("index={} state=still-running limit={}", settings.index().name(), limit);
        }
    }

    private void waitForEnd(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        long left = end - System.nanoTime();
        while (running && runner != Thread.currentThread() && left > 0) {
            wait(left / 1_000_000 + 1);
            left = end - System.nanoTime();
        }
    }

    /** How far it is and how fast. */
    public IndexProgress progress() {
        return meter.progress();
    }

    /**
     * Why it has stopped of its own accord: a {@link DeepReorgException}; a {@link RepositoryException} that cannot pass, such as
     * {@link RepositoryException.Kind#STALE_WRITER} when another process writes the same index; a {@link SourceException} that cannot
     * pass; the fault of a decoder; a source of another chain; or an {@link IllegalStateException} whose cause is an {@link Error}. Empty while it runs and after it was told to stop.
     */
    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Whether it keeps up: fails when it has stopped for an error, when for {@code silence} it has neither seen the head nor stored
     * anything, or when it is more than {@code behind} blocks behind its target.
     */
    public HealthCheck health(long behind, Duration silence) {
        return HealthCheck.critical(name(), () -> {
            RuntimeException stopped = failure;
            if (stopped != null) {
                throw new IllegalStateException("stopped: " + stopped.getMessage(), stopped);
            }
            return meter.requireKeepingUp(behind, silence);
        });
    }

    /** An indexer to be. */
    public static final class Builder {
        private final IndexId index;
        private final LogSource source;
        private final IndexRepository repository;
        private final List<Subscription> subscriptions = new ArrayList<>();
        private long from;
        private long confirmations;
        private long window;
        private int fetchers = 4;
        private long largestRange = 2_000;
        private Duration poll = Duration.ofSeconds(1);
        private Duration firstPause = Duration.ofMillis(250);
        private Duration longestPause = Duration.ofSeconds(30);
        private IndexListener listener = IndexListener.NONE;
        private Metrics metrics = Metrics.NONE;
        private Clock clock = Clock.systemUTC();

        private Builder(IndexId index, LogSource source, IndexRepository repository) {
            this.index = index;
            this.source = source;
            this.repository = repository;
            this.window = isHyperEvm(index.chain()) ? HYPEREVM_WINDOW : WINDOW;
        }

        private static boolean isHyperEvm(ChainId chain) {
            return chain.equals(ChainId.HYPEREVM) || chain.equals(ChainId.HYPEREVM_TESTNET);
        }

        /** Adds logs to keep. */
        public Builder subscribe(Subscription... added) {
            subscriptions.addAll(List.of(added));
            return this;
        }

        /** The first block, of an index that has not begun; 0 where it is not said. What has begun goes on where it is. */
        public Builder from(long block) {
            from = requireAtLeast("from", 0, block);
            return this;
        }

        /** How many blocks a block must have above it to be indexed; 0 where it is not said: reorgs are followed. */
        public Builder confirmations(long blocks) {
            confirmations = requireAtLeast("confirmations", 0, blocks);
            return this;
        }

        /**
         * How many of the newest blocks a reorg may replace: so many are checked one by one and remembered. Where it is not said, 8 on
         * HyperEVM, otherwise 64.
         */
        public Builder window(long blocks) {
            window = requireAtLeast("window", 1, blocks);
            return this;
        }

        /** How many ranges are fetched at the same time; 4 where it is not said. */
        public Builder fetchers(int threads) {
            fetchers = (int) requireAtLeast("fetchers", 1, threads);
            return this;
        }

        /**
         * The most blocks that are fetched as one range, whatever endpoints take; 2,000 where it is not said. Two ranges for each
         * fetcher are in memory: where many quiet blocks end in busy ones, this is what keeps them small.
         */
        public Builder largestRange(long blocks) {
            largestRange = requireAtLeast("largest range", 1, blocks);
            return this;
        }

        /** How long it waits at the head before it looks again, and up to a tenth longer; one second where it is not said. */
        public Builder pollEvery(Duration interval) {
            if (interval.isNegative() || interval.isZero()) {
                throw new IllegalArgumentException("poll interval must be positive, got " + interval);
            }
            poll = interval;
            return this;
        }

        /** The first pause after a failure that may pass, and the longest; 250 ms and 30 s where it is not said. */
        public Builder pauses(Duration first, Duration longest) {
            if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
                throw new IllegalArgumentException("the first pause must be positive and the longest not shorter, got "
                        + first + " and " + longest);
            }
            firstPause = first;
            longestPause = longest;
            return this;
        }

        /** Who is told what it does. */
        public Builder listener(IndexListener told) {
            listener = told;
            return this;
        }

        /** Where it counts. */
        public Builder metrics(Metrics to) {
            metrics = to;
            return this;
        }

        /** What speeds are measured by. */
        public Builder clock(Clock measure) {
            clock = measure;
            return this;
        }

        /**
         * The indexer, which does not run yet.
         *
         * @throws IllegalArgumentException if it has no subscription, or two of its factories have one name
         */
        public Indexer build() {
            return new Indexer(new IndexerSettings(
                    index,
                    source,
                    repository,
                    List.copyOf(subscriptions),
                    from,
                    confirmations,
                    window,
                    fetchers,
                    largestRange,
                    poll,
                    firstPause,
                    longestPause,
                    listener,
                    metrics,
                    clock));
        }

        private static long requireAtLeast(String what, long least, long value) {
            if (value < least) {
                throw new IllegalArgumentException(what + " must be at least " + least + ", got " + value);
            }
            return value;
        }
    }
}
