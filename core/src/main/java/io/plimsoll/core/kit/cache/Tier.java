package io.plimsoll.core.kit.cache;

import java.time.Duration;

/** How long an answer stays fresh. */
public enum Tier {
    /** 2 minutes: prices, balances. */
    SHORT(Duration.ofMinutes(2)),
    /** 5 minutes: pools, positions. */
    MEDIUM(Duration.ofMinutes(5)),
    /** 15 minutes: markets, metrics. */
    LONG(Duration.ofMinutes(15)),
    /** 1 hour: tokens, contract terms. */
    VERY_LONG(Duration.ofHours(1));

    private final Duration freshness;

    Tier(Duration freshness) {
        this.freshness = freshness;
    }

    /** After this an answer is loaded again. */
    public Duration freshness() {
        return freshness;
    }
}
