package io.plimsoll.core.kit.stream;

/**
 * Looks at a session four times per allowed silence and calls when four looks in a row saw no new frame. It counts looks
 * instead of reading a clock: a clock that is set, or a process that stood still, does not make a session look silent.
 */
final class Watchdog implements Runnable {
    static final int LOOKS = 4;

    private final Link link;
    private final Runnable silent;
    private long seen;
    private int quiet;

    Watchdog(Link link, Runnable silent) {
        this.link = link;
        this.silent = silent;
        this.seen = link.frames();
    }

    @Override
    public void run() {
        long frames = link.frames();
        if (frames != seen || link.isWaiting()) {
            seen = frames;
            quiet = 0;
        } else if (++quiet >= LOOKS) {
            silent.run();
        }
    }
}
