package io.plimsoll.hyperliquid.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** The newest entries of something that happens forever. Not thread-safe: the engine's lock guards it. */
final class History<T> {
    private final int capacity;
    private final Deque<T> entries = new ArrayDeque<>();
    private long forgotten;

    History(int capacity) {
        this.capacity = capacity;
    }

    void add(T entry) {
        if (entries.size() == capacity) {
            entries.removeFirst();
            forgotten++;
        }
        entries.addLast(entry);
    }

    /** Oldest first. */
    List<T> all() {
        return List.copyOf(entries);
    }

    /** The newest, the newest of them first. */
    List<T> newest(int count) {
        List<T> newest = new ArrayList<>(Math.min(count, entries.size()));
        Iterator<T> back = entries.descendingIterator();
        while (newest.size() < count && back.hasNext()) {
            newest.add(back.next());
        }
        return newest;
    }

    /** The newest as long as they fit, the newest of them first; looks no further back than the first that does not. */
    List<T> newestWhile(int most, Predicate<T> fits) {
        List<T> newest = new ArrayList<>();
        for (Iterator<T> back = entries.descendingIterator(); back.hasNext() && newest.size() < most; ) {
            T entry = back.next();
            if (!fits.test(entry)) {
                break;
            }
            newest.add(entry);
        }
        return newest;
    }

    /** Entries that had to make room. */
    long forgotten() {
        return forgotten;
    }
}
