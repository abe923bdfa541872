package io.plimsoll.core.domain.price;

import java.time.Instant;

/** Knows when markets trade. Implementations are thread-safe and do not block. */
@FunctionalInterface
public interface MarketCalendar {
    /** For crypto: never closed. */
    MarketCalendar ALWAYS_OPEN = (asset, at) -> MarketStatus.OPEN;

    /** Nobody has said. */
    MarketCalendar UNKNOWN = (asset, at) -> MarketStatus.UNKNOWN;

    /** Whether the market of {@code asset} trades at a time. */
    MarketStatus status(String asset, Instant at);
}
