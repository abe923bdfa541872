package io.plimsoll.core.domain.repository.market.memory;

import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Pages of sorted maps. */
final class Keysets {
    private Keysets() {}

    /**
     * A page of the values in the map's order.
     *
     * @param wanted which of them
     * @param key of the row that a cursor names
     * @param cursor that names a row
     */
    static <K, V> Page<V> page(
            NavigableMap<K, V> rows,
            Predicate<V> wanted,
            PageRequest request,
            Function<Cursor, K> key,
            Function<V, Cursor> cursor) {
        NavigableMap<K, V> left = request.after()
                .map(after -> rows.tailMap(key.apply(after), false))
                .orElse(rows);
        List<V> found = left.values().stream()
                .filter(wanted)
                .limit(request.limit() + 1L)
                .toList();
        return Page.of(found, request, cursor);
    }

    /** A part of a cursor that is a time. */
    static Instant time(String part) {
        try {
            return Instant.parse(part);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("cursor must be the one of the page before, got the time " + part, e);
        }
    }
}
