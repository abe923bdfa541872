package io.plimsoll.evm.rpc;

import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Budget;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Cost;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Permit;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many requests a provider takes in any window of time; a batch counts as many as it has members. Providers count by IP address
 * or key: share one instance among all endpoints, pools and clients of the process that count together. Thread-safe.
 */
public final class RequestBudget {
    /** Below, shares of a budget round to nothing, so that every request may use all of it. */
    private static final long SMALL = 20;

    private final Budget budget;
    private final WeightedRateLimiter limiter;

    private RequestBudget(Budget budget, WeightedRateLimiter limiter) {
        this.budget = budget;
        this.limiter = limiter;
    }

    /**
     * A budget that nothing was taken from yet.
     *
     * @param requests in any window, positive
     * @param window length, positive
     */
    public static RequestBudget of(long requests, Duration window) {
        return of(requests, window, System::nanoTime);
    }

    static RequestBudget of(long requests, Duration window, LongSupplier nanos) {
        return new RequestBudget(
                new Budget("requests", requests, window), new WeightedRateLimiter("request budget", nanos));
    }

    /** Requests in any window. */
    public long requests() {
        return budget.limit();
    }

    /** Length of the window. */
    public Duration window() {
        return budget.window();
    }

    /** Requests that count at this moment. */
    public long used() {
        return limiter.used(budget);
    }

    /** The largest batch that can ever fit. */
    int largestBatch() {
        return (int) Math.min(Integer.MAX_VALUE, budget.limit() < SMALL ? budget.limit() : budget.limit() * 7 / 10);
    }

    /**
     * Takes requests out of the budget, waiting for room.
     *
     * @return to be settled when they are answered: the provider counts them from when they arrive, not from when they are sent
     * @throws RateLimited if there is no room in that time, at once if that is certain; says how long it would have taken
     */
    Permit take(int requests, Lane lane, Duration patience) {
        try {
            return limiter.acquire(lane(lane), Duration.ZERO, Cost.of(budget, requests));
        } catch (RateLimited noRoom) {
            if (noRoom.retryAfter().orElse(budget.window()).compareTo(patience) > 0) {
                throw noRoom;
            }
            return limiter.acquire(lane(lane), patience, Cost.of(budget, requests));
        }
    }

    private Lane lane(Lane wanted) {
        return budget.limit() < SMALL ? Lane.URGENT : wanted;
    }

    @Override
    public String toString() {
        return budget.limit() + " requests in " + budget.window();
    }
}
