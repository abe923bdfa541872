package io.plimsoll.jdbc.market;

import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.PageRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a page begins: after a row, by its time and the rest of its key.
 *
 * @param time of the row
 * @param rest of the key, as text
 */
record Keyset(Instant time, List<String> rest) {
    /**
     * Where {@code request} says.
     *
     * @param rest how many parts the key has beside the time
     * @throws IllegalArgumentException if it is the cursor of something else
     */
    static Optional<Keyset> of(PageRequest request, int rest) {
        return request.after().map(cursor -> {
            List<String> parts = cursor.parts(1 + rest);
            return new Keyset(time(parts.get(0)), parts.subList(1, parts.size()));
        });
    }

    /** The cursor of a row. */
    static Cursor cursor(Instant time, String... rest) {
        String[] parts = new String[1 + rest.length];
        parts[0] = time.toString();
        System.arraycopy(rest, 0, parts, 1, rest.length);
        return Cursor.of(parts);
    }

    private static Instant time(String part) {
        try {
            return Instant.parse(part);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("cursor must be the one of the page before, got the time " + part, e);
        }
    }
}
