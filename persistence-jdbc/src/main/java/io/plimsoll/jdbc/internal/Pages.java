package io.plimsoll.jdbc.internal;

import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads a list page by page. Each page begins after the key of the row before, so an ascending index on the columns of {@link
 * Where} that have one value and then those of the key serves it however far down the list it is, and rows that are added
 * meanwhile shift nothing.
 *
 * @param <T> a row
 */
public final class Pages<T> {
    private final String select;
    private final RowMapper<T> mapper;
    private final Keyset<T> key;
    private final List<String> columns;

    private Pages(String select, RowMapper<T> mapper, Keyset<T> key, List<String> columns) {
        this.select = select;
        this.mapper = mapper;
        this.key = key;
        this.columns = columns;
    }

    /**
     * The pages of a table.
     *
     * @param select columns and table, up to where {@code WHERE} follows
     * @param columns of the parts of {@code key}
     */
    public static <T> Pages<T> of(String select, RowMapper<T> mapper, Keyset<T> key, String... columns) {
        if (columns.length != key.size()) {
            throw new IllegalArgumentException("a key of " + key.size() + " parts needs as many columns");
        }
        return new Pages<>(select, mapper, key, List.of(columns));
    }

    /** The same list from its other end. */
    public Pages<T> reversed() {
        return new Pages<>(select, mapper, key.reversed(), columns);
    }

    /**
     * A page of the rows that {@code which} names.
     *
     * @throws IllegalArgumentException if the cursor is not one of such a list
     */
    public Page<T> page(Handle handle, Where which, PageRequest request) {
        return page(handle, List.of(which), request);
    }

    /**
     * A page of the rows that any of {@code either} names. Each of them is read from an index of its own, no further than the page.
     *
     * @param either of which no row is in two
     * @throws IllegalArgumentException if the cursor is not one of such a list
     */
    public Page<T> page(Handle handle, List<Where> either, PageRequest request) {
        Optional<List<Comparable<?>>> after = key.after(request);
        String end = " FETCH FIRST :rows ROWS ONLY";
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < either.size(); i++) {
            Where which = either.get(i);
            List<String> conditions = new ArrayList<>(which.sql(prefix(i)));
            conditions.addAll(beyond(after));
            parts.add(select
                    + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                    + order(which.fixedColumns())
                    + end);
        }
        Query query = handle.createQuery(
                        parts.size() == 1
                                ? parts.get(0)
                                : parts.stream().collect(Collectors.joining(") UNION ALL (", "(", ")"))
                                        + order(List.of())
                                        + end)
                .bind("rows", request.limit() + 1);
        for (int i = 0; i < either.size(); i++) {
            either.get(i).bind(query, prefix(i));
        }
        after.ifPresent(values -> {
            for (int i = 0; i < values.size(); i++) {
                query.bind(last(i), values.get(i));
            }
        });
        return Page.of(query.map(mapper).list(), request, key::cursor);
    }

    private static String prefix(int branch) {
        return "w" + branch + "x";
    }

    private static String last(int part) {
        return "last" + part;
    }

    /** H2 finds the place in the index by the first of the conditions only, which says nothing new. */
    private List<String> beyond(Optional<List<Comparable<?>>> after) {
        String beyond = key.isDescending() ? " <" : " >";
        if (after.isEmpty()) {
            return List.of();
        }
        if (columns.size() == 1) {
            return List.of(columns.get(0) + beyond + " :" + last(0));
        }
        String names = Stream.iterate(0, i -> i + 1)
                .limit(columns.size())
                .map(i -> ":" + last(i))
                .collect(Collectors.joining(", "));
        return List.of(
                columns.get(0) + beyond + "= :" + last(0),
                "(" + String.join(", ", columns) + ")" + beyond + " (" + names + ")");
    }

    /** By all columns of an index, also by those that have one value only, and all in one direction: otherwise H2 would sort. */
    private String order(List<String> fixed) {
        return Stream.concat(fixed.stream(), columns.stream())
                .map(column -> column + (key.isDescending() ? " DESC" : ""))
                .collect(Collectors.joining(", ", " ORDER BY ", ""));
    }
}
