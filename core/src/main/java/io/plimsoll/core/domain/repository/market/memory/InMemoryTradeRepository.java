package io.plimsoll.core.domain.repository.market.memory;

import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.market.TradeRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/** Trades of a {@link TradeBook}. */
final class InMemoryTradeRepository implements TradeRepository {
    private final TradeBook book;

    InMemoryTradeRepository(TradeBook book) {
        this.book = book;
    }

    @Override
    public int add(Collection<MarketTrade> trades) {
        synchronized (book) {
            int added = 0;
            for (MarketTrade trade : trades) {
                if (book.trades.putIfAbsent(trade.key(), trade) == null) {
                    added++;
                    book.note(trade);
                }
            }
            return added;
        }
    }

    @Override
    public Optional<MarketTrade> latest(String coin) {
        synchronized (book) {
            return Optional.ofNullable(TradeBook.of(book.trades, coin).lastEntry())
                    .map(Map.Entry::getValue);
        }
    }

    @Override
    public Page<MarketTrade> page(String coin, PageRequest request) {
        synchronized (book) {
            return page(TradeBook.of(book.trades, coin).descendingMap(), request);
        }
    }

    @Override
    public Page<MarketTrade> between(String coin, Instant from, Instant to, PageRequest request) {
        synchronized (book) {
            return page(TradeBook.between(book.trades, coin, from, to), request);
        }
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        synchronized (book) {
            return book.deleteTrades(limit);
        }
    }

    private static Page<MarketTrade> page(NavigableMap<MarketTrade.Key, MarketTrade> trades, PageRequest request) {
        return Keysets.page(trades, trade -> true, request, TradeBook::key, trade -> TradeBook.cursor(trade.key()));
    }
}
