package io.plimsoll.core.domain.repository;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a long list.
 *
 * @param items in the order of the list
 * @param next what to ask for the following page with; empty: this was the last
 */
public record Page<T>(List<T> items, Optional<Cursor> next) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * The page out of the rows that follow its cursor.
     *
     * @param rows one more than asked for where there are as many, so that the last page is known to be the last
     * @param cursor of a row
     */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<? super T, Cursor> cursor) {
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, Optional.empty());
        }
        List<T> items = rows.subList(0, request.limit());
        return new Page<>(items, Optional.of(cursor.apply(items.get(items.size() - 1))));
    }
}
