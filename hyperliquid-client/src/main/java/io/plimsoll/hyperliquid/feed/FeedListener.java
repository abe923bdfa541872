package io.plimsoll.hyperliquid.feed;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.hyperliquid.ws.ChannelEvent;
import io.plimsoll.hyperliquid.ws.Subscription;

/** Takes what a feed cannot make good. Called for one thing after the other, never for two at once. */
public interface FeedListener {
    /**
     * Something may be missing for good: what a subscription lost could not be recovered.
     *
     * @param subscription which
     * @param gap when and why
     */
    default void onGap(Subscription<?> subscription, ChannelEvent.Gap<?> gap) {}

    /** A message, or a row of one, could not be used; the feed goes on. */
    default void onProblem(SourceException problem) {}
}
