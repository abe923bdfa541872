package io.plimsoll.hyperliquid.feed;

/** Takes what a {@link LiquidationFeed} finds. Called for one thing after the other, never for two at once. */
@FunctionalInterface
public interface LiquidationListener extends FeedListener {
    /** A liquidation became known, better known, or none. */
    void onUpdate(LiquidationUpdate update);
}
