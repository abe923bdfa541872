package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Budget;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Cost;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Permit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many requests a host takes from one IP address, and the pause it imposes on who sends more. Keeps all clients that share
 * one object within it: one for each host and process. Thread-safe.
 *
 * <p>A 429 shuts everybody up for as long as its {@code Retry-After} says, or for the penalty: what is sent in that time would
 * only be refused. The lanes are those of {@link WeightedRateLimiter}: of ten requests, ordinary ones may take nine and
 * background ones seven.
 */
public final class HermesLimits {
    private static final int DOCUMENTED_REQUESTS = 10;
    private static final Duration DOCUMENTED_WINDOW = Duration.ofSeconds(10);
    private static final Duration DOCUMENTED_PENALTY = Duration.ofSeconds(60);

    private final Optional<Budget> budget;
    private final Duration penalty;
    private final LongSupplier nanos;
    private final WeightedRateLimiter limiter;

    /** Of {@code nanos}; meaningless unless {@code shut}. */
    private long shutUntil;

    private boolean shut;

    private HermesLimits(Optional<Budget> budget, Duration penalty, LongSupplier nanos) {
        this.budget = budget;
        this.penalty = penalty;
        this.nanos = nanos;
        this.limiter = new WeightedRateLimiter(HermesClient.SOURCE, nanos);
    }

    /**
     * What the documents of July 2026 say of every Hermes and Benchmarks endpoint: 10 requests in 10 s, and 429 for the next
     * 60 s to who sends more. Since the cutover the service agreement decides: see {@link #of}.
     */
    public static HermesLimits documented() {
        return of(DOCUMENTED_REQUESTS, DOCUMENTED_WINDOW, DOCUMENTED_PENALTY);
    }

    /**
     * Limits of an agreement of one's own.
     *
     * @param requests in any window, positive
     * @param window length, positive
     * @param penalty how long a 429 without {@code Retry-After} asks to wait
     */
    public static HermesLimits of(int requests, Duration window, Duration penalty) {
        return of(requests, window, penalty, System::nanoTime);
    }

    static HermesLimits of(int requests, Duration window, Duration penalty, LongSupplier nanos) {
        return new HermesLimits(
                Optional.of(new Budget("requests to " + HermesClient.SOURCE, requests, window)), penalty, nanos);
    }

    /** None, for a server of one's own: every request is sent at once, whatever was answered to the one before. */
    public static HermesLimits none() {
        return new HermesLimits(Optional.empty(), DOCUMENTED_PENALTY, System::nanoTime);
    }

    /** How long a 429 without {@code Retry-After} asks to wait. */
    Duration penalty() {
        return penalty;
    }

    /**
     * Waits until one request may be sent; run what it gives when the answer is there.
     *
     * @throws RateLimited if that takes longer than {@code patience}; says how long
     */
    Runnable acquire(Lane lane, Duration patience) {
        if (budget.isEmpty()) {
            return () -> {};
        }
        long deadline = nanos.getAsLong() + patience.toNanos();
        awaitOpening(deadline);
        Duration left = Duration.ofNanos(Math.max(0, deadline - nanos.getAsLong()));
        Permit permit = limiter.acquire(lane, left, Cost.of(budget.get(), 1));
        try {
            // somebody else may have been told to be quiet meanwhile
            awaitOpening(deadline);
        } catch (RateLimited e) {
            permit.close();
            throw e;
        }
        return permit::close;
    }

    private void awaitOpening(long deadline) {
        for (long left = shutFor(); left > 0; left = shutFor()) {
            RateLimited refusal = new RateLimited(
                    HermesClient.SOURCE,
                    Optional.of(Duration.ofNanos(left)),
                    "own limiter: the service has asked for a pause");
            if (left > deadline - nanos.getAsLong()) {
                throw refusal;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw refusal;
            }
        }
    }

    private synchronized long shutFor() {
        long left = shut ? shutUntil - nanos.getAsLong() : 0;
        shut = left > 0;
        return left;
    }

    /** The service has answered 429 and wants nothing for this long. */
    synchronized void refused(Duration pause) {
        long until = nanos.getAsLong() + pause.toNanos();
        if (!shut || until - shutUntil > 0) {
            shut = true;
            shutUntil = until;
        }
    }
}
