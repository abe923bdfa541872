package io.plimsoll.hyperliquid.exchange;

import org.jspecify.annotations.Nullable;

/** A switch that is on the wire only when it is on. */
final class Flag {
    private Flag() {}

    static @Nullable Boolean orAbsent(@Nullable Boolean flag) {
        return Boolean.TRUE.equals(flag) ? Boolean.TRUE : null;
    }
}
