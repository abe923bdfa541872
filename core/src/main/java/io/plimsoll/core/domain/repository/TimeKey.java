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
    private static final String ANOTHER_LIST = "cursor must be the one of the page before, got one of another list";
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final Comparator<TimeKey> ORDER =
            Comparator.comparing(TimeKey::time).thenComparing(TimeKey::text);

    /**
     * The place that a cursor tells.
     *
     * @throws IllegalArgumentException if it is not a cursor of such a list
     */
    public static TimeKey of(Cursor cursor) {
        List<String> parts = cursor.parts(2);
        return parse(parts.get(0), parts.get(1));
    }

    /**
     * The place that two parts of a cursor tell. What no row can hold is refused here, as the store would not know it from a
     * failure of its own.
     *
     * @throws IllegalArgumentException if they are not a time of the years 1 to 9999 and a text without NUL
     */
    public static TimeKey parse(String time, String text) {
        try {
            Instant parsed = Instant.parse(time);
            if (!parsed.isBefore(FIRST) && parsed.isBefore(END) && text.indexOf('\0') < 0) {
                return new TimeKey(parsed, text);
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(ANOTHER_LIST, e);
        }
        throw new IllegalArgumentException(ANOTHER_LIST);
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
