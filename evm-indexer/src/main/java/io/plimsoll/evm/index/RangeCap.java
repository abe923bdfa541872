package io.plimsoll.evm.index;

/**
 * The most blocks that endpoints take at once, whatever the filter, as far as they have said. It only gets less; but after many ranges
 * of just this size one twice as large is tried, as the endpoint that said so may be gone. Thread-safe.
 */
final class RangeCap {
    private static final int FIRST_TRY = 100;
    private static final int LAST_TRY = 10_000;

    private long cap = Long.MAX_VALUE;
    private int passed;
    private int wait = FIRST_TRY;

    /** So many of the wanted blocks may be asked for. */
    synchronized long within(long wanted) {
        long most = passed >= wait ? 2 * cap : cap;
        return Math.min(wanted, most);
    }

    /** So many blocks came with their logs. */
    synchronized void answered(long blocks) {
        if (blocks > cap) {
            cap = blocks;
            passed = 0;
            wait = FIRST_TRY;
        } else if (blocks == cap) {
            passed++;
        }
    }

    /** So many blocks were refused; {@code most} of them would not be. */
    synchronized void refused(long blocks, long most) {
        if (blocks > cap) {
            if (passed >= wait) {
                wait = Math.min(2 * wait, LAST_TRY);
                passed = 0;
            }
        } else {
            passed = 0;
        }
        cap = Math.min(cap, most);
    }
}
