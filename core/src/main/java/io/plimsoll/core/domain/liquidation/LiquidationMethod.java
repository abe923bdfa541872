package io.plimsoll.core.domain.liquidation;

/** How a position was closed by force. Ordered by how late in the venue's rescue it comes. */
public enum LiquidationMethod {
    /** The sources that saw it do not say. */
    UNKNOWN,
    /** Market orders into the book; anybody may have been on the other side. */
    MARKET,
    /** A liquidator vault took the position over. */
    BACKSTOP,
    /** A profitable position was closed against one that had nothing left; its owner was not liquidated, but had no say. */
    AUTO_DELEVERAGING
}
