package io.plimsoll.core.domain.position;

/** Which collateral stands behind a perp position. */
public enum MarginMode {
    /** The account's whole cross pool. */
    CROSS,
    /** A pocket of its own. */
    ISOLATED
}
