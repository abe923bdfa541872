package io.plimsoll.hyperliquid.ws;

import java.util.concurrent.atomic.AtomicBoolean;

/** One listener's part of a subscription, until it is closed. Thread-safe. */
public final class ActiveSubscription implements AutoCloseable {
    private final Subscription<?> subscription;
    private final Runnable leave;
    private final AtomicBoolean open = new AtomicBoolean(true);

    ActiveSubscription(Subscription<?> subscription, Runnable leave) {
        this.subscription = subscription;
        this.leave = leave;
    }

    /** What is subscribed to. */
    public Subscription<?> subscription() {
        return subscription;
    }

    /**
     * The listener gets nothing that comes after this; an event that is being delivered is finished. The last one of a
     * subscription unsubscribes. Does not wait for the venue. Closing twice does no harm.
     */
    @Override
    public void close() {
        if (open.getAndSet(false)) {
            leave.run();
        }
    }
}
