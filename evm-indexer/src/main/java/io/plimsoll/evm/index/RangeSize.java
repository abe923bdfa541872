package io.plimsoll.evm.index;

/**
 * How many blocks to ask at once for one filter: as many as give {@value #WANTED_LOGS} logs. Doubles until something is refused, goes
 * in small steps from there; shrinks by half. Thread-safe.
 */
final class RangeSize {
    /** Logs of one answer: larger ones are slower for each log, smaller ones wait more often. */
    static final long WANTED_LOGS = 7_500;

    /** Answers before one more small step: each step too far costs a request. */
    private static final int PATIENCE = 4;

    private final long most;
    private long size;
    private long quickUntil;
    private int answers;
    private long used;

    RangeSize(long start, long most) {
        this.size = start;
        this.most = most;
        this.quickUntil = most;
    }

    synchronized long blocks() {
        return size;
    }

    /** A question is asked for it; questions are counted. */
    synchronized void use(long question) {
        used = question;
    }

    /** Whether one was asked since. */
    synchronized boolean isInUse(long since) {
        return used > since;
    }

    /** So many blocks came with so many logs. */
    synchronized void answered(long blocks, long logs) {
        long fitting = logs == 0 ? most : Math.max(1, blocks * WANTED_LOGS / logs);
        if (fitting < blocks) {
            size = Math.min(size, fitting);
        } else if (blocks >= size) {
            size = Math.max(size, Math.min(Math.min(grown(), fitting), most));
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

    /** So many blocks did not come, for a reason that may have nothing to do with their number: fewer, for a short while. */
    synchronized void failed(long blocks) {
        size = Math.max(1, Math.min(size, blocks / 2));
    }

    /** A single block did not come in time: what was learnt on the way down to it was learnt of an endpoint that is out of order. */
    synchronized void forgetLimits() {
        quickUntil = most;
    }

    /** So many blocks were refused, or did not come in time; {@code instead} is what to ask next. */
    synchronized void refused(long blocks, long instead) {
        size = Math.max(1, Math.min(size, instead));
        quickUntil = Math.max(1, Math.min(quickUntil, blocks / 2));
        answers = 0;
    }
}
