package io.plimsoll.core.domain.alert;

/** What of a market somebody waits for; each says what the target of its {@link MarketAlert} means. */
public enum AlertCondition {
    /** The price is above the target; quote units. */
    PRICE_ABOVE,
    /** The price is below the target; quote units. */
    PRICE_BELOW,
    /** The price passes the target, from either side; quote units. */
    PRICE_CROSSES,
    /** The price has moved by at least the target; a fraction, of either sign. */
    PRICE_CHANGE,
    /** The funding rate of an hour is beyond the target; a fraction, of either sign. */
    FUNDING,
    /** The volume is at least target times its rolling mean. */
    VOLUME_SPIKE
}
