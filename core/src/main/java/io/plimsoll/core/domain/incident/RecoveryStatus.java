package io.plimsoll.core.domain.incident;

/** What came of an incident. */
public enum RecoveryStatus {
    /** Nothing is known yet; so is every incident of which nothing was noted. */
    OPEN(false),
    /** A part has come back, or is expected to. */
    RECOVERING(false),
    /** Made good. */
    RECOVERED(true),
    /** Will not come back. */
    LOST(true),
    /** It was none. */
    FALSE_ALARM(true);

    private final boolean settled;

    RecoveryStatus(boolean settled) {
        this.settled = settled;
    }

    /** Whether nothing more is expected. */
    public boolean settled() {
        return settled;
    }
}
