package io.plimsoll.analytics.margin;

/** Why an account is not valued. A refusal is never a sign of safety. */
public enum MarginRefusal {
    /** Unified account: collateral sits in the spot balance and backs positions on several dexes. */
    UNIFIED_ACCOUNT,
    /** Portfolio margin: spot holdings count as collateral. */
    PORTFOLIO_MARGIN,
    /** Dex abstraction: USDC moves between dexes by itself. */
    DEX_ABSTRACTION,
    /** The venue did not say, or said a word we do not know, where the collateral sits. */
    UNKNOWN_MODE,
    /** There are cross positions, but the venue gave no summary of the cross pool. */
    NO_CROSS_SUMMARY,
    /** A position in a market whose margin table is not known. */
    UNKNOWN_MARKET,
    /** The venue's own numbers contradict the standard rules: most often collateral that this state does not show. */
    VENUE_DISAGREES
}
