package io.plimsoll.core.domain.repository.market.memory;

import io.plimsoll.core.domain.market.TradeSummary;
import io.plimsoll.core.domain.repository.market.TradeSummaryRepository;
import io.plimsoll.core.domain.repository.market.memory.TradeBook.Slot;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;

/** Hours and days of a {@link TradeBook}. */
final class InMemoryTradeSummaryRepository implements TradeSummaryRepository {
    private final TradeBook book;

    InMemoryTradeSummaryRepository(TradeBook book) {
        this.book = book;
    }

    @Override
    public int rollUp(Instant until) {
        synchronized (book) {
            return book.rollUp(until);
        }
    }

    @Override
    public List<TradeSummary> hours(String coin, Instant from, Instant to) {
        synchronized (book) {
            return between(book.hours, coin, from, to);
        }
    }

    @Override
    public List<TradeSummary> days(String coin, Instant from, Instant to) {
        synchronized (book) {
            return between(book.days, coin, from, to);
        }
    }

    @Override
    public int deleteHoursOlderThan(Instant limit) {
        synchronized (book) {
            return book.deleteHours(limit);
        }
    }

    @Override
    public int deleteDaysOlderThan(Instant limit) {
        synchronized (book) {
            return book.deleteDays(limit);
        }
    }

    private static List<TradeSummary> between(
            NavigableMap<Slot, TradeSummary> summaries, String coin, Instant from, Instant to) {
        return from.isAfter(to)
                ? List.of()
                : List.copyOf(summaries
                        .subMap(new Slot(coin, from), true, new Slot(coin, to), true)
                        .values());
    }
}
