package io.plimsoll.hyperliquid.limit;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Budget;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Cost;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * The actions that the venue grants to one trading address in its life: 10 000, and 1 for each USDC traded; cancels may go
 * on to {@code min(limit + 100 000, 2 · limit)}. Beyond that one request passes in 10 s. A batch of n orders or cancels is n
 * requests; info requests are none.
 *
 * <p>Only the venue knows what an address has used and traded, other processes included: until {@link #update} or {@link
 * #exhausted} tells, everything passes and is only counted, and the venue refuses what is too much. Thread-safe.
 */
public final class AddressBudget {
    private static final long INITIAL = 10_000;
    private static final long MOST_EXTRA_CANCELS = 100_000;
    private static final Duration ONE_REQUEST = Duration.ofSeconds(10);

    /** More than anybody can trade; keeps sums within 64 bits. */
    private static final BigDecimal MOST_TRADED = BigDecimal.ONE.movePointRight(15);

    private final WeightedRateLimiter limiter;
    private final Address address;
    private final Budget trickle;
    private boolean known;
    private long used;
    private long limit = INITIAL;
    /** What was traded since the last full USDC that counted, below 1. */
    private BigDecimal fraction = BigDecimal.ZERO;

    AddressBudget(WeightedRateLimiter limiter, Address address) {
        this.limiter = limiter;
        this.address = address;
        this.trickle = new Budget("requests of " + address, 1, ONE_REQUEST);
    }

    /**
     * What {@code userRateLimit} says. Counting goes on from there.
     *
     * @param nRequestsUsed so far, in the life of the address; negative if more were bought than used
     * @param nRequestsCap allowed so far
     */
    public synchronized void update(long nRequestsUsed, long nRequestsCap) {
        used = nRequestsUsed;
        limit = nRequestsCap;
        fraction = BigDecimal.ZERO;
        known = true;
    }

    /** The venue has refused an action for want of requests: none is left, whatever was counted here. */
    public synchronized void exhausted() {
        used = Math.max(used, limit);
        known = true;
    }

    /** The same where it refused a cancel, so that none is left for cancels either. */
    public synchronized void cancelsExhausted() {
        used = Math.max(used, cancelLimit());
        known = true;
    }

    /**
     * Requests that were taken and never sent.
     *
     * @param requests as many as were taken
     */
    public synchronized void unused(int requests) {
        used -= requests;
    }

    /**
     * The address has traded, which earns requests.
     *
     * @param usdc price times size, not negative
     */
    public synchronized void traded(BigDecimal usdc) {
        if (usdc.signum() < 0) {
            throw new IllegalArgumentException("usdc must not be negative, got " + usdc);
        }
        BigDecimal sum = fraction.add(usdc.min(MOST_TRADED));
        BigDecimal whole = sum.setScale(0, RoundingMode.DOWN);
        fraction = sum.subtract(whole);
        limit += whole.longValueExact();
    }

    /**
     * Takes requests that are not cancels.
     *
     * @param requests orders, modifications or other actions in one request, at least 1
     * @param patience how long to wait at most
     * @throws RateLimited if they may not be sent in that time; a batch beyond the limit at once, as it is not known
     *     whether the venue takes more than one at a time then
     */
    public void acquire(int requests, Duration patience) {
        acquire(requests, false, patience);
    }

    /** Takes cancels, which have a limit of their own, else as {@link #acquire}. */
    public void acquireCancels(int requests, Duration patience) {
        acquire(requests, true, patience);
    }

    private void acquire(int requests, boolean cancels, Duration patience) {
        if (requests < 1) {
            throw new IllegalArgumentException("requests must be positive, got " + requests);
        }
        synchronized (this) {
            if (!known || used + requests <= (cancels ? cancelLimit() : limit)) {
                used += requests;
                return;
            }
        }
        if (requests > 1) {
            throw new RateLimited(
                    VenueLimits.SOURCE,
                    Optional.of(ONE_REQUEST),
                    "own limiter: address " + address + " has used " + used() + " of " + limit()
                            + " requests, a batch of " + requests + " does not fit: send them one by one");
        }
        limiter.acquire(Lane.URGENT, patience, Cost.of(trickle, 1)).settle();
        synchronized (this) {
            used++;
        }
    }

    /** Requests used, as far as known. */
    public synchronized long used() {
        return used;
    }

    /** Requests allowed, cancels apart. */
    public synchronized long limit() {
        return limit;
    }

    /** Requests allowed if they are cancels. */
    public synchronized long cancelLimit() {
        return Math.min(limit + MOST_EXTRA_CANCELS, 2 * limit);
    }

    /** Whether the venue has told what is left, by {@link #update} or a refusal: before, nothing is refused here. */
    public synchronized boolean known() {
        return known;
    }
}
