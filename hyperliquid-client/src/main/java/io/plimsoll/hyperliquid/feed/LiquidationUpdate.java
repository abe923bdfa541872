package io.plimsoll.hyperliquid.feed;

import io.plimsoll.core.domain.liquidation.Liquidation;

/**
 * News of a liquidation. Who keeps a table by {@link Liquidation#id} puts {@link Kind#NEW} and {@link Kind#REVISED} into it and
 * takes {@link Kind#WITHDRAWN} out.
 *
 * @param kind what happened
 * @param liquidation as known now; if withdrawn, as it was reported last
 */
public record LiquidationUpdate(Kind kind, Liquidation liquidation) {
    /** What happened. */
    public enum Kind {
        /** Reported for the first time. */
        NEW,
        /** A source added something. */
        REVISED,
        /** It was none, or is part of another one, which is reported under its own id. */
        WITHDRAWN
    }
}
