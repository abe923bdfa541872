package io.plimsoll.evm.index;

import io.plimsoll.core.domain.event.ChildContract;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.evm.index.RangeFetcher.Fetched;
import io.plimsoll.evm.index.RangeFetcher.Look;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Fetches blocks in ranges, several at a time, and gives them in their order. It is never more than some ranges ahead of whoever takes
 * them. Where a range ends earlier than it was asked to, for all its logs, what was fetched after it is dropped and the next one begins
 * there, of the size that such blocks call for. For one thread that takes; {@link #close} drops what was not taken.
 */
final class Pipeline implements AutoCloseable {
    /** Ranges that are fetched or wait to be taken, for each fetcher: one of each. */
    private static final int AHEAD = 2;
    /** As an endpoint may hiccup; what lasts is for whoever takes, who looks at the chain again. */
    private static final int ATTEMPTS = 3;

    private final IndexerSettings settings;
    private final RangeFetcher fetcher;
    private Children children;
    private final Executor workers;
    private final Pauses pauses;
    private final Retrying retrying;
    private final long last;
    private final long hot;
    private final boolean families;
    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private CompletableFuture<List<ChildContract>> known = CompletableFuture.completedFuture(List.of());
    private long next;
    private AtomicBoolean dropped = new AtomicBoolean();

    /** A range under way, and where it is to end. */
    private record Ahead(long end, CompletableFuture<Fetched> range) {}

    Pipeline(
            IndexerSettings settings,
            LogPlan plan,
            Children children,
            Executor workers,
            Pauses pauses,
            Retrying retrying,
            long first,
            long last,
            long hot) {
        this.settings = settings;
        this.fetcher = new RangeFetcher(settings.source(), plan, settings.from());
        this.families = plan.hasFactories();
        this.children = children;
        this.workers = workers;
        this.pauses = pauses;
        this.retrying = retrying;
        this.next = first;
        this.last = last;
        this.hot = hot;
    }

    /** Whether there is a range left to take. */
    boolean hasNext() {
        return !ahead.isEmpty() || next <= last;
    }

    /** Whether the next range can be taken without waiting. */
    boolean isReady() {
        fill();
        return !ahead.isEmpty() && ahead.getFirst().range.isDone();
    }

    /**
     * The next range.
     *
     * @throws SourceException that a few attempts did not mend
     */
    Fetched next() throws InterruptedException {
        fill();
        Fetched fetched = pauses.await(ahead.getFirst().range);
        long end = fetched.last().block().number();
        if (end < ahead.removeFirst().end) {
            beginAgainAfter(end);
        }
        fill();
        return fetched;
    }

    /** The children that were born in the ranges that were taken, and those that are fetched ahead; those that were known before. */
    Children children() {
        return children;
    }

    private void beginAgainAfter(long end) {
        close();
        dropped = new AtomicBoolean();
        // those that were born later are found again, with the logs that nobody has asked for yet
        children = children.upTo(end);
        known = CompletableFuture.completedFuture(List.of());
        next = end + 1;
    }

    private void fill() {
        while (next <= last && ahead.size() < settings.fetchers() * AHEAD) {
            long first = next;
            long size = Math.min(
                    settings.largestRange(), Math.max(1, settings.source().preferredRange()));
            long end = Math.min(last, first + size - 1);
            ahead.addLast(new Ahead(
                    end,
                    families ? withChildren(first, end, children, dropped) : plain(first, end, children, dropped)));
            next = end + 1;
        }
    }

    private CompletableFuture<Fetched> plain(long first, long end, Children family, AtomicBoolean useless) {
        return CompletableFuture.supplyAsync(
                () -> patiently(
                        useless, () -> fetcher.complete(fetcher.look(first, end, hot, family), family, List.of())),
                workers);
    }

    /** The births of a range are known once those of all ranges before it are: what is a child's first birth depends on them. */
    private CompletableFuture<Fetched> withChildren(long first, long end, Children family, AtomicBoolean useless) {
        CompletableFuture<Look> look = CompletableFuture.supplyAsync(
                () -> patiently(useless, () -> fetcher.look(first, end, hot, family)), workers);
        CompletableFuture<List<ChildContract>> births = known.thenCombine(
                look,
                (earlier, seen) -> seen.births().stream().filter(family::add).toList());
        known = births;
        return births.thenCombineAsync(
                look, (added, seen) -> patiently(useless, () -> fetcher.complete(seen, family, added)), workers);
    }

    private <T> T patiently(AtomicBoolean useless, Supplier<T> fetch) {
        for (int attempt = 1; ; attempt++) {
            if (useless.get()) {
                throw new CancellationException("nobody waits for this range any more");
            }
            try {
                return fetch.get();
            } catch (SourceException e) {
                if (!e.retryable() || attempt == ATTEMPTS || useless.get()) {
                    throw e;
                }
                pause(e, attempt);
            }
        }
    }

    private void pause(SourceException error, int attempt) {
        try {
            pauses.pause(retrying.pauseAfter(error, attempt));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException("asked to stop");
        }
    }

    /** What is being fetched ends by itself, and is of no use. */
    @Override
    public void close() {
        dropped.set(true);
        ahead.clear();
    }
}
