package io.plimsoll.core.domain.repository;

import java.util.Optional;

/**
 * Which part of a long list is wanted.
 *
 * @param limit how many rows at most; 1 to {@value #MAXIMUM}
 * @param after where the page before ended; empty: from the beginning
 */
public record PageRequest(int limit, Optional<Cursor> after) {
    /** The longest page. */
    public static final int MAXIMUM = 1_000;

    public PageRequest {
        if (limit < 1 || limit > MAXIMUM) {
            throw new IllegalArgumentException("limit of a page must be 1 to " + MAXIMUM + ", got " + limit);
        }
    }

    /** The first {@code limit} rows. */
    public static PageRequest first(int limit) {
        return new PageRequest(limit, Optional.empty());
    }

    /** As many rows, after {@code cursor}. */
    public PageRequest after(Cursor cursor) {
        return new PageRequest(limit, Optional.of(cursor));
    }
}
