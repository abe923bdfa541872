package io.plimsoll.core.domain.keeper;

/** How far a keeper goes. Ordered: each does what the one before does, and more. */
public enum KeeperMode {
    /** It does nothing. */
    OFF,
    /** It watches and decides. */
    OBSERVE,
    /** It simulates the transaction too. */
    DRY_RUN,
    /** It sends it. */
    LIVE
}
