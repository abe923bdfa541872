package io.plimsoll.core.domain.repository.market.memory;

import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.market.TradeRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Trades of a {@link TradeBook}. */
final class InMemoryTradeRepository implements TradeRepository {
    private static final Keyset<MarketTrade> OLDEST_FIRST =
            Keyset.<MarketTrade>ascending().time(MarketTrade::time).number(MarketTrade::id);

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
            return OLDEST_FIRST.reversed().page(TradeBook.of(book.trades, coin).values().stream(), request);
        }
    }

    @Override
    public Page<MarketTrade> between(String coin, Instant from, Instant to, PageRequest request) {
        synchronized (book) {
            return OLDEST_FIRST.page(TradeBook.between(book.trades, coin, from, to).values().stream(), request);
        }
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        synchronized (book) {
            return book.deleteTrades(limit);
        }
    }
}
