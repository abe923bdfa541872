package io.plimsoll.hyperliquid.feed;

/** Takes what a {@link BookFeed} keeps. Called for one thing after the other, never for two at once. */
@FunctionalInterface
public interface BookListener extends FeedListener {
    /** The book changed. */
    void onBook(BookView view);
}
