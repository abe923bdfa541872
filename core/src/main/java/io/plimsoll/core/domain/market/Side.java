package io.plimsoll.core.domain.market;

/** A direction of trade. */
public enum Side {
    /** Buys the base asset. */
    BUY,
    /** Sells it. */
    SELL;

    /** The other one: who trades against it. */
    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }
}
