package io.plimsoll.hyperliquid.ws;

import io.plimsoll.hyperliquid.ws.Rows.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/** Reads spans of time that are longer than the venue answers at once. */
final class Pages {
    /** The least that a full page holds: 500 rows, with some endpoints 2,000. */
    private static final int FULL = 500;

    private Pages() {}

    /**
     * All rows from a time on. The next page begins with the last time of the one before, as several rows may share it, so
     * rows at the border come twice.
     *
     * @param page asks for the oldest rows from a time on, oldest first
     * @param most rows that the venue keeps; if there are as many, older ones may be gone
     */
    static <R> Span<R> from(
            long start, LongFunction<List<R>> page, ToLongFunction<R> time, Function<R, Object> key, int most) {
        return from(start, page, time, key, most, FULL);
    }

    /** As {@link #from}, where it is not known how many rows a full page holds: the end is a page with nothing new. */
    static <R> Span<R> ofUnknownLength(
            long start, LongFunction<List<R>> page, ToLongFunction<R> time, Function<R, Object> key, int most) {
        return from(start, page, time, key, most, 1);
    }

    private static <R> Span<R> from(
            long start,
            LongFunction<List<R>> page,
            ToLongFunction<R> time,
            Function<R, Object> key,
            int most,
            int full) {
        Set<Object> keys = new HashSet<>();
        List<R> rows = new ArrayList<>();
        long next = start;
        while (true) {
            List<R> got = page.apply(next);
            int before = rows.size();
            for (R row : got) {
                if (keys.add(key.apply(row))) {
                    rows.add(row);
                }
                next = Math.max(next, time.applyAsLong(row));
            }
            if (rows.size() >= most) {
                return Span.partial(rows, "more than the " + most + " rows that the venue keeps");
            }
            boolean nothingNew = rows.size() == before;
            if (got.size() < full || (nothingNew && got.size() < FULL)) {
                return Span.complete(rows);
            }
            if (nothingNew) {
                return Span.partial(rows, "more than a page of rows at time " + next);
            }
        }
    }
}
