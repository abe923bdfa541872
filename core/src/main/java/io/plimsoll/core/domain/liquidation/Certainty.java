package io.plimsoll.core.domain.liquidation;

/** How sure it is that a liquidation was one. */
public enum Certainty {
    /** Concluded from who traded; the venue itself has not said so. */
    SUSPECTED,
    /** The venue says so in at least one source. */
    CONFIRMED
}
