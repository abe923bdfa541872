package io.plimsoll.hyperliquid.feed;

import io.plimsoll.hyperliquid.info.L2Book;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A market's book kept up to date from whole books ({@code l2Book}) and best prices ({@code bbo}), which come far more often.
 *
 * <p>Best prices newer than the last book change its top: levels that they cross or that stood before the new best are gone,
 * the best level gets its new size, and what lies behind stays as the book had it, marked with the book's time. A message of
 * an older block than its kind has already seen is ignored and counted, as is one that is crossed or out of order in itself.
 * The view is never crossed. Books with grouped levels ({@code nSigFigs}) do not fit together with best prices: feed such a
 * book alone.
 *
 * <p>One thread feeds it; any number of threads read.
 */
public final class OrderBook {
    /** What became of a message. */
    public enum Applied {
        /** It is part of the view. */
        YES,
        /** It was of an older block than what is known already. */
        OUT_OF_ORDER,
        /** Its levels make no book: best bid not below best ask, prices not from best to worst, or sizes not positive. */
        IMPOSSIBLE
    }

    private final String coin;
    private final Clock clock;
    private final Duration staleAfter;

    private @Nullable Book book;
    private @Nullable Best best;
    private volatile @Nullable BookView view;
    private volatile long outOfOrder;
    private volatile long impossible;

    private record Book(Instant time, List<BookLevel> bids, List<BookLevel> asks) {}

    private record Best(Instant time, Optional<BookLevel> bid, Optional<BookLevel> ask) {}

    /**
     * An empty book.
     *
     * @param clock that block times are compared with
     * @param staleAfter age of the last message from which {@link #findFresh} answers nothing; a quiet market is silent for
     *     about 5 s
     */
    public OrderBook(String coin, Clock clock, Duration staleAfter) {
        if (staleAfter.isNegative() || staleAfter.isZero()) {
            throw new IllegalArgumentException("staleAfter must be positive, got " + staleAfter);
        }
        this.coin = coin;
        this.clock = clock;
        this.staleAfter = staleAfter;
    }

    /** The market. */
    public String coin() {
        return coin;
    }

    /**
     * Takes a whole book.
     *
     * @throws IllegalArgumentException if it is of another market or without a time
     */
    public Applied apply(L2Book message) {
        if (!message.coin().equals(coin)) {
            throw new IllegalArgumentException("book of " + coin + " cannot take one of " + message.coin());
        }
        if (message.time() == null) {
            throw new IllegalArgumentException("book of " + coin + " without time: too old a recording");
        }
        Instant time = Instant.ofEpochMilli(message.time());
        if (book != null && time.isBefore(book.time)) {
            return outOfOrder();
        }
        if (message.levels().size() != 2) {
            return impossible();
        }
        Book next = new Book(
                time,
                levels(message.levels().get(0), time),
                levels(message.levels().get(1), time));
        if (!sound(next.bids, -1) || !sound(next.asks, 1) || crossed(next.bids, next.asks)) {
            return impossible();
        }
        book = next;
        publish();
        return Applied.YES;
    }

    /**
     * Takes best prices.
     *
     * @param time of the block, milliseconds
     * @param bid null if there is none
     * @param ask null if there is none
     */
    public Applied applyBbo(long time, L2Book.@Nullable Level bid, L2Book.@Nullable Level ask) {
        Instant at = Instant.ofEpochMilli(time);
        if ((best != null && at.isBefore(best.time)) || (book != null && at.isBefore(book.time))) {
            return outOfOrder();
        }
        List<BookLevel> bids = bid == null ? List.of() : List.of(level(bid, at));
        List<BookLevel> asks = ask == null ? List.of() : List.of(level(ask, at));
        if (!sound(bids, -1) || !sound(asks, 1) || crossed(bids, asks)) {
            return impossible();
        }
        best = new Best(at, bids.stream().findFirst(), asks.stream().findFirst());
        publish();
        return Applied.YES;
    }

    /** Forgets everything, as after a gap in the stream; the counters stay. */
    public void clear() {
        book = null;
        best = null;
        view = null;
    }

    /** The book as known now, however old; empty before the first whole book. */
    public Optional<BookView> find() {
        return Optional.ofNullable(view);
    }

    /** The book, if its last message is not older than {@code staleAfter}. */
    public Optional<BookView> findFresh() {
        Instant now = clock.instant();
        return find().filter(known -> known.age(now).compareTo(staleAfter) <= 0);
    }

    /** Messages ignored because their block was older. */
    public long outOfOrderMessages() {
        return outOfOrder;
    }

    /** Messages ignored because their levels made no book. */
    public long impossibleMessages() {
        return impossible;
    }

    // only the one writer adds to the counters
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private Applied outOfOrder() {
        outOfOrder++;
        return Applied.OUT_OF_ORDER;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private Applied impossible() {
        impossible++;
        return Applied.IMPOSSIBLE;
    }

    private void publish() {
        if (book == null) {
            return;
        }
        // of one block both say the same of the top, and the book says more
        if (best == null || !best.time.isAfter(book.time)) {
            view = new BookView(coin, book.bids, book.asks, book.time, book.time);
            return;
        }
        view = new BookView(
                coin, withBest(book.bids, best.bid, -1), withBest(book.asks, best.ask, 1), book.time, best.time);
    }

    /** @param direction +1 for asks, whose prices rise from the best on; −1 for bids */
    private static List<BookLevel> withBest(List<BookLevel> levels, Optional<BookLevel> best, int direction) {
        if (best.isEmpty()) {
            return List.of();
        }
        List<BookLevel> merged = new ArrayList<>(levels.size() + 1);
        merged.add(best.get());
        BigDecimal price = best.get().price();
        levels.stream()
                .filter(level -> level.price().compareTo(price) * direction > 0)
                .forEach(merged::add);
        return merged;
    }

    private static List<BookLevel> levels(List<L2Book.Level> wire, Instant time) {
        return wire.stream().map(level -> level(level, time)).toList();
    }

    private static BookLevel level(L2Book.Level wire, Instant time) {
        return new BookLevel(
                wire.px(), wire.sz(), wire.n() == null ? OptionalInt.empty() : OptionalInt.of(wire.n()), time);
    }

    private static boolean sound(List<BookLevel> levels, int direction) {
        for (int i = 0; i < levels.size(); i++) {
            BookLevel level = levels.get(i);
            if (level.price().signum() <= 0
                    || level.size().signum() <= 0
                    || (i > 0 && level.price().compareTo(levels.get(i - 1).price()) * direction <= 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean crossed(List<BookLevel> bids, List<BookLevel> asks) {
        return !bids.isEmpty()
                && !asks.isEmpty()
                && bids.get(0).price().compareTo(asks.get(0).price()) >= 0;
    }
}
