package io.plimsoll.core.domain.user;

/** What a user may use. How many requests that is, is for the program to say. Ordered from least to most. */
public enum Tier {
    /** Whoever signs in. */
    FREE,
    /** Who pays. */
    PRO,
    /** Programs of who pays. */
    API,
    /** The house itself. */
    UNLIMITED
}
