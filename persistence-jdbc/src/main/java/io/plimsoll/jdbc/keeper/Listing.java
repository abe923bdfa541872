package io.plimsoll.jdbc.keeper;

import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.jdbc.internal.Row;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * A list that is read page by page: each page begins after the key of the row before, so that an index finds it however far
 * down the list it is, and rows that are added meanwhile shift nothing.
 *
 * @param select of the columns, and from where
 * @param newestFirst whether the list runs against the order of its key
 * @param read of a row
 * @param key columns that tell apart and order the rows of the list
 * @param <T> a row
 */
record Listing<T>(String select, boolean newestFirst, Function<Row, T> read, List<Part<T>> key) {
    /** A column of the key. */
    record Part<T>(String column, Function<T, ?> value, Function<String, ?> parse) {
        static <T> Part<T> time(String column, Function<T, Instant> value) {
            return new Part<>(column, value, Instant::parse);
        }

        static <T> Part<T> number(String column, Function<T, ? extends Number> value) {
            return new Part<>(column, value, Long::valueOf);
        }

        /** Anything whose {@code toString} is what the column holds. */
        static <T> Part<T> text(String column, Function<T, ?> value) {
            return new Part<>(column, value.andThen(Object::toString), text -> text);
        }
    }

    /**
     * A page.
     *
     * @param where which rows the list is made of
     * @param values of the names in {@code where}
     */
    Page<T> page(Handle handle, String where, Map<String, ?> values, PageRequest request) {
        List<Object> after = request.after().map(this::parse).orElse(List.of());
        String columns = key.stream().map(Part::column).collect(Collectors.joining(", "));
        String names =
                IntStream.range(0, after.size()).mapToObj(i -> ":after" + i).collect(Collectors.joining(", "));
        String rest = after.isEmpty() ? "" : " AND (" + columns + ") " + (newestFirst ? "<" : ">") + " (" + names + ")";
        String order = key.stream()
                .map(part -> part.column() + (newestFirst ? " DESC" : ""))
                .collect(Collectors.joining(", "));
        Query query = handle.createQuery(
                        select + " WHERE " + where + rest + " ORDER BY " + order + " FETCH FIRST :rows ROWS ONLY")
                .bind("rows", request.limit() + 1)
                .bindMap(values);
        for (int i = 0; i < after.size(); i++) {
            query.bind("after" + i, after.get(i));
        }
        return Page.of(query.map(Row.mapping(read)).list(), request, this::cursor);
    }

    private Cursor cursor(T row) {
        return Cursor.of(key.stream()
                .map(part -> String.valueOf(part.value().apply(row)))
                .toArray(String[]::new));
    }

    private List<Object> parse(Cursor cursor) {
        List<String> parts = cursor.parts(key.size());
        try {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                values.add(key.get(i).parse().apply(parts.get(i)));
            }
            return values;
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException("cursor must be the one of the page before, got another list's", e);
        }
    }
}
