package io.plimsoll.jdbc.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** Many keys in statements of {@code IN (<keys>)}, some at a time: engines limit how many values a statement may have. */
final class Parts {
    private static final int KEYS = 1_000;

    private Parts() {}

    static void each(List<String> keys, Consumer<List<String>> work) {
        for (int from = 0; from < keys.size(); from += KEYS) {
            work.accept(keys.subList(from, Math.min(from + KEYS, keys.size())));
        }
    }

    static void delete(Handle handle, String table, String column, List<String> keys) {
        each(
                keys,
                some -> handle.createUpdate("DELETE FROM " + table + " WHERE " + column + " IN (<keys>)")
                        .bindList("keys", new ArrayList<>(some))
                        .execute());
    }
}
