package io.plimsoll.core.domain.keeper;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How far an attempt has come.
 *
 * <pre>
 * PLANNED  → SENT, ABANDONED             and MINED, REVERTED by a transaction of an earlier try
 * SENT     → REPLACED, MINED, REVERTED, ABANDONED
 * REPLACED → REPLACED, MINED, REVERTED, ABANDONED
 * MINED    → SENT, REPLACED              the block it was in is not of the chain any more
 * REVERTED → SENT, REPLACED, PLANNED     the same; or another try, as nothing has touched the position
 * ABANDONED → MINED, REVERTED, PLANNED   it was mined after all; or another try
 * </pre>
 */
public enum AttemptState {
    /** It was decided; no transaction of this try has left. */
    PLANNED,
    /** A transaction was signed and recorded, and then sent: a crash in between leaves it here too. */
    SENT,
    /** As {@link #SENT}, and another transaction with the same nonce has taken its place. */
    REPLACED,
    /** One of the transactions is in a block and has liquidated. */
    MINED,
    /** One of the transactions is in a block and has failed. */
    REVERTED,
    /** It is not pursued. What was sent may still be mined, as long as its nonce is not used up. */
    ABANDONED;

    private static final Map<AttemptState, Set<AttemptState>> NEXT = new EnumMap<>(Map.of(
            PLANNED, EnumSet.of(SENT, MINED, REVERTED, ABANDONED),
            SENT, EnumSet.of(REPLACED, MINED, REVERTED, ABANDONED),
            REPLACED, EnumSet.of(REPLACED, MINED, REVERTED, ABANDONED),
            MINED, EnumSet.of(SENT, REPLACED),
            REVERTED, EnumSet.of(SENT, REPLACED, PLANNED),
            ABANDONED, EnumSet.of(MINED, REVERTED, PLANNED)));

    /** Those that something is still to be done about after a restart. */
    public static final Set<AttemptState> IN_FLIGHT = Collections.unmodifiableSet(EnumSet.of(PLANNED, SENT, REPLACED));

    /** Whether {@code next} may follow. */
    public boolean mayBecome(AttemptState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether something is still to be done about it after a restart. */
    public boolean inFlight() {
        return IN_FLIGHT.contains(this);
    }

    /** Whether a block has decided it. */
    public boolean settled() {
        return this == MINED || this == REVERTED;
    }
}
