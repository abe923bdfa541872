package io.plimsoll.pyth.hermes;

import java.time.Duration;

/**
 * How hard a {@link HermesStream} tries to make up for seconds that it missed. A request gives one second of all feeds that
 * miss it.
 *
 * @param reach the most seconds of a feed that may be missing at one time; what is older is given up
 * @param delay before a missed second is asked for: a frame may still bring it, and the service has a second's updates one to
 *     three seconds late
 * @param pace least time between two requests; Hermes allows 10 in 10 s for each address, shared with everything else there
 * @param attempts how often a second is asked for whose answer does not hold it
 * @param patience how long requests that fail are repeated before the seconds that wait as long are given up
 */
public record FillPolicy(Duration reach, Duration delay, Duration pace, int attempts, Duration patience) {
    public FillPolicy {
        if (reach.toSeconds() < 0) {
            throw new IllegalArgumentException("reach must not be negative, got " + reach);
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay must not be negative, got " + delay);
        }
        if (pace.isNegative()) {
            throw new IllegalArgumentException("pace must not be negative, got " + pace);
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be positive, got " + attempts);
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative, got " + patience);
        }
    }

    /**
     * 5 minutes, after 3 s, 1.25 s apart, 3 attempts, 5 minutes. That reaches over a silent connection and several connects that
     * fail at the slowest pace, and is over before Hermes hands the seconds on to the archive, after some 10 minutes.
     */
    public static FillPolicy standard() {
        return new FillPolicy(
                Duration.ofMinutes(5), Duration.ofSeconds(3), Duration.ofMillis(1250), 3, Duration.ofMinutes(5));
    }

    /** Asks for nothing: every second that is missed is a {@link HermesEvent.Gap} at once. */
    public static FillPolicy none() {
        return new FillPolicy(Duration.ZERO, Duration.ZERO, Duration.ZERO, 1, Duration.ZERO);
    }
}
