package io.plimsoll.hyperliquid.ws;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which rows were delivered. Not thread-safe.
 *
 * <p>Memory is bounded by time: the venue stamps rows with the time of their block, which never goes back, so a row that is
 * older than the newest one by more than {@link #WINDOW_MILLIS} can only be a repetition. Frames overtake each other by
 * milliseconds, and repairs ask again for the last {@link #OVERLAP_MILLIS}. Keys are kept in two sets, of which the older is
 * let go when a window has passed: each key stays for one window at least and two at most. Of rows without a time, the keys of
 * the newest {@link #MOST_UNTIMED} are kept.
 */
final class Seen {
    static final long WINDOW_MILLIS = 120_000;
    static final long OVERLAP_MILLIS = 5_000;

    static final int MOST_UNTIMED = 10_000;

    private static final long NOTHING = Long.MIN_VALUE;

    private final boolean oldAreRepeated;
    private final Set<Object> untimed = new LinkedHashSet<>();
    private Set<Object> current = new HashSet<>();
    private Set<Object> previous = new HashSet<>();
    private long currentSince = NOTHING;
    private long newest = NOTHING;

    /**
     * Nothing yet.
     *
     * @param oldAreRepeated whether the source may send rows again that are older than a window, as in a snapshot, so that
     *     these do not count as new. Without, a row is only dropped if its key is known: it may then carry an old time.
     */
    Seen(boolean oldAreRepeated) {
        this.oldAreRepeated = oldAreRepeated;
    }

    /** Takes a row down; whether it was not there before. */
    boolean add(long time, Object key) {
        if (time == Rows.NO_TIME) {
            return addUntimed(key);
        }
        if ((oldAreRepeated && newest != NOTHING && time < newest - WINDOW_MILLIS) || previous.contains(key)) {
            return false;
        }
        if (!current.add(key)) {
            return false;
        }
        if (time > newest) {
            newest = time;
            turn();
        }
        return true;
    }

    private boolean addUntimed(Object key) {
        boolean added = untimed.add(key);
        if (untimed.size() > MOST_UNTIMED) {
            untimed.remove(untimed.iterator().next());
        }
        return added;
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
        return current.contains(key) || previous.contains(key) || untimed.contains(key);
    }

    boolean isEmpty() {
        return newest == NOTHING;
    }

    /** From when on rows are to be asked for again; 0 if none was seen. */
    long horizon() {
        return isEmpty() ? 0 : Math.max(0, newest - OVERLAP_MILLIS);
    }

    int size() {
        return current.size() + previous.size() + untimed.size();
    }
}
