package io.plimsoll.evm.deployment;

/** How sure an address is, from most to least. */
public enum Confidence {
    /** Three or more independent sources, or a dated read of the chain and the project's own publication. */
    HIGH,
    /** Two sources. */
    MEDIUM,
    /** One source. */
    LOW,
    /** One weak source, or sources that disagree: do not send anything there before checking. */
    UNVERIFIED
}
