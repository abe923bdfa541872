package io.plimsoll.hyperliquid.ws;

import io.plimsoll.hyperliquid.ws.Rows.Span;
import java.util.List;
import java.util.function.ToLongFunction;

/** Reads what the venue keeps of endpoints that cannot be asked for a span: the newest rows. */
final class Newest {
    /** The most rows of such an answer. */
    private static final int FULL = 2000;

    private Newest() {}

    /** The rows of an answer from a time on; they are all if the answer is not full or reaches back before that time. */
    static <R> Span<R> from(long from, List<R> answer, ToLongFunction<R> time) {
        List<R> rows =
                answer.stream().filter(row -> time.applyAsLong(row) >= from).toList();
        return rows.size() < answer.size() || answer.size() < FULL
                ? Span.complete(rows)
                : Span.partial(rows, "more than the " + FULL + " rows that the venue answers");
    }
}
