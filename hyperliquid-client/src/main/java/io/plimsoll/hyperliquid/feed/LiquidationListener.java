package io.plimsoll.hyperliquid.feed;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.hyperliquid.ws.ChannelEvent;
import io.plimsoll.hyperliquid.ws.Subscription;

/** Takes what a {@link LiquidationFeed} finds. Called for one thing after the other, never for two at once. */
@FunctionalInterface
public interface LiquidationListener {
    /** A liquidation became known, better known, or none. */
    void onUpdate(LiquidationUpdate update);

    /**
     * Something may be missing for good: what a subscription lost could not be recovered.
     *
     * @param subscription which
     * @param gap when and why
     */
    default void onGap(Subscription<?> subscription, ChannelEvent.Gap<?> gap) {}

    /** A message could not be used; the feed goes on. */
    default void onProblem(SourceException problem) {}
}
