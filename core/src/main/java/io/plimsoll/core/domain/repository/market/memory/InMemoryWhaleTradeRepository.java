package io.plimsoll.core.domain.repository.market.memory;

import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.market.TradeSize;
import io.plimsoll.core.domain.market.WhaleTrade;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.market.WhaleTradeRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Large trades of a {@link TradeBook}. */
final class InMemoryWhaleTradeRepository implements WhaleTradeRepository {
    private static final Comparator<MarketTrade.Key> NEWEST_FIRST = Comparator.comparing(MarketTrade.Key::time)
            .thenComparing(MarketTrade.Key::coin)
            .thenComparing(MarketTrade.Key::id)
            .reversed();

    private final TradeBook book;

    InMemoryWhaleTradeRepository(TradeBook book) {
        this.book = book;
    }

    @Override
    public int add(Collection<WhaleTrade> trades) {
        synchronized (book) {
            int added = 0;
            for (WhaleTrade whale : trades) {
                if (book.whales.putIfAbsent(whale.trade().key(), whale) == null) {
                    added++;
                    book.note(whale.trade());
                }
            }
            return added;
        }
    }

    @Override
    public Page<WhaleTrade> page(TradeSize least, PageRequest request) {
        synchronized (book) {
            NavigableMap<MarketTrade.Key, WhaleTrade> newestFirst = new TreeMap<>(NEWEST_FIRST);
            newestFirst.putAll(book.whales);
            return page(newestFirst, least, request);
        }
    }

    @Override
    public Page<WhaleTrade> page(String coin, TradeSize least, PageRequest request) {
        synchronized (book) {
            return page(TradeBook.of(book.whales, coin).descendingMap(), least, request);
        }
    }

    @Override
    public List<WhaleTrade> between(String coin, Instant from, Instant to) {
        synchronized (book) {
            return List.copyOf(TradeBook.between(book.whales, coin, from, to).values());
        }
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        synchronized (book) {
            int before = book.whales.size();
            book.whales.keySet().removeIf(key -> key.time().isBefore(limit));
            return before - book.whales.size();
        }
    }

    private static Page<WhaleTrade> page(
            NavigableMap<MarketTrade.Key, WhaleTrade> trades, TradeSize least, PageRequest request) {
        return Keysets.page(
                trades,
                whale -> whale.category().compareTo(least) >= 0,
                request,
                TradeBook::key,
                whale -> TradeBook.cursor(whale.trade().key()));
    }
}
