package io.plimsoll.core.kit.stream;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next connect: exponential with full jitter. The n-th wait in a row, counted from 1, is drawn
 * evenly from {@code [minimum, min(maximum, minimum · 2ⁿ)]}.
 *
 * @param minimum of every wait; also bounds the rate of connects, which sources limit
 * @param maximum of every wait
 * @param stableAfter a session that has been open this long ends the row: the next wait is a first one
 */
public record ReconnectPolicy(Duration minimum, Duration maximum, Duration stableAfter) {
    public ReconnectPolicy {
        if (minimum.isNegative() || minimum.isZero()) {
            throw new IllegalArgumentException("minimum must be positive, got " + minimum);
        }
        if (maximum.compareTo(minimum) < 0) {
            throw new IllegalArgumentException("maximum must not be below " + minimum + ", got " + maximum);
        }
        if (stableAfter.isNegative()) {
            throw new IllegalArgumentException("stableAfter must not be negative, got " + stableAfter);
        }
    }

    /** 1 s to 30 s, stable after a minute. */
    public static ReconnectPolicy standard() {
        return new ReconnectPolicy(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(1));
    }

    /** The {@code attempt}-th wait of a row, counted from 1. */
    public Duration delay(int attempt, RandomGenerator random) {
        long ceiling = minimum.toNanos();
        for (int n = 0; n < attempt && ceiling < maximum.toNanos(); n++) {
            ceiling = Math.min(maximum.toNanos(), ceiling * 2);
        }
        return Duration.ofNanos(random.nextLong(minimum.toNanos(), ceiling + 1));
    }
}
