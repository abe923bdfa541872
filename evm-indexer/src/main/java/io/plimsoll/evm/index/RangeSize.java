package io.plimsoll.evm.index;

/**
 * How many blocks to ask at once for one filter: as many as give {@value #WANTED_LOGS} logs. Grows quickly until something is refused,
 * in small steps from there; shrinks by half. Thread-safe.
 */
final class RangeSize {
    /** Logs of one answer: larger ones are slower for each log, smaller ones wait more often. */
    static final long WANTED_LOGS = 7_500;

    /** Beyond it, an answer without logs saves nothing any more. */
    private static final long MOST_BLOCKS = 50_000;

    private long size;
    private long quickUntil = MOST_BLOCKS;

    RangeSize(long start) {
        this.size = start;
    }

    synchronized long blocks() {
        return size;
    }

    /** A range came with its logs. */
    synchronized void answered(long blocks, long logs) {
        long fitting = logs == 0 ? MOST_BLOCKS : Math.max(1, blocks * WANTED_LOGS / logs);
        if (fitting < blocks) {
            size = Math.min(size, fitting);
        } else if (blocks >= size) {
            long grown = size < quickUntil
                    ? Math.min(2 * size, Math.max(quickUntil, size + 1))
                    : size + Math.max(1, size / 10);
            size = Math.min(Math.min(grown, fitting), MOST_BLOCKS);
        }
    }

    /** A range was refused or not answered in time; {@code instead} is what to ask next. */
    synchronized void refused(long blocks, long instead) {
        if (instead < size) {
            size = Math.max(1, instead);
        }
        quickUntil = Math.max(1, Math.min(quickUntil, blocks / 2));
    }
}
