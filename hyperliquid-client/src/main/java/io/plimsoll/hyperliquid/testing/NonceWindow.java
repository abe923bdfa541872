package io.plimsoll.hyperliquid.testing;

import java.util.Optional;
import java.util.TreeSet;

/**
 * The nonces of one signer that the venue remembers: the 100 highest. A new one must be unused, above the smallest of a full
 * memory, and within two days before and one day after the venue's time. Thread-safe.
 */
final class NonceWindow {
    private static final int KEPT = 100;
    private static final long DAY = 86_400_000;

    private final TreeSet<Long> kept = new TreeSet<>();

    /** Uses a nonce up; the venue's refusal if it may not be used. */
    synchronized Optional<String> use(long nonce, long now) {
        if (nonce <= now - 2 * DAY || nonce >= now + DAY) {
            return Optional.of("Invalid nonce: " + nonce + " is out of window, block time is " + now);
        }
        if (kept.contains(nonce)) {
            return Optional.of("Invalid nonce: duplicate nonce " + nonce);
        }
        if (kept.size() == KEPT && nonce < kept.first()) {
            return Optional.of("Invalid nonce: " + nonce + " is below the smallest of the last " + KEPT);
        }
        kept.add(nonce);
        if (kept.size() > KEPT) {
            kept.pollFirst();
        }
        return Optional.empty();
    }
}
