package io.plimsoll.evm.index;

import io.plimsoll.core.domain.event.ChildContract;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.evm.index.RangeFetcher.Fetched;
import io.plimsoll.evm.index.RangeFetcher.Look;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Fetches blocks in ranges, several at a time, and gives them in their order. It is never more than some ranges ahead of whoever takes
 * them. For one thread that takes; {@link #close} drops what was not taken.
 */
final class Pipeline implements AutoCloseable {
    /** Ranges that are fetched or wait to be taken, for each fetcher: one of each. */
    private static final int AHEAD = 2;
    /** As an endpoint may hiccup; what lasts is for whoever takes, who looks at the chain again. */
    private static final int ATTEMPTS = 3;

    private final IndexerSettings settings;
    private final RangeFetcher fetcher;
    private final Children children;
    private final Executor workers;
    private final Pauses pauses;
    private final Retrying retrying;
    private final long last;
    private final long hot;
    private final boolean families;
    private final Deque<CompletableFuture<Fetched>> ahead = new ArrayDeque<>();
    private CompletableFuture<List<ChildContract>> known = CompletableFuture.completedFuture(List.of());
    private long next;
    private volatile boolean closed;

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
        this.fetcher = new RangeFetcher(settings.source(), plan);
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
        return !ahead.isEmpty() && ahead.getFirst().isDone();
    }

    /**
     * The next range.
     *
     * @throws SourceException that a few attempts did not mend
     */
    Fetched next() throws InterruptedException {
        fill();
        Fetched fetched = pauses.await(ahead.getFirst());
        ahead.removeFirst();
        fill();
        return fetched;
    }

    private void fill() {
        while (next <= last && ahead.size() < settings.fetchers() * AHEAD) {
            long first = next;
            long size = Math.min(settings.largestRange(), Math.max(1, settings.source().preferredRange()));
            long end = Math.min(last, first + size - 1);
            ahead.addLast(families ? withChildren(first, end) : plain(first, end));
            next = end + 1;
        }
    }

    private CompletableFuture<Fetched> plain(long first, long end) {
        return CompletableFuture.supplyAsync(
                () -> patiently(() ->
                        fetcher.complete(fetcher.look(first, end, hot, children), children, List.of())),
                workers);
    }

    /** The births of a range are known once those of all ranges before it are: what is a child's first birth depends on them. */
    private CompletableFuture<Fetched> withChildren(long first, long end) {
        CompletableFuture<Look> look = CompletableFuture.supplyAsync(
                () -> patiently(() -> fetcher.look(first, end, hot, children)), workers);
        CompletableFuture<List<ChildContract>> births =
                known.thenCombine(look, (earlier, seen) -> seen.births().stream().filter(children::add).toList());
        known = births;
        return births.thenCombineAsync(
                look, (added, seen) -> patiently(() -> fetcher.complete(seen, children, added)), workers);
    }

    private <T> T patiently(Supplier<T> fetch) {
        for (int attempt = 1; ; attempt++) {
            if (closed) {
                throw new CancellationException("nobody waits for this range any more");
            }
            try {
                return fetch.get();
            } catch (SourceException e) {
                if (!e.retryable() || attempt == ATTEMPTS || closed) {
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
        closed = true;
        ahead.clear();
    }
}
