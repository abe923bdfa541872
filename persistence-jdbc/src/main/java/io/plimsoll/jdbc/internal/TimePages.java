package io.plimsoll.jdbc.internal;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.TimeKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * Pages of a table in the order of a time and a text, by keyset: an index on both serves them however far back they are.
 *
 * @param <T> a row
 */
public final class TimePages<T> {
    private final String select;
    private final String timeColumn;
    private final String textColumn;
    private final boolean newestFirst;
    private final RowMapper<T> mapper;
    private final Function<T, TimeKey> key;

    private TimePages(
            String select,
            String timeColumn,
            String textColumn,
            boolean newestFirst,
            RowMapper<T> mapper,
            Function<T, TimeKey> key) {
        this.select = select;
        this.timeColumn = timeColumn;
        this.textColumn = textColumn;
        this.newestFirst = newestFirst;
        this.mapper = mapper;
        this.key = key;
    }

    /**
     * Pages whose first row is the newest.
     *
     * @param select columns and table, up to where {@code WHERE} follows
     * @param key what the two columns hold of a row
     */
    public static <T> TimePages<T> newestFirst(
            String select, String timeColumn, String textColumn, RowMapper<T> mapper, Function<T, TimeKey> key) {
        return new TimePages<>(select, timeColumn, textColumn, true, mapper, key);
    }

    /** The same, oldest first. */
    public TimePages<T> oldestFirst() {
        return new TimePages<>(select, timeColumn, textColumn, false, mapper, key);
    }

    /** A page of all rows. */
    public Page<T> page(Handle handle, PageRequest request) {
        return page(handle, "", request, query -> {});
    }

    /**
     * A page of the rows for which a condition holds.
     *
     * @param condition SQL; empty: all rows
     * @param bind binds what is named in it
     */
    public Page<T> page(Handle handle, String condition, PageRequest request, Consumer<Query> bind) {
        Optional<TimeKey> after = request.after().map(TimeKey::of);
        String beyond = after.isEmpty()
                ? ""
                : "(" + timeColumn + ", " + textColumn + ") " + (newestFirst ? "<" : ">") + " (:afterTime, :afterText)";
        String both =
                condition.isEmpty() || beyond.isEmpty() ? condition + beyond : "(" + condition + ") AND " + beyond;
        String direction = newestFirst ? " DESC" : "";
        Query query = handle.createQuery(select + (both.isEmpty() ? "" : " WHERE " + both) + " ORDER BY " + timeColumn
                + direction + ", " + textColumn + direction + " FETCH FIRST :rows ROWS ONLY");
        bind.accept(query);
        after.ifPresent(row -> query.bind("afterTime", row.time()).bind("afterText", row.text()));
        List<T> rows = query.bind("rows", request.limit() + 1).map(mapper).list();
        return Page.of(rows, request, row -> key.apply(row).cursor());
    }
}
