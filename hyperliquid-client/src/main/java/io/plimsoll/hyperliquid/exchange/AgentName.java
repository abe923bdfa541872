package io.plimsoll.hyperliquid.exchange;

import java.time.Instant;

/** Names of agents. */
final class AgentName {
    private static final int MAX_LENGTH = 16;

    private AgentName() {}

    static String of(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("name must have 1 to " + MAX_LENGTH + " characters, got " + name);
        }
        return name;
    }

    static String of(String name, Instant validUntil) {
        return of(name) + " valid_until " + validUntil.toEpochMilli();
    }
}
