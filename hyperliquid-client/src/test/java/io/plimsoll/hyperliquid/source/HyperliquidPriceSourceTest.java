package io.plimsoll.hyperliquid.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.testing.FaultErrors;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HyperliquidPriceSourceTest {
    private final ManualClock clock = ManualClock.atNewYear();
    private final FakeVenue venue = FakeVenue.start(clock);
    private final PriceSource prices = HyperliquidClient.at(
                    venue.url(), new OkHttpClient(), Duration.ofSeconds(3), VenueLimits.none())
            .oracle(clock);

    @BeforeEach
    void list() {
        list("BTC", "98450.5", false);
        list("kPEPE", "0.011234", false);
        list("GONE", "7", true);
    }

    @AfterEach
    void close() {
        venue.close();
    }

    private void list(String coin, String price, boolean delisted) {
        venue.list(
                new Market(coin, 1, MarginTable.singleTier(10), delisted),
                new AssetContext(
                        coin,
                        new BigDecimal(price),
                        new BigDecimal(price),
                        new BigDecimal("0.0000125"),
                        new BigDecimal("1000")));
    }

    private void bookOf(Instant block) {
        venue.record("l2Book", "BTC", "{\"coin\":\"BTC\",\"time\":" + block.toEpochMilli() + ",\"levels\":[[],[]]}");
    }

    @Test
    void latest_isExact_andSaysWhoSaidSo() {
        bookOf(clock.instant());

        Map<String, Outcome<PriceQuote>> quotes = prices.latest(Set.of("BTC", "kPEPE"));

        PriceQuote btc = quotes.get("BTC").orElseThrow();
        assertThat(btc.price().value()).isEqualByComparingTo("98450.5");
        assertThat(btc.source()).isEqualTo("hyperliquid");
        assertThat(btc.attestation()).as("nobody signs it").isEmpty();
        assertThat(quotes.get("kPEPE").orElseThrow().price().value()).isEqualByComparingTo("0.011234");
        assertThat(prices.latest(Set.of())).isEmpty();
    }

    @Test
    void latest_isDatedByTheBlock_andNeverTooYoung() {
        clock.advance(Duration.ofMillis(999));
        bookOf(clock.instant().minus(Duration.ofMinutes(7)));
        assertThat(age())
                .as("the chain stands still")
                .isEqualTo(Duration.ofMinutes(7).plusMillis(3999));

        bookOf(clock.instant().plusSeconds(60));
        assertThat(age()).as("our clock is behind").isEqualTo(Duration.ofMillis(3999));
    }

    private Duration age() {
        return prices.latest(Set.of("BTC")).get("BTC").orElseThrow().price().age(clock.instant());
    }

    @Test
    void latest_unknownOrDelisted_failsAlone() {
        bookOf(clock.instant());

        Map<String, Outcome<PriceQuote>> quotes = prices.latest(Set.of("BTC", "PEPE", "GONE"));

        assertThat(quotes.get("BTC").findValue()).isPresent();
        assertThat(error(quotes, "PEPE")).isInstanceOf(NotFound.class).hasMessageContaining("PEPE");
        assertThat(error(quotes, "GONE")).isInstanceOf(NotFound.class).hasMessageContaining("delisted");
    }

    @Test
    void latest_withoutBlockTime_failsAll() {
        venue.record("l2Book", "BTC", "null");

        assertThat(error(prices.latest(Set.of("BTC")), "BTC"))
                .isInstanceOf(MalformedResponse.class)
                .hasMessageContaining("cannot be dated");
    }

    @Test
    void latest_impossibleAnswers_areMalformed() {
        bookOf(clock.instant());
        venue.record(
                "metaAndAssetCtxs", "", "[{\"universe\":[{\"name\":\"A\",\"szDecimals\":1,\"maxLeverage\":3}]},[]]");
        assertThat(error(prices.latest(Set.of("A")), "A"))
                .isInstanceOf(MalformedResponse.class)
                .hasMessageContaining("1 markets but 0 contexts");

        for (String price : new String[] {"0", "-1", "123456789012345678901234567890"}) {
            venue.record(
                    "metaAndAssetCtxs",
                    "",
                    "[{\"universe\":[{\"name\":\"A\",\"szDecimals\":1,\"maxLeverage\":3}]},[{\"markPx\":\"1\",\"oraclePx\":\""
                            + price + "\",\"funding\":\"0\",\"openInterest\":\"0\"}]]");
            assertThat(error(prices.latest(Set.of("A")), "A")).as(price).isInstanceOf(MalformedResponse.class);
        }
    }

    @Test
    void latest_brokenVenue_failsEachAsset() {
        FaultErrors.checkEach(venue, "", () -> {
            Map<String, Outcome<PriceQuote>> quotes = prices.latest(Set.of("BTC", "kPEPE"));
            assertThat(quotes).hasSize(2);
            assertThat(error(quotes, "kPEPE")).isSameAs(error(quotes, "BTC"));
            return error(quotes, "BTC");
        });
    }

    private static SourceException error(Map<String, Outcome<PriceQuote>> quotes, String asset) {
        return quotes.get(asset).findError().orElseThrow();
    }
}
