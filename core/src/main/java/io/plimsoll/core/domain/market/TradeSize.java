package io.plimsoll.core.domain.market;

/** How large a trade is, among those that are large; ordered from least to most. Where the bounds lie is analytics' business. */
public enum TradeSize {
    /** Larger than the crowd's. */
    LARGE,
    /** As institutions trade. */
    INSTITUTION,
    /** Moves a market for a while. */
    WHALE,
    /** Seen a few times a day over the whole venue. */
    MEGA_WHALE
}
