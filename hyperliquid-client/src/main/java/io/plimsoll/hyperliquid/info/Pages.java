package io.plimsoll.hyperliquid.info;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * All rows of a span of time, from an endpoint that answers in pages: how a page is asked for, and how pages are joined.
 * Immutable. Endpoints that take a span have a factory called {@code pages}, such as {@link UserFillsByTime#pages}; {@link
 * InfoClient#stream} reads them.
 *
 * <p>The venue cuts a page anywhere, maybe within one millisecond. So the next page starts at the last time seen, that
 * millisecond included, and rows that were in the page before are left out: those of the same key, or, for rows without a
 * key, those of the same value, as often as the page before had it.
 *
 * <p>A page with fewer rows than the venue documents for a page is the last one. Where it documents none ({@link
 * #ofUnknownLength}) any page may be cut, and the end is a page that brings nothing new: one request more.
 *
 * <p>Where the venue cannot give every row, see {@link #whenCut}.
 *
 * @param <R> a row
 */
public final class Pages<R> {
    private static final int ROWS_PER_PAGE = 500;
    private static final int UNKNOWN = 0;

    /** How one page is asked for. */
    @FunctionalInterface
    public interface Request<R> {
        /**
         * The oldest rows of a span, oldest first.
         *
         * @param startTime milliseconds, inclusive
         * @param endTime milliseconds, inclusive; null for now
         */
        InfoRequest<List<R>> between(long startTime, @Nullable Long endTime);
    }

    private final Request<R> request;
    private final long startTime;
    private final @Nullable Long endTime;
    private final ToLongFunction<R> time;
    private final @Nullable Function<R, Object> key;
    private final int rowsPerPage;
    private final int keptRows;
    private final Consumer<HistoryCut> whenCut;

    private Pages(
            Request<R> request,
            long startTime,
            @Nullable Long endTime,
            ToLongFunction<R> time,
            @Nullable Function<R, Object> key,
            int rowsPerPage,
            int keptRows,
            Consumer<HistoryCut> whenCut) {
        this.request = request;
        this.startTime = startTime;
        this.endTime = endTime;
        this.time = time;
        this.key = key;
        this.rowsPerPage = rowsPerPage;
        this.keptRows = keptRows;
        this.whenCut = whenCut;
    }

    /**
     * Rows without a key, 500 to a page, of which the venue forgets none.
     *
     * @param startTime milliseconds, inclusive
     * @param endTime milliseconds, inclusive; null for now
     * @param time of a row, milliseconds
     */
    public static <R> Pages<R> of(Request<R> request, long startTime, @Nullable Long endTime, ToLongFunction<R> time) {
        return new Pages<>(request, startTime, endTime, time, null, ROWS_PER_PAGE, 0, cut -> {
            throw new NotFound(InfoClient.SOURCE, cut.toString());
        });
    }

    /** With a key that no two rows share; its {@code equals} decides. */
    public Pages<R> uniqueBy(Function<R, Object> key) {
        return new Pages<>(request, startTime, endTime, time, key, rowsPerPage, keptRows, whenCut);
    }

    /**
     * With pages of another size.
     *
     * @param rows the least that a page has which is not the last one
     * @throws IllegalArgumentException if it is less than 1
     */
    public Pages<R> rowsPerPage(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("rowsPerPage must be at least 1, got " + rows);
        }
        return new Pages<>(request, startTime, endTime, time, key, rows, keptRows, whenCut);
    }

    /** With pages of a size that nobody tells: they end with one that brings nothing new. */
    public Pages<R> ofUnknownLength() {
        return new Pages<>(request, startTime, endTime, time, key, UNKNOWN, keptRows, whenCut);
    }

    /**
     * Of an endpoint that forgets all but so many of the newest rows; 0: it forgets none.
     *
     * @throws IllegalArgumentException if it is less than 0
     */
    public Pages<R> keepingNewest(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("keepingNewest must be at least 0, got " + rows);
        }
        return new Pages<>(request, startTime, endTime, time, key, rowsPerPage, rows, whenCut);
    }

    /**
     * What to do where the venue cannot give every row; if nothing is said the stream fails with {@link NotFound}. If the
     * action returns, the stream goes on behind the span, or ends. It is called by the thread that reads the stream.
     *
     * <p>Forgotten rows are noticed at the end, when all that are left have been given. A span that ends in the past costs
     * further requests then: one for an older row, which proves that nothing was forgotten, and if there is none as many as
     * it takes to count the newer rows.
     */
    public Pages<R> whenCut(Consumer<HistoryCut> action) {
        return new Pages<>(request, startTime, endTime, time, key, rowsPerPage, keptRows, action);
    }

    /**
     * The rows, oldest first, each once. Nothing is asked before the first row is wanted, and no page before its rows are. An
     * error ends the stream; to go on, start anew at the time of the last row.
     *
     * @param fetch sends a request, such as {@code info::fetch}; a {@link SourceException} of it comes out of the stream, as
     *     does {@link MalformedResponse} where a page is not sorted by time
     */
    public Stream<R> stream(Function<InfoRequest<List<R>>, List<R>> fetch) {
        return StreamSupport.stream(new Reader(fetch), false);
    }

    private final class Reader implements Spliterator<R> {
        private final Function<InfoRequest<List<R>>, List<R>> fetch;
        private Iterator<R> page = List.<R>of().iterator();
        private Set<Object> before = Set.of();
        private long next = startTime;
        private boolean more = endTime == null || startTime <= endTime;
        private boolean ended = !more;
        private @Nullable HistoryCut cut;
        private @Nullable HistoryCut suspected;
        private @Nullable Long firstTime;
        private long given;
        private int longest;

        private Reader(Function<InfoRequest<List<R>>, List<R>> fetch) {
            this.fetch = fetch;
        }

        @Override
        public boolean tryAdvance(Consumer<? super R> action) {
            while (!page.hasNext()) {
                reportCut();
                if (!more) {
                    return end();
                }
                pull();
            }
            R row = page.next();
            if (firstTime == null) {
                firstTime = time.applyAsLong(row);
            }
            given++;
            action.accept(row);
            return true;
        }

        private void pull() {
            InfoRequest<List<R>> asked = request.between(next, endTime);
            List<R> rows = fetch.apply(asked);
            Set<Object> keys = new HashSet<>();
            Map<R, Integer> equalRows = new HashMap<>();
            List<R> unseen = new ArrayList<>();
            long last = Long.MIN_VALUE;
            for (R row : rows) {
                long at = time.applyAsLong(row);
                if (at < last) {
                    throw new MalformedResponse(
                            InfoClient.SOURCE,
                            asked.type() + " answered a row of " + at + " after one of " + last
                                    + ": pages that are not sorted by time cannot be joined",
                            null);
                }
                last = at;
                Object id = key == null ? new Occurrence(row, equalRows.merge(row, 1, Integer::sum)) : key.apply(row);
                if (keys.add(id) && !before.contains(id)) {
                    unseen.add(row);
                }
            }
            page = unseen.iterator();
            before = keys;
            longest = Math.max(longest, rows.size());
            if (suspected != null && !rows.isEmpty()) {
                cut = suspected; // there was more behind that millisecond, so perhaps within it
            }
            suspected = null;
            if (rows.isEmpty() || rows.size() < (rowsPerPage == UNKNOWN && last <= next ? longest : rowsPerPage)) {
                more = false;
            } else if (last > next) {
                next = last;
            } else {
                HistoryCut within = new HistoryCut(
                        asked.type(), next, next, HistoryCut.Reason.PAGE_WITHIN_ONE_MILLISECOND, rows.size());
                if (rowsPerPage == UNKNOWN) {
                    suspected = within;
                } else {
                    cut = within;
                }
                next++;
            }
            if (endTime != null && next > endTime) {
                more = false;
                if (suspected != null && rows.size() >= ROWS_PER_PAGE) {
                    cut = suspected; // nothing is left to ask that could clear it up
                }
            }
        }

        private void reportCut() {
            HistoryCut noticed = cut;
            if (noticed != null) {
                cut = null;
                whenCut.accept(noticed);
            }
        }

        private boolean end() {
            if (!ended) {
                ended = true;
                if (keptRows > 0 && rowsAreForgotten()) {
                    Long until = firstTime == null ? endTime : firstTime;
                    cut = new HistoryCut(
                            request.between(startTime, endTime).type(),
                            startTime,
                            until == null ? startTime : until,
                            HistoryCut.Reason.OLDER_ROWS_FORGOTTEN,
                            keptRows);
                    reportCut();
                }
            }
            return false;
        }

        /** Unless an older row is still there, or there are fewer rows than are kept, some may be forgotten. */
        private boolean rowsAreForgotten() {
            if (endTime == null && given < keptRows) {
                return false;
            }
            if (startTime > 0 && !fetch.apply(request.between(0, startTime - 1)).isEmpty()) {
                return false;
            }
            return given >= keptRows || given + newerRows(keptRows - given) >= keptRows;
        }

        private long newerRows(long atMost) {
            return endTime == null
                    ? 0
                    : new Pages<>(request, endTime + 1, null, time, key, rowsPerPage, 0, within -> {})
                            .stream(fetch).limit(atMost).count();
        }

        @Override
        public @Nullable Spliterator<R> trySplit() {
            return null;
        }

        @Override
        public long estimateSize() {
            return Long.MAX_VALUE;
        }

        @Override
        public int characteristics() {
            return ORDERED | NONNULL;
        }
    }

    /** The first, second, … row of one value within a page. */
    private record Occurrence(Object row, int number) {}
}
