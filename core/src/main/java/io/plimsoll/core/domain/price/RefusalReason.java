package io.plimsoll.core.domain.price;

/** Why a price must not be used. The list is complete: nothing else refuses a price that a source has given. */
public enum RefusalReason {
    /** Its exponent lies outside ±58, where no contract would take it; nothing else was looked at. */
    EXPONENT_OUT_OF_RANGE("decimal digits"),
    /** Its time is 1970 or before: the feed has never had a price. */
    NEVER_PUBLISHED("s"),
    /** It is older than the policy's bound. Measured: its age. */
    TOO_OLD("s"),
    /** It claims a time further ahead than clocks may differ. Measured: how far ahead. */
    FROM_THE_FUTURE("s"),
    /** It is zero or negative. Measured: the price. */
    NOT_POSITIVE("USD"),
    /** Its confidence interval is zero, which no market is. */
    CONFIDENCE_ZERO("USD"),
    /** Its confidence interval is wider than the policy's share of the price. Measured: the share. */
    CONFIDENCE_TOO_WIDE("bps"),
    /** What is certain to be left of it, after doubt and tolerance, is not above zero. Measured: the bound. */
    BOUND_NOT_POSITIVE("USD"),
    /** The policy wants it compared with its average, and the source gave none that is above zero. */
    EMA_MISSING("USD"),
    /** It is further from its average than the policy's band. Measured: the distance, as a share of the average. */
    EMA_DEVIATION("bps"),
    /** The policy wants signatures checked here, and there are none. */
    NOT_ATTESTED("attestations"),
    /** Its market is closed. */
    MARKET_CLOSED(""),
    /** The policy wants an open market, and nobody has said whether it is. */
    MARKET_UNKNOWN(""),
    /** Usable sources are further apart than allowed, so none of them is believed. Measured: the widest distance. */
    SOURCES_DISAGREE("bps");

    private final String unit;

    RefusalReason(String unit) {
        this.unit = unit;
    }

    /** Of the numbers beside it; empty if there are none. */
    public String unit() {
        return unit;
    }
}
