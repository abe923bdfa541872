package io.plimsoll.hyperliquid.feed;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.kit.runtime.Service;
import io.plimsoll.hyperliquid.feed.OrderBook.Applied;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.L2Book;
import io.plimsoll.hyperliquid.ws.BboChannel;
import io.plimsoll.hyperliquid.ws.L2BookChannel;
import io.plimsoll.hyperliquid.ws.VenueStream;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * An {@link OrderBook} fed by a {@link VenueStream}: whole books and best prices of one market. Thread-safe.
 *
 * <p>While the connection is lost the book stays as it was and grows old, see {@link OrderBook#findFresh}; where the stream
 * tells a gap it is emptied until the next whole book. The listener is called on the stream's threads, under a lock: the
 * stream waits for it.
 */
public final class BookFeed implements Service, AutoCloseable {
    private static final Duration STALE_AFTER = Duration.ofSeconds(15);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final OrderBook book;
    private final BookListener listener;
    private final FollowedSubscriptions subscriptions;

    /**
     * A feed that is not started.
     *
     * @param stream started and stopped by somebody else: started before this, stopped after. It must not have the market's
     *     book in grouped levels, whose frames look the same
     * @param book fed by nobody else
     */
    public BookFeed(VenueStream stream, OrderBook book, BookListener listener) {
        this.book = book;
        this.listener = listener;
        this.subscriptions = new FollowedSubscriptions(stream, listener);
    }

    /**
     * The book of a market, live from now on; it is stale after 15 s without a message. Close it at the end.
     *
     * @throws SourceException if the venue refuses the market
     */
    public static BookFeed open(VenueStream stream, String coin, Clock clock) {
        BookFeed feed = new BookFeed(stream, new OrderBook(coin, clock, STALE_AFTER), view -> {});
        feed.start();
        return feed;
    }

    /** The book it feeds, to be read by any thread. */
    public OrderBook book() {
        return book;
    }

    @Override
    public String name() {
        return "hyperliquid-book-" + book.coin();
    }

    /**
     * Subscribes, and returns when the venue has taken it.
     *
     * @throws SourceException if it has not; then nothing is subscribed to
     */
    @Override
    public void start() {
        try {
            subscriptions.follow(L2BookChannel.of(book.coin()), this::onBook, gap -> onLoss(gap != null));
            subscriptions.follow(
                    BboChannel.of(book.coin()),
                    message -> apply(() -> book.applyBbo(
                            message.time(), message.bbo().bid(), message.bbo().offer())),
                    gap -> onLoss(gap != null));
        } catch (RuntimeException e) {
            subscriptions.unsubscribe();
            throw e;
        }
    }

    /** Unsubscribes. The book stays as it is. */
    @Override
    public void stop(Duration limit) {
        subscriptions.unsubscribe();
    }

    /** Unsubscribes. */
    @Override
    public void close() {
        stop(CLOSE_LIMIT);
    }

    private void onBook(L2Book message) {
        if (message.time() == null) {
            listener.onProblem(new MalformedResponse(
                    InfoClient.SOURCE, "frame of l2Book for " + book.coin() + " has no time", null));
            return;
        }
        apply(() -> book.apply(message));
    }

    private void apply(Supplier<Applied> message) {
        if (message.get() == Applied.YES) {
            book.find().ifPresent(listener::onBook);
        }
    }

    /** A frame that cannot be read says nothing wrong: the next one tells how things are. */
    void onLoss(boolean gap) {
        if (gap) {
            book.clear();
        }
    }
}
