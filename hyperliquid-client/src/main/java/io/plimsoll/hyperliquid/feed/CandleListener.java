package io.plimsoll.hyperliquid.feed;

/** Takes what a {@link CandleFeed} builds. Called for one thing after the other, never for two at once. */
@FunctionalInterface
public interface CandleListener extends FeedListener {
    /** A candle closed, or one that had closed changed. */
    void onCandle(CandleUpdate update);
}
