package io.plimsoll.evm.index;

/** What can be wrong with an answer about logs. */
enum LogFault {
    /** The endpoint has not got so far as it was asked for, or does not know a block that it should. */
    BEHIND("behind"),
    /** What it says is of two versions of the chain. */
    FORKED("forked"),
    /** A log that was not asked for: of another block, contract or topic. */
    OUTSIDE("outside"),
    /** One place of a block is told twice. */
    DUPLICATE("duplicate"),
    /** Logs and transactions of a block do not run in the same order. */
    ORDER("order"),
    /** A log that is said to be on the chain no more. */
    REMOVED("removed"),
    /** A block's bloom says that there are logs, and they were not given. */
    MISSING("missing"),
    /** Times of blocks were not told, or cannot be; headers told them instead. */
    TIMELESS("timeless"),
    /** Logs came in another order than they happened in, and were sorted. */
    UNSORTED("unsorted"),
    /** Another chain than the one that was to be read. */
    WRONG_CHAIN("wrong chain");

    private final String tag;

    LogFault(String tag) {
        this.tag = tag;
    }

    /** Its tag in metrics. */
    String tag() {
        return tag;
    }
}
