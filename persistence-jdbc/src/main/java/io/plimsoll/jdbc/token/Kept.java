package io.plimsoll.jdbc.token;

import static io.plimsoll.jdbc.internal.Type.DATE;
import static io.plimsoll.jdbc.internal.Type.name;

import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * From which day on something is whole, in {@code token_kept}. Who rolls up and who deletes what is too old hold these rows
 * locked, so that nothing is rolled up while it is being deleted, nor twice at a time.
 *
 * @param kind of what
 * @param since the first day that nothing was deleted of as too old
 */
record Kept(Kind kind, LocalDate since) {
    /** What may be deleted as too old. */
    enum Kind {
        TRANSFERS,
        PAYMENTS,
        DAYS
    }

    private static final Table<Kept> KEPT = Table.<Kept>named("token_kept")
            .key("kind", name(Kind.class), Kept::kind)
            .column("since", DATE, Kept::since)
            .build();

    /** All of them, locked until the transaction ends. */
    static Function<Kind, LocalDate> locked(Handle handle) {
        KEPT.add(
                handle,
                Arrays.stream(Kind.values())
                        .map(kind -> new Kept(kind, LocalDate.EPOCH))
                        .toList());
        Map<Kind, LocalDate> kept = new EnumMap<>(Kind.class);
        handle.createQuery("SELECT kind, since FROM token_kept ORDER BY kind FOR UPDATE")
                .map(Row.mapping(row -> new Kept(row.get("kind", name(Kind.class)), row.get("since", DATE))))
                .forEach(row -> kept.put(row.kind(), row.since()));
        return kind -> kept.getOrDefault(kind, LocalDate.EPOCH);
    }

    /** Notes that everything before {@code day} goes. */
    static void since(Handle handle, Kind kind, LocalDate day) {
        if (locked(handle).apply(kind).isBefore(day)) {
            KEPT.upsert(handle, List.of(new Kept(kind, day)));
        }
    }
}
