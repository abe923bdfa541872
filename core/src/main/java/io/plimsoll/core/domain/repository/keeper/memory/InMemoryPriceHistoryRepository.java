package io.plimsoll.core.domain.repository.keeper.memory;

import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.repository.keeper.PriceHistoryRepository;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Quotes in one series for each source and asset. */
final class InMemoryPriceHistoryRepository implements PriceHistoryRepository {
    private record Key(String source, String asset) {}

    private final TimeSeries<Key, PriceQuote> quotes = new TimeSeries<>(
            quote -> new Key(quote.source(), quote.asset()),
            quote -> quote.price().publishTime());

    @Override
    public void upsert(Collection<PriceQuote> added) {
        quotes.upsert(added);
    }

    @Override
    public Optional<PriceQuote> latest(String source, String asset) {
        return quotes.latest(new Key(source, asset));
    }

    @Override
    public Optional<PriceQuote> latestAt(String source, String asset, Instant time) {
        return quotes.latestAt(new Key(source, asset), time);
    }

    @Override
    public List<PriceQuote> between(String source, String asset, Instant from, Instant to) {
        return quotes.between(new Key(source, asset), from, to);
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return quotes.deleteOlderThan(limit);
    }
}
