package io.plimsoll.core.domain.repository;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A place in a list that is ordered by time, then by a text that no two rows of the same time share: what is in the {@link
 * Cursor} of such a list. Ordered the same way.
 *
 * @param time of a row
 * @param text of the row
 */
public record TimeKey(Instant time, String text) implements Comparable<TimeKey> {
    private static final Comparator<TimeKey> ORDER =
            Comparator.comparing(TimeKey::time).thenComparing(TimeKey::text);

    /**
     * The place that a cursor tells.
     *
     * @throws IllegalArgumentException if it is not a cursor of such a list
     */
    public static TimeKey of(Cursor cursor) {
        List<String> parts = cursor.parts(2);
        try {
            return new TimeKey(Instant.parse(parts.get(0)), parts.get(1));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("cursor must be the one of the page before, got one of another list", e);
        }
    }

    /** The cursor of this place. */
    public Cursor cursor() {
        return Cursor.of(time.toString(), text);
    }

    @Override
    public int compareTo(TimeKey other) {
        return ORDER.compare(this, other);
    }
}
