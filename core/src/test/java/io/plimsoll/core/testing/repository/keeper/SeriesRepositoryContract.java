package io.plimsoll.core.testing.repository.keeper;

import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.ALICE;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.BOB;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.BTC;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.CHAIN;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.ETH;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T0;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T1;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T2;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.decimal;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.quote;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.account.ProfitSnapshot;
import io.plimsoll.core.domain.funding.PerpDexFundingRate;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.market.OpenInterest;
import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.repository.keeper.KeeperStore;
import io.plimsoll.core.domain.repository.keeper.PerpDexFundingRepository;
import io.plimsoll.core.domain.repository.keeper.PriceHistoryRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the time series of every {@link KeeperStore} must do. A subclass gives an empty one and is then a test class. */
public abstract class SeriesRepositoryContract {
    protected abstract KeeperStore empty();

    private static PerpDexFundingRate rate(MarketId market, Instant time, String rate) {
        return new PerpDexFundingRate(
                market, time, decimal(rate), Duration.ofHours(1), decimal("1000.5"), decimal("2000"));
    }

    private static OpenInterest openInterest(MarketId market, Instant time, String longSize) {
        return new OpenInterest(market, time, decimal(longSize), decimal("7"));
    }

    private static ProfitSnapshot profit(Instant time, String realized, Optional<String> unrealized) {
        return new ProfitSnapshot(
                CHAIN,
                "tidal",
                ALICE,
                time,
                decimal(realized),
                unrealized.map(KeeperSamples::decimal),
                decimal("100"),
                unrealized.map(KeeperSamples::decimal).map(value -> decimal("1000")),
                3);
    }

    @Test
    void fundingRates_areKeptByMarketAndTime() {
        PerpDexFundingRepository rates = empty().fundingRates();
        rates.upsert(List.of(rate(BTC, T1, "0.0002"), rate(BTC, T0, "-0.0001"), rate(BTC, T2, "0.0003")));
        rates.upsert(List.of(rate(ETH, T1, "0.9"), rate(BTC, T2, "0.0004")));

        assertThat(rates.latest(BTC)).contains(rate(BTC, T2, "0.0004"));
        assertThat(rates.between(BTC, T0, T1)).containsExactly(rate(BTC, T0, "-0.0001"), rate(BTC, T1, "0.0002"));
        assertThat(rates.between(BTC, T1, T0)).isEmpty();
        assertThat(rates.latest(new MarketId(CHAIN, "other", "BTC-USD"))).isEmpty();
    }

    @Test
    void fundingRates_deleteOlderThan_leavesTheLimitItself() {
        PerpDexFundingRepository rates = empty().fundingRates();
        rates.upsert(List.of(rate(BTC, T0, "1"), rate(BTC, T1, "2"), rate(ETH, T0, "3")));

        assertThat(rates.deleteOlderThan(T1)).isEqualTo(2);

        assertThat(rates.between(BTC, T0, T2)).containsExactly(rate(BTC, T1, "2"));
        assertThat(rates.latest(ETH)).isEmpty();
    }

    @Test
    void openInterest_isKeptByMarketAndTime() {
        KeeperStore store = empty();
        store.openInterest().upsert(List.of(openInterest(BTC, T1, "2"), openInterest(BTC, T0, "1")));
        store.openInterest().upsert(List.of(openInterest(BTC, T1, "3"), openInterest(ETH, T2, "9")));

        assertThat(store.openInterest().latest(BTC)).contains(openInterest(BTC, T1, "3"));
        assertThat(store.openInterest().between(BTC, T0, T2))
                .containsExactly(openInterest(BTC, T0, "1"), openInterest(BTC, T1, "3"));
        assertThat(store.openInterest().deleteOlderThan(T2)).isEqualTo(2);
        assertThat(store.openInterest().latest(BTC)).isEmpty();
        assertThat(store.openInterest().latest(ETH)).contains(openInterest(ETH, T2, "9"));
    }

    @Test
    void profits_keepUnknownAsUnknown() {
        KeeperStore store = empty();
        ProfitSnapshot known = profit(T1, "-12.5", Optional.of("3.25"));
        ProfitSnapshot unknown = profit(T0, "0", Optional.empty());
        store.profits().upsert(List.of(known, unknown));
        store.profits().upsert(List.of(known));

        assertThat(store.profits().latest(CHAIN, "tidal", ALICE)).contains(known);
        assertThat(store.profits().between(CHAIN, "tidal", ALICE, T0, T1)).containsExactly(unknown, known);
        assertThat(store.profits().latest(CHAIN, "tidal", BOB)).isEmpty();
        assertThat(store.profits().latest(CHAIN, "other", ALICE)).isEmpty();
        assertThat(store.profits().deleteOlderThan(T1)).isEqualTo(1);
        assertThat(store.profits().between(CHAIN, "tidal", ALICE, T0, T1)).containsExactly(known);
    }

    @Test
    void prices_readBackExactly() {
        PriceHistoryRepository prices = empty().prices();
        PriceQuote full = quote("pyth", "BTC", T0, Long.MAX_VALUE);
        PriceQuote bare = new PriceQuote(
                "BTC",
                new OraclePrice(Long.MIN_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, T1),
                Optional.empty(),
                "pyth",
                Optional.empty());

        prices.upsert(List.of(full, bare));

        assertThat(prices.between("pyth", "BTC", T0, T1)).containsExactly(full, bare);
    }

    @Test
    void prices_latestAt_isWhatItWasThen() {
        PriceHistoryRepository prices = empty().prices();
        prices.upsert(
                List.of(quote("pyth", "BTC", T0, 1), quote("pyth", "BTC", T2, 3), quote("hyperliquid", "BTC", T1, 9)));
        prices.upsert(List.of(quote("pyth", "BTC", T2, 4), quote("pyth", "ETH", T2, 7)));

        assertThat(prices.latest("pyth", "BTC")).contains(quote("pyth", "BTC", T2, 4));
        assertThat(prices.latestAt("pyth", "BTC", T1)).contains(quote("pyth", "BTC", T0, 1));
        assertThat(prices.latestAt("pyth", "BTC", T2)).contains(quote("pyth", "BTC", T2, 4));
        assertThat(prices.latestAt("pyth", "BTC", T0.minusSeconds(1))).isEmpty();
        assertThat(prices.latest("pyth", "SOL")).isEmpty();
    }

    @Test
    void prices_deleteOlderThan_isOverAllSources() {
        PriceHistoryRepository prices = empty().prices();
        prices.upsert(
                List.of(quote("pyth", "BTC", T0, 1), quote("hyperliquid", "BTC", T0, 2), quote("pyth", "BTC", T1, 3)));

        assertThat(prices.deleteOlderThan(T1)).isEqualTo(2);

        assertThat(prices.latest("pyth", "BTC")).isPresent();
        assertThat(prices.latest("hyperliquid", "BTC")).isEmpty();
    }
}
