package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.pyth.hermes.HermesEvent.Restored;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;

/** A stretch of seconds of one feed that was missed, and what is still missing of it. Not thread-safe. */
final class Hole {
    private final Bytes32 feed;
    private final long from;
    private final long to;
    private final long dueNanos;
    private final NavigableSet<Long> missing = new TreeSet<>();
    private int restored;
    private int attempts;

    /**
     * All of it is missing.
     *
     * @param reach the most seconds that are looked for; those before are given up
     * @param dueNanos when to ask for it, by {@link System#nanoTime}
     */
    Hole(Bytes32 feed, long from, long to, long reach, long dueNanos, Told told) {
        this.feed = feed;
        this.from = from;
        this.to = to;
        this.dueNanos = dueNanos;
        long first = to - from < reach ? from : to - reach + 1;
        for (long second = first; second <= to; second++) {
            missing.add(second);
        }
        if (first > from) {
            told.gap(feed, from, first - 1, "further back than " + reach + " s");
        }
    }

    /** Whether the update after {@code prev} and up to {@code publish} belongs in here; nothing is told of it. */
    boolean wants(long prev, long publish) {
        return prev < publish && !missing.subSet(prev, false, publish, true).isEmpty();
    }

    /** Takes the update's seconds off; whether the update is one of those that were missed. */
    boolean fill(long prev, long publish) {
        boolean ours = missing.contains(publish);
        missing.subSet(prev, false, publish, true).clear();
        restored += ours ? 1 : 0;
        attempts = 0;
        return ours;
    }

    /** An answer did not hold {@code second}; after so many the seconds up to {@code until} are given up. */
    void missed(long second, long until, int limit, String why, Told told) {
        if (missing.contains(second) && ++attempts >= limit) {
            attempts = 0;
            giveUp(missing.subSet(second, true, Math.max(second, until), true), why, told);
        }
    }

    void giveUp(String why, Told told) {
        giveUp(missing, why, told);
    }

    /** Gives up the oldest so many seconds. */
    void giveUpOldest(long count, String why, Told told) {
        long last = missing.stream().skip(count - 1).findFirst().orElse(to);
        giveUp(missing.headSet(last, true), why, told);
    }

    private void giveUp(NavigableSet<Long> seconds, String why, Told told) {
        told.gaps(feed, seconds, why);
        seconds.clear();
    }

    boolean isClosed() {
        return missing.isEmpty();
    }

    int size() {
        return missing.size();
    }

    long first() {
        return missing.first();
    }

    long last() {
        return missing.last();
    }

    boolean misses(long second) {
        return missing.contains(second);
    }

    long dueNanos() {
        return dueNanos;
    }

    Restored restored() {
        return new Restored(feed, Instant.ofEpochSecond(from), Instant.ofEpochSecond(to), restored);
    }
}
