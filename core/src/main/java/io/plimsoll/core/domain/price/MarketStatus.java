package io.plimsoll.core.domain.price;

/** Whether the market of an asset trades. Some oracles carry the last price forward while it does not, with new times. */
public enum MarketStatus {
    /** It trades. */
    OPEN,
    /** It does not: night, week-end, holiday, halt. */
    CLOSED,
    /** Nobody has said. */
    UNKNOWN
}
