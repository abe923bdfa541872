package io.plimsoll.hyperliquid.limit;

import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Budget;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Cost;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The weight per minute that the venue grants to an IP address for info, exchange and explorer requests, websocket posts
 * included. The largest possible surcharge of an answer is reserved before it comes, so that answers of unknown length
 * cannot overdraw the budget together. Thread-safe.
 */
public final class IpBudget {
    private static final int ITEMS_PER_WEIGHT = 40;

    private final WeightedRateLimiter limiter;
    private final Budget budget;

    IpBudget(WeightedRateLimiter limiter, int weightPerMinute) {
        this.limiter = limiter;
        this.budget = new Budget("weight per IP", weightPerMinute, Duration.ofMinutes(1));
    }

    /** The right to send one request. */
    public final class Permit implements AutoCloseable {
        private final WeightedRateLimiter.Permit permit;

        private Permit(WeightedRateLimiter.Permit permit) {
            this.permit = permit;
        }

        /**
         * Books what the answer weighed; what was reserved beyond it is free again. Only the first call counts.
         *
         * @param surcharge beyond the weight that was known beforehand
         */
        public void settle(int surcharge) {
            permit.settle(Map.of(budget, (long) surcharge));
        }

        /** Books the whole reserve, unless the permit is settled: what a lost answer weighed is not known. */
        @Override
        public void close() {
            permit.close();
        }
    }

    /** Weight of an exchange request: 1, and 1 more for each 40 orders or cancels in it. */
    public static int exchangeWeight(int batchLength) {
        return 1 + batchLength / ITEMS_PER_WEIGHT;
    }

    /**
     * Waits until a request fits.
     *
     * @param patience how long to wait at most
     * @param weight that is known beforehand
     * @param maxSurcharge what the answer may add at most
     * @throws RateLimited if it does not fit in that time; says how long it would have taken
     * @throws IllegalArgumentException if it can never fit
     */
    public Permit acquire(Lane lane, Duration patience, int weight, int maxSurcharge) {
        return new Permit(limiter.acquire(lane, patience, new Cost(budget, weight, maxSurcharge)));
    }

    /** A permit if the request fits now and nobody with an older or more urgent claim waits. */
    public Optional<Permit> tryAcquire(Lane lane, int weight, int maxSurcharge) {
        return limiter.tryAcquire(lane, new Cost(budget, weight, maxSurcharge)).map(Permit::new);
    }

    /** The weight taken in the last minute, reserves included. */
    public long used() {
        return limiter.used(budget);
    }
}
