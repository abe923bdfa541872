package io.plimsoll.core.domain.position;

import io.plimsoll.core.domain.market.Side;

/** Which way a position is. */
public enum PositionSide {
    /** Gains when the price rises. */
    LONG,
    /** Gains when the price falls. */
    SHORT;

    /** The side whose closing is a trade in that direction: who sells closes a long. */
    public static PositionSide closedBy(Side side) {
        return side == Side.SELL ? LONG : SHORT;
    }

    /**
     * The side of a signed size.
     *
     * @throws IllegalArgumentException if it is zero
     */
    public static PositionSide of(int sign) {
        if (sign == 0) {
            throw new IllegalArgumentException("a position of size 0 has no side");
        }
        return sign > 0 ? LONG : SHORT;
    }

    /** The other one. */
    public PositionSide opposite() {
        return this == LONG ? SHORT : LONG;
    }
}
