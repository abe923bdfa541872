package io.plimsoll.hyperliquid.limit;

/** A place that is taken until it is closed. Closing twice is closing once. Thread-safe. */
public interface Lease extends AutoCloseable {
    /** Gives the place back. */
    @Override
    void close();
}
