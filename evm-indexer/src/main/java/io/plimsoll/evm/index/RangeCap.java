package io.plimsoll.evm.index;

/**
 * The most blocks that endpoints take at once, whatever the filter, as far as they have said. It only gets less; after many ranges of
 * this size a larger one is tried once, as the endpoint that said so may be gone. Thread-safe.
 */
final class RangeCap {
    private static final int FIRST_TRY = 100;
    private static final int LAST_TRY = 10_000;
    private static final long NONE = Long.MAX_VALUE;

    private long cap = NONE;
    private int passed;
    private int wait = FIRST_TRY;

    /** So many of the wanted blocks may be asked for. */
    synchronized long within(long wanted) {
        if (wanted <= cap) {
            return wanted;
        }
        if (passed >= wait) {
            passed = 0;
            return Math.min(wanted, 2 * cap);
        }
        return cap;
    }

    synchronized void answered(long blocks) {
        if (blocks > cap) {
            cap = blocks;
            passed = 0;
            wait = FIRST_TRY;
        } else if (blocks == cap) {
            passed++;
        }
    }

    synchronized void refused(long blocks, long most) {
        if (blocks > cap) {
            wait = Math.min(2 * wait, LAST_TRY);
        }
        cap = Math.max(1, Math.min(cap, most));
        passed = 0;
    }
}
