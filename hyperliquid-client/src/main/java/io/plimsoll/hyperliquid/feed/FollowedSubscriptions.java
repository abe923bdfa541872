package io.plimsoll.hyperliquid.feed;

import io.plimsoll.hyperliquid.ws.ActiveSubscription;
import io.plimsoll.hyperliquid.ws.ChannelEvent;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Gap;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Received;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Undecodable;
import io.plimsoll.hyperliquid.ws.Subscription;
import io.plimsoll.hyperliquid.ws.VenueStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The subscriptions of a feed: one event at a time reaches it, whichever of them it comes from. Thread-safe. */
final class FollowedSubscriptions {
    private final VenueStream stream;
    private final FeedListener listener;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final List<ActiveSubscription> active = new ArrayList<>();

    /** None yet. */
    FollowedSubscriptions(VenueStream stream, FeedListener listener) {
        this.stream = stream;
        this.listener = listener;
    }

    /**
     * Subscribes.
     *
     * @param messages what to do with one
     * @param losses what to do, before the listener is told, when messages may be missing: with the gap, or with null for a
     *     frame that could not be read
     */
    <M> void follow(Subscription<M> subscription, Consumer<M> messages, Consumer<@Nullable Gap<M>> losses) {
        ActiveSubscription subscribed =
                stream.subscribe(subscription, event -> alone(() -> onEvent(subscription, event, messages, losses)));
        synchronized (active) {
            active.add(subscribed);
        }
    }

    private <M> void onEvent(
            Subscription<M> subscription,
            ChannelEvent<M> event,
            Consumer<M> messages,
            Consumer<@Nullable Gap<M>> losses) {
        if (event instanceof Received<M> received) {
            messages.accept(received.message());
        } else if (event instanceof Gap<M> gap) {
            losses.accept(gap);
            listener.onGap(subscription, gap);
        } else if (event instanceof Undecodable<M> undecodable) {
            losses.accept(null);
            listener.onProblem(undecodable.error());
        }
    }

    /** Does something while no event is being handled. */
    void alone(Runnable action) {
        oneAtATime.lock();
        try {
            action.run();
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Ends all of them. */
    void unsubscribe() {
        synchronized (active) {
            active.forEach(ActiveSubscription::close);
            active.clear();
        }
    }

    /** Does it for every element, also if it fails for some; then throws the first failure. */
    static <E> void forEach(Iterable<E> elements, Consumer<? super E> action) {
        RuntimeException failure = null;
        for (E element : elements) {
            try {
                action.accept(element);
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
