package io.plimsoll.core.kit.resilience;

import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Keeps many callers together within the budgets of one source. What is promised: in no window of a budget's length does the
 * weight of the requests sent in it exceed the limit, whatever the threads do, also where part of a request's weight is only
 * known after the response.
 *
 * <p>A call names its costs and waits for a {@link Permit}. Each cost reserves its weight and its largest possible surcharge;
 * when the response is there, {@link Permit#settle} gives back what was not needed. A settled cost counts from that moment for
 * the length of the window, an open one until it is settled. A surcharge beyond the reserve is booked too, and delays those
 * who come after.
 *
 * <p>Waiting callers are served by lane, in a lane in the order they came: one that has to wait holds back everybody behind it
 * who needs the same budget, so that small requests do not starve a large one. Lower lanes may fill a budget only up to a
 * share, so that an urgent request finds room at once. Thread-safe; share one among all clients of a source in the process.
 */
public final class WeightedRateLimiter {
    /** How urgent a request is. */
    public enum Lane {
        /** Cancels, orders, liquidations. May use the whole budget. */
        URGENT(100),
        /** What somebody waits for. May use 90 % of it. */
        NORMAL(90),
        /** Polling. May use 70 % of it. */
        BACKGROUND(70);

        private final int percent;

        Lane(int percent) {
            this.percent = percent;
        }
    }

    /**
     * What the source allows.
     *
     * @param name for errors
     * @param limit weight in any window, positive
     * @param window length, positive
     */
    public record Budget(String name, long limit, Duration window) {
        public Budget {
            if (limit <= 0 || window.isZero() || window.isNegative()) {
                throw new IllegalArgumentException(
                        "budget " + name + " must have a positive limit and window, got " + limit + ", " + window);
            }
        }

        private long ceiling(Lane lane) {
            return Math.multiplyExact(limit, lane.percent) / 100;
        }
    }

    /**
     * What a request takes from a budget.
     *
     * @param budget it is taken from
     * @param weight known beforehand, not negative
     * @param maxSurcharge what the response may add at most, not negative
     */
    public record Cost(Budget budget, long weight, long maxSurcharge) {
        public Cost {
            if (weight < 0 || maxSurcharge < 0) {
                throw new IllegalArgumentException(
                        "cost of " + budget.name() + " must not be negative, got " + weight + ", " + maxSurcharge);
            }
        }

        /** A cost that is known beforehand. */
        public static Cost of(Budget budget, long weight) {
            return new Cost(budget, weight, 0);
        }

        private long reserve() {
            return weight + maxSurcharge;
        }
    }

    /** The right to send one request. Settle it once the response is there; closing an open one books the whole reserve. */
    public final class Permit implements AutoCloseable {
        private final List<Cost> costs;
        private boolean open = true;

        private Permit(List<Cost> costs) {
            this.costs = costs;
        }

        /** Books the weight of each cost and nothing more. */
        public void settle() {
            settle(Map.of());
        }

        /**
         * Books the weight of each cost and these surcharges.
         *
         * @param surcharges by budget; a budget that is missing had none
         */
        public void settle(Map<Budget, Long> surcharges) {
            lock.lock();
            try {
                if (open) {
                    open = false;
                    for (Cost cost : costs) {
                        ledger(cost.budget)
                                .settle(cost.reserve(), cost.weight + surcharges.getOrDefault(cost.budget, 0L));
                    }
                    grant();
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            Map<Budget, Long> all = new HashMap<>();
            costs.forEach(cost -> all.put(cost.budget, cost.maxSurcharge));
            settle(all);
        }
    }

    /** The weight taken from one budget. */
    private final class Ledger {
        private record Booking(long nanos, long weight) {}

        private final Budget budget;
        private final Deque<Booking> settled = new ArrayDeque<>();
        private long settledWeight;
        private long openWeight;

        Ledger(Budget budget) {
            this.budget = budget;
        }

        long used(long now) {
            long length = budget.window.toNanos();
            while (!settled.isEmpty() && now - settled.peekFirst().nanos > length) {
                settledWeight -= settled.removeFirst().weight;
            }
            return settledWeight + openWeight;
        }

        void settle(long reserve, long weight) {
            openWeight -= reserve;
            settledWeight += weight;
            settled.addLast(new Booking(nanos.getAsLong(), weight));
        }

        /** Nanoseconds until enough bookings have left the window, if no open one is settled before; 0 if there is room. */
        long waitFor(long weight, long ceiling, long now) {
            long missing = used(now) + weight - ceiling;
            if (missing <= 0) {
                return 0;
            }
            for (Booking booking : settled) {
                missing -= booking.weight;
                if (missing <= 0) {
                    return booking.nanos + budget.window.toNanos() - now + 1;
                }
            }
            return budget.window.toNanos();
        }
    }

    private final class Waiter {
        private final List<Cost> costs;
        private final Condition granted = lock.newCondition();
        private boolean done;
        /** Somebody before it waits for a budget that it needs too. */
        private boolean behind;

        Waiter(List<Cost> costs) {
            this.costs = costs;
        }
    }

    private final String source;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Budget, Ledger> ledgers = new HashMap<>();
    private final Map<Lane, Deque<Waiter>> waiting = new EnumMap<>(Lane.class);

    /**
     * A limiter that nothing was taken from yet.
     *
     * @param source for errors
     */
    public WeightedRateLimiter(String source) {
        this(source, System::nanoTime);
    }

    /**
     * A limiter with a clock of its own, for tests.
     *
     * @param source for errors
     * @param nanos as {@link System#nanoTime}: never goes back, its beginning means nothing
     */
    public WeightedRateLimiter(String source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
        for (Lane lane : Lane.values()) {
            waiting.put(lane, new ArrayDeque<>());
        }
    }

    private Deque<Waiter> queue(Lane lane) {
        return Objects.requireNonNull(waiting.get(lane));
    }

    /**
     * Waits until all costs fit their budgets, and takes them together.
     *
     * @param patience how long to wait at most
     * @throws RateLimited if they do not fit in that time; says how long it would have taken
     * @throws IllegalArgumentException if they can never fit, or two are of one budget
     */
    public Permit acquire(Lane lane, Duration patience, Cost... costs) {
        Waiter waiter = new Waiter(checked(lane, costs));
        long deadline = nanos.getAsLong() + patience.toNanos();
        lock.lock();
        try {
            queue(lane).addLast(waiter);
            grant();
            while (!waiter.done) {
                long left = deadline - nanos.getAsLong();
                if (left <= 0) {
                    throw patienceIsOver(lane, waiter);
                }
                // who is behind another has no time of its own to wake: it is woken when it comes first
                waiter.granted.awaitNanos(waiter.behind ? left : Math.min(left, untilRoom(lane, waiter)));
                grant();
            }
            return new Permit(waiter.costs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (waiter.done) {
                return new Permit(waiter.costs);
            }
            throw patienceIsOver(lane, waiter);
        } finally {
            if (!waiter.done) {
                queue(lane).remove(waiter);
                grant();
            }
            lock.unlock();
        }
    }

    /** A permit if the costs fit now and nobody with an older or more urgent claim waits for them. */
    public Optional<Permit> tryAcquire(Lane lane, Cost... costs) {
        Waiter waiter = new Waiter(checked(lane, costs));
        lock.lock();
        try {
            queue(lane).addLast(waiter);
            grant();
            if (waiter.done) {
                return Optional.of(new Permit(waiter.costs));
            }
            queue(lane).remove(waiter);
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** The weight now taken from a budget, reserves included. */
    public long used(Budget budget) {
        lock.lock();
        try {
            return ledger(budget).used(nanos.getAsLong());
        } finally {
            lock.unlock();
        }
    }

    private static List<Cost> checked(Lane lane, Cost... costs) {
        Set<Budget> budgets = new HashSet<>();
        for (Cost cost : costs) {
            if (!budgets.add(cost.budget)) {
                throw new IllegalArgumentException("two costs of budget " + cost.budget.name);
            }
            if (cost.reserve() > cost.budget.ceiling(lane)) {
                throw new IllegalArgumentException(
                        "cost " + cost.reserve() + " can never fit the " + cost.budget.ceiling(lane) + " of budget "
                                + cost.budget.name + " that lane " + lane + " may use");
            }
        }
        return Arrays.asList(costs);
    }

    private Ledger ledger(Budget budget) {
        return ledgers.computeIfAbsent(budget, Ledger::new);
    }

    /** Serves whoever may go, most urgent first; who must wait keeps its budgets from those behind. */
    private void grant() {
        long now = nanos.getAsLong();
        Set<Budget> claimed = new HashSet<>();
        for (Lane lane : Lane.values()) {
            queue(lane).removeIf(waiter -> {
                boolean wasBehind = waiter.behind;
                waiter.behind = waiter.costs.stream().anyMatch(cost -> claimed.contains(cost.budget));
                boolean fits = !waiter.behind
                        && waiter.costs.stream()
                                .allMatch(cost ->
                                        ledger(cost.budget).used(now) + cost.reserve() <= cost.budget.ceiling(lane));
                if (!fits) {
                    waiter.costs.forEach(cost -> claimed.add(cost.budget));
                    if (wasBehind && !waiter.behind) {
                        waiter.granted.signal();
                    }
                    return false;
                }
                waiter.costs.forEach(cost -> ledger(cost.budget).openWeight += cost.reserve());
                waiter.done = true;
                waiter.granted.signal();
                return true;
            });
        }
    }

    private long untilRoom(Lane lane, Waiter waiter) {
        long now = nanos.getAsLong();
        return waiter.costs.stream()
                .mapToLong(cost -> ledger(cost.budget).waitFor(cost.reserve(), cost.budget.ceiling(lane), now))
                .max()
                .orElse(0);
    }

    private RateLimited patienceIsOver(Lane lane, Waiter waiter) {
        Duration wait = Duration.ofNanos(untilRoom(lane, waiter));
        return new RateLimited(source, Optional.of(wait), "own limiter, lane " + lane);
    }
}
