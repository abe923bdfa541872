package io.plimsoll.jdbc.token;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.CHAIN;
import static io.plimsoll.jdbc.internal.Type.DECIMAL;
import static io.plimsoll.jdbc.internal.Type.TIME;

import io.plimsoll.core.domain.repository.token.TokenPriceRepository;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TokenPrice;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Prices in {@code token_price}, keyed by token and time. */
final class JdbcTokenPriceRepository implements TokenPriceRepository {
    private static final Table<TokenPrice> PRICES = Table.<TokenPrice>named("token_price")
            .key("chain_id", CHAIN, price -> price.token().chain())
            .key("token", ADDRESS, price -> price.token().contract())
            .key("priced_at", TIME, TokenPrice::time)
            .column("price", DECIMAL, TokenPrice::price)
            .optional("volume", DECIMAL, TokenPrice::volume)
            .optional("market_cap", DECIMAL, TokenPrice::marketCap)
            .optional("change_24h", DECIMAL, TokenPrice::change)
            .build();

    private static final Series<Instant, TokenPrice> PRICES_READ = Series.byTime(
            "SELECT priced_at, price, volume, market_cap, change_24h FROM token_price",
            "priced_at",
            (token, time, row) -> new TokenPrice(
                    token,
                    time,
                    row.get("price", DECIMAL),
                    row.find("volume", DECIMAL),
                    row.find("market_cap", DECIMAL),
                    row.find("change_24h", DECIMAL)),
            TokenPrice::time);

    private final Database database;

    JdbcTokenPriceRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(Collection<TokenPrice> prices) {
        database.update("save " + prices.size() + " token prices", handle -> PRICES.upsert(handle, prices));
    }

    @Override
    public Optional<TokenPrice> latestAt(TokenId token, Instant time) {
        return database.read(
                "read the latest price of " + token, handle -> PRICES_READ.newest(handle, token, "<=", time));
    }

    @Override
    public List<TokenPrice> between(TokenId token, Instant from, Instant to) {
        return database.read("read the prices of " + token, handle -> PRICES_READ.between(handle, token, from, to));
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("token_price", "priced_at", limit);
    }
}
