package io.plimsoll.pyth.hermes;

import java.time.Duration;

/**
 * When a client asks again by itself: after no answer, one that makes no sense, status 429 and from 500 on. Never after 400,
 * 401, 403 or 404, but for {@link UpdateNotFound} of a time that has only just passed, and for a 401 when there is a new key
 * by then.
 *
 * @param attempts in all, at least 1
 * @param base of the first pause, which is of random length; doubles with each attempt
 * @param longest pause; if the service asks for a longer one, the call fails at once
 * @param late how long to wait for an update of a time that has only just passed; not at all if zero
 */
public record RetryPolicy(int attempts, Duration base, Duration longest, Duration late) {
    /** Checks the numbers. */
    public RetryPolicy {
        if (attempts < 1 || base.isNegative() || longest.isNegative() || late.isNegative()) {
            throw new IllegalArgumentException("attempts must be positive and pauses not negative, got " + attempts
                    + ", " + base + ", " + longest + ", " + late);
        }
    }

    /** Three attempts, up to 200 ms and 400 ms apart, and 3 s for an update that is late, as the real ones are. */
    public static RetryPolicy standard() {
        return new RetryPolicy(3, Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofSeconds(3));
    }

    /** Every call is one request. */
    public static RetryPolicy none() {
        return new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }
}
