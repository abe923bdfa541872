package io.plimsoll.hyperliquid.ws;

import java.util.HashSet;
import java.util.Set;

/**
 * Which rows were delivered. Not thread-safe.
 *
 * <p>Memory is bounded by time: the venue stamps rows with the time of their block, which never goes back, so a row that is
 * older than the newest one by more than {@link #WINDOW_MILLIS} can only be a repetition. Frames overtake each other by
 * milliseconds, and repairs ask again for the last {@link #OVERLAP_MILLIS}. Keys are kept in two sets, of which the older is
 * let go when a window has passed: each key stays for one window at least and two at most.
 */
final class Seen {
    static final long WINDOW_MILLIS = 120_000;
    static final long OVERLAP_MILLIS = 5_000;

    private static final long NOTHING = Long.MIN_VALUE;

    private Set<Object> current = new HashSet<>();
    private Set<Object> previous = new HashSet<>();
    private long currentSince = NOTHING;
    private long newest = NOTHING;

    /** Takes a row down; whether it was not there before. */
    boolean add(long time, Object key) {
        boolean timed = time != Rows.NO_TIME;
        if (timed && newest != NOTHING && time < newest - WINDOW_MILLIS || previous.contains(key)) {
            return false;
        }
        if (!current.add(key)) {
            return false;
        }
        if (timed && time > newest) {
            newest = time;
            turn();
        }
        return true;
    }

    private void turn() {
        if (currentSince == NOTHING) {
            currentSince = newest;
        } else if (newest - currentSince > WINDOW_MILLIS) {
            Set<Object> oldest = previous;
            previous = current;
            oldest.clear();
            current = oldest;
            currentSince = newest;
        }
    }

    boolean contains(Object key) {
        return current.contains(key) || previous.contains(key);
    }

    boolean isEmpty() {
        return newest == NOTHING;
    }

    /** From when on rows are to be asked for again; 0 if none was seen. */
    long horizon() {
        return isEmpty() ? 0 : Math.max(0, newest - OVERLAP_MILLIS);
    }

    int size() {
        return current.size() + previous.size();
    }
}
