package io.plimsoll.hyperliquid.limit;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Budget;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Cost;
import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the venue grants to an IP address on its websockets. Rates (new connections, messages) are waited for, and so is a
 * place for a post, as places come back within seconds; a full house of connections, subscriptions or users is refused at
 * once, as nothing frees them but the caller. Thread-safe.
 */
public final class StreamQuota {
    private final WeightedRateLimiter limiter;
    private final Quotas quotas;
    private final Budget newConnections;
    private final Budget messages;
    private final Semaphore posts;
    private final Map<Address, Integer> users = new HashMap<>();
    private int connections;
    private int subscriptions;

    StreamQuota(WeightedRateLimiter limiter, Quotas quotas) {
        this.limiter = limiter;
        this.quotas = quotas;
        this.newConnections =
                new Budget("new connections per IP", quotas.newConnectionsPerMinute(), Duration.ofMinutes(1));
        this.messages = new Budget("messages per IP", quotas.messagesPerMinute(), Duration.ofMinutes(1));
        this.posts = new Semaphore(quotas.postsInFlight(), true);
    }

    /**
     * A place for one connection, to be closed when the connection is. Each attempt counts as a new connection, also one
     * that fails.
     *
     * @param patience how long to wait at most for the rate of new connections
     * @throws RateLimited if too many connections are open, or were opened in the last minute
     */
    public Lease connect(Duration patience) {
        synchronized (this) {
            if (connections == quotas.connections()) {
                throw full(connections + " connections are open");
            }
            connections++;
        }
        Lease place = once(() -> {
            synchronized (this) {
                connections--;
            }
        });
        try {
            limiter.acquire(Lane.URGENT, patience, Cost.of(newConnections, 1)).settle();
            return place;
        } catch (RateLimited later) {
            place.close();
            throw later;
        }
    }

    /**
     * A place for one subscription that is not about a user.
     *
     * @throws RateLimited if there is none left
     */
    public synchronized Lease subscribe() {
        return subscription(() -> {});
    }

    /**
     * A place for one subscription about a user.
     *
     * @throws RateLimited if there is none left, or as many other users are followed as the venue tracks
     */
    public synchronized Lease subscribe(Address user) {
        if (!users.containsKey(user) && users.size() == quotas.users()) {
            throw full(users.size() + " users are followed, cannot follow " + user + " too");
        }
        Lease place = subscription(() -> {
            if (users.merge(user, -1, Integer::sum) == 0) {
                users.remove(user);
            }
        });
        users.merge(user, 1, Integer::sum);
        return place;
    }

    private Lease subscription(Runnable atEnd) {
        if (subscriptions == quotas.subscriptions()) {
            throw full(subscriptions + " subscriptions are open");
        }
        subscriptions++;
        return once(() -> {
            synchronized (this) {
                subscriptions--;
                atEnd.run();
            }
        });
    }

    /**
     * Waits until one more message may be sent, of any kind: subscription, ping, post.
     *
     * @param patience how long to wait at most
     * @throws RateLimited if it may not be sent in that time; says how long it would have taken
     */
    public void message(Lane lane, Duration patience) {
        limiter.acquire(lane, patience, Cost.of(messages, 1)).settle();
    }

    /**
     * A place for one post, to be closed when its answer has come or is given up. The message and the weight of the
     * request are counted apart: {@link #message}, {@link IpBudget}.
     *
     * @param patience how long to wait at most
     * @throws RateLimited if no place became free in that time
     */
    public Lease post(Duration patience) {
        try {
            if (posts.tryAcquire(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS)) {
                return once(posts::release);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw full(quotas.postsInFlight() + " posts wait for their answers");
    }

    /** Connections now open. */
    public synchronized int connections() {
        return connections;
    }

    /** Subscriptions now open. */
    public synchronized int subscriptions() {
        return subscriptions;
    }

    /** Users now followed. */
    public synchronized int users() {
        return users.size();
    }

    /** Posts that now wait for their answers. */
    public int postsInFlight() {
        return quotas.postsInFlight() - posts.availablePermits();
    }

    /** Messages sent in the last minute. */
    public long messages() {
        return limiter.used(messages);
    }

    private static RateLimited full(String what) {
        return new RateLimited(VenueLimits.SOURCE, Optional.empty(), "own limiter: " + what);
    }

    private static Lease once(Runnable end) {
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.getAndSet(false)) {
                end.run();
            }
        };
    }
}
