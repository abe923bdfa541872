package io.plimsoll.core.domain.keeper;

/** What a keeper makes of a candidate. */
public enum Verdict {
    /** It pays and may be sent. */
    EXECUTE(false),
    /** It is not liquidatable any more. */
    HEALTHY(false),
    /** It costs more than it brings, or brings less than the least that is wanted. */
    UNPROFITABLE(false),
    /** The simulated transaction failed, or did not bring what it must. */
    SIMULATION_FAILED(false),
    /** An attempt for the same position version is there already. */
    ALREADY_ATTEMPTED(false),
    /** A price is missing, too old, too wide or contradicted. */
    PRICE_REFUSED(true),
    /** The position could not be read whole, or the list it should be in came back empty. */
    POSITION_UNKNOWN(true),
    /** The chain is not to be trusted for now: its head drifts, stands still, or nodes contradict each other. */
    CHAIN_REFUSED(true);

    private final boolean refusal;

    Verdict(boolean refusal) {
        this.refusal = refusal;
    }

    /** Whether it is for want of something to rely on: unknown is not fine, and not unhealthy either. */
    public boolean refusal() {
        return refusal;
    }
}
