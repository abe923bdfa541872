package io.plimsoll.hyperliquid.ws;

import io.plimsoll.hyperliquid.ws.Rows.Course;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest rows about things that are still going on, such as orders that rest. Thread-safe. Bounded: beyond {@link #MOST},
 * as many as orders the venue lets an account have, the oldest are let go.
 *
 * @param <R> the row
 */
final class Unfinished<R> {
    static final int MOST = 5_000;

    private final Rows<?, R> rows;
    private final Map<Object, R> byThing = new LinkedHashMap<>();

    Unfinished(Rows<?, R> rows) {
        this.rows = rows;
    }

    /** Takes a row down, whether it was delivered before or not; one that is older than what is known changes nothing. */
    void saw(R row) {
        Course<?, R> course = rows.course();
        if (course != null) {
            saw(row, course);
        }
    }

    private synchronized void saw(R row, Course<?, R> course) {
        Object thing = course.about().apply(row);
        R known = byThing.get(thing);
        if (known != null && rows.time().applyAsLong(known) > rows.time().applyAsLong(row)) {
            return;
        }
        byThing.remove(thing);
        if (!course.finished().test(row)) {
            byThing.put(thing, row);
            if (byThing.size() > MOST) {
                byThing.remove(byThing.keySet().iterator().next());
            }
        }
    }

    /** The newest row about a thing; null if nothing is known to be going on. */
    synchronized @Nullable R find(Object thing) {
        return byThing.get(thing);
    }

    /** The longest known first. */
    synchronized List<R> all() {
        return List.copyOf(byThing.values());
    }

    /** Nothing more will be heard of it. */
    synchronized void forget(Object thing) {
        byThing.remove(thing);
    }
}
