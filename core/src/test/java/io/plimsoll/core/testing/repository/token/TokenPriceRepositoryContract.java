package io.plimsoll.core.testing.repository.token;

import static io.plimsoll.core.testing.repository.token.TokenSamples.ELSEWHERE;
import static io.plimsoll.core.testing.repository.token.TokenSamples.OTHER;
import static io.plimsoll.core.testing.repository.token.TokenSamples.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.repository.token.TokenPriceRepository;
import io.plimsoll.core.domain.repository.token.TokenStore;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TokenPrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link TokenPriceRepository} keeps to. */
public abstract class TokenPriceRepositoryContract {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    /** A store with nothing in it. */
    protected abstract TokenStore empty();

    @Test
    void latest_atATime_isTheNewestNotAfterIt() {
        TokenPriceRepository prices = empty().prices();
        TokenPrice first = price(TOKEN, T0, "1.000000000000000001");
        TokenPrice second = price(TOKEN, T0.plusSeconds(60), "12345678901234567890.5");
        prices.upsert(List.of(second, first, price(OTHER, T0, "7"), price(ELSEWHERE, T0, "8")));

        assertThat(prices.latestAt(TOKEN, T0.minusSeconds(1))).isEmpty();
        assertThat(prices.latestAt(TOKEN, T0)).contains(first);
        assertThat(prices.latestAt(TOKEN, T0.plusSeconds(59))).contains(first);
        assertThat(prices.latestAt(TOKEN, T0.plusSeconds(86_400))).contains(second);
    }

    @Test
    void upsert_sameTokenAndTime_replacesUnknownByKnown() {
        TokenPriceRepository prices = empty().prices();
        prices.upsert(List.of(price(TOKEN, T0, "1")));
        TokenPrice whole = new TokenPrice(
                TOKEN,
                T0,
                new BigDecimal("2"),
                Optional.of(new BigDecimal("1000.5")),
                Optional.of(new BigDecimal("2000000")),
                Optional.of(new BigDecimal("-0.05")));

        prices.upsert(List.of(whole));

        assertThat(prices.between(TOKEN, T0, T0)).containsExactly(whole);
    }

    @Test
    void between_bothEndsIncluded_isOldestFirst() {
        TokenPriceRepository prices = empty().prices();
        prices.upsert(List.of(
                price(TOKEN, T0.plusSeconds(2), "3"),
                price(TOKEN, T0, "1"),
                price(TOKEN, T0.plusSeconds(1), "2"),
                price(TOKEN, T0.plusSeconds(3), "4")));

        assertThat(prices.between(TOKEN, T0.plusSeconds(1), T0.plusSeconds(2)))
                .containsExactly(price(TOKEN, T0.plusSeconds(1), "2"), price(TOKEN, T0.plusSeconds(2), "3"));
        assertThat(prices.between(TOKEN, T0.plusSeconds(2), T0)).isEmpty();
    }

    @Test
    void deleteOlderThan_leavesTheLimitItself() {
        TokenPriceRepository prices = empty().prices();
        prices.upsert(List.of(
                price(TOKEN, T0, "1"), price(OTHER, T0.plusSeconds(1), "1"), price(TOKEN, T0.plusSeconds(2), "1")));

        assertThat(prices.deleteOlderThan(T0.plusSeconds(2))).isEqualTo(2);

        assertThat(prices.between(TOKEN, T0, T0.plusSeconds(9))).containsExactly(price(TOKEN, T0.plusSeconds(2), "1"));
    }

    private static TokenPrice price(TokenId token, Instant time, String usd) {
        return new TokenPrice(token, time, new BigDecimal(usd), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
