package io.plimsoll.core.domain.repository.market.memory;

import io.plimsoll.core.domain.market.TradeSize;
import io.plimsoll.core.domain.market.WhaleTrade;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.market.WhaleTradeRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Large trades of a {@link TradeBook}. */
final class InMemoryWhaleTradeRepository implements WhaleTradeRepository {
    private static final Keyset<WhaleTrade> NEWEST_FIRST = Keyset.<WhaleTrade>descending()
            .time(whale -> whale.trade().time())
            .text(whale -> whale.trade().coin())
            .number(whale -> whale.trade().id());

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
            return page(book.whales.values(), least, request);
        }
    }

    @Override
    public Page<WhaleTrade> page(String coin, TradeSize least, PageRequest request) {
        synchronized (book) {
            return page(TradeBook.of(book.whales, coin).values(), least, request);
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

    private static Page<WhaleTrade> page(Collection<WhaleTrade> trades, TradeSize least, PageRequest request) {
        return NEWEST_FIRST.page(
                trades.stream().filter(whale -> whale.category().compareTo(least) >= 0), request);
    }
}
