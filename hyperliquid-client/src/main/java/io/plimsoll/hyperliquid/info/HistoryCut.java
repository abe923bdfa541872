package io.plimsoll.hyperliquid.info;

import java.time.Instant;

/**
 * A span of time of which the venue cannot give every row. Whether there were more rows in it cannot be told.
 *
 * @param type endpoint
 * @param from milliseconds, first one of the span
 * @param to milliseconds, last one of the span
 * @param reason which limit of the venue it is
 * @param rows that limit
 */
public record HistoryCut(String type, long from, long to, Reason reason, int rows) {

    /** A limit of the venue. */
    public enum Reason {
        /** The venue keeps so many of the newest rows and forgets older ones. */
        OLDER_ROWS_FORGOTTEN,
        /** One millisecond has so many rows that they fill a page; those beyond cannot be asked for. */
        PAGE_WITHIN_ONE_MILLISECOND
    }

    /** What is missing and why, in one sentence. */
    @Override
    public String toString() {
        return type + " may lack rows between " + Instant.ofEpochMilli(from) + " and " + Instant.ofEpochMilli(to)
                + (reason == Reason.OLDER_ROWS_FORGOTTEN
                        ? ": the venue keeps the newest " + rows
                        : ": " + rows + " rows of one millisecond fill a page, cannot go on within it");
    }
}
