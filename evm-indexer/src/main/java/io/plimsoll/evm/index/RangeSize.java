package io.plimsoll.evm.index;

/**
 * How many blocks to ask at once for one filter: as many as give {@value #WANTED_LOGS} logs. Doubles until something is refused, goes
 * in small steps from there; shrinks by half. Thread-safe.
 */
final class RangeSize {
    /** Logs of one answer: larger ones are slower for each log, smaller ones wait more often. */
    static final long WANTED_LOGS = 7_500;

    /** Beyond it, an answer without logs saves nothing any more. */
    private static final long MOST_BLOCKS = 50_000;

    /** Answers before one more small step: each step too far costs a request. */
    private static final int PATIENCE = 4;

    private long size;
    private long quickUntil = MOST_BLOCKS;
    private int answers;

    RangeSize(long start) {
        this.size = start;
    }

    synchronized long blocks() {
        return size;
    }

    /** So many blocks came with so many logs. */
    synchronized void answered(long blocks, long logs) {
        long fitting = logs == 0 ? MOST_BLOCKS : Math.max(1, blocks * WANTED_LOGS / logs);
        if (fitting < blocks) {
            size = Math.min(size, fitting);
        } else if (blocks >= size) {
            size = Math.max(size, Math.min(Math.min(grown(), fitting), MOST_BLOCKS));
        }
    }

    private long grown() {
        if (size < quickUntil) {
            return Math.min(2 * size, quickUntil);
        }
        if (++answers < PATIENCE) {
            return size;
        }
        answers = 0;
        return size + Math.max(1, size / 10);
    }

    /** So many blocks were refused, or did not come in time; {@code instead} is what to ask next. */
    synchronized void refused(long blocks, long instead) {
        size = Math.max(1, Math.min(size, instead));
        quickUntil = Math.max(1, Math.min(quickUntil, blocks / 2));
        answers = 0;
    }
}
