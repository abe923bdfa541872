package io.plimsoll.core.domain.repository.token.memory;

import io.plimsoll.core.domain.repository.token.TokenPriceRepository;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TokenPrice;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Prices in one sorted map per token. */
final class InMemoryTokenPriceRepository implements TokenPriceRepository {
    private final Series<Instant, TokenPrice> prices = Series.byTime(TokenPrice::time);

    @Override
    public synchronized void upsert(Collection<TokenPrice> added) {
        added.forEach(price -> prices.upsert(price.token(), price));
    }

    @Override
    public synchronized Optional<TokenPrice> latestAt(TokenId token, Instant time) {
        return prices.atOrBefore(token, time);
    }

    @Override
    public synchronized List<TokenPrice> between(TokenId token, Instant from, Instant to) {
        return prices.between(token, from, to);
    }

    @Override
    public synchronized int deleteOlderThan(Instant limit) {
        return prices.deleteBefore(limit);
    }
}
