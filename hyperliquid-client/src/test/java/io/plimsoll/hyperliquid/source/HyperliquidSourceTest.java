package io.plimsoll.hyperliquid.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.account.AccountMode;
import io.plimsoll.core.domain.account.AccountState;
import io.plimsoll.core.domain.funding.FundingPayment;
import io.plimsoll.core.domain.funding.FundingRate;
import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.MarginTier;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.domain.market.MarketSource.Listing;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.testing.FaultErrors;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.testing.FakeAccount;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HyperliquidSourceTest {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final MarginTable TIERED = new MarginTable(
            List.of(new MarginTier(BigDecimal.ZERO, 40), new MarginTier(new BigDecimal("150000000"), 20)));

    private final ManualClock clock = ManualClock.atNewYear();
    private final FakeVenue venue = FakeVenue.start(clock);
    private final HyperliquidClient client =
            HyperliquidClient.at(venue.url(), new OkHttpClient(), Duration.ofMillis(800));

    @BeforeEach
    void list() {
        list("BTC", 5, TIERED, "100000", "0.0000125");
        list("HYPE", 2, MarginTable.singleTier(10), "40", "-0.00002");
    }

    @AfterEach
    void close() {
        venue.close();
    }

    private void list(String coin, int sizeDecimals, MarginTable table, String price, String funding) {
        venue.list(
                new Market(coin, sizeDecimals, table, false),
                new AssetContext(
                        coin,
                        new BigDecimal(price),
                        new BigDecimal(price),
                        new BigDecimal(funding),
                        new BigDecimal("1000")));
    }

    @Test
    void fetchMarkets_mapsTablesAndContexts() {
        Map<String, Listing> markets = client.markets().fetchMarkets();

        assertThat(markets.keySet()).containsExactly("BTC", "HYPE");
        assertThat(markets.get("BTC").market().marginTable().tiers())
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(TIERED.tiers());
        assertThat(markets.get("HYPE").market().marginTable()).isEqualTo(MarginTable.singleTier(10));
        assertThat(markets.get("HYPE").context().fundingRate()).isEqualByComparingTo("-0.00002");
    }

    @Test
    void fetchMarkets_inconsistentAnswers_areMalformed() {
        venue.record(
                "metaAndAssetCtxs", "", "[{\"universe\":[{\"name\":\"A\",\"szDecimals\":1,\"maxLeverage\":3}]},[]]");
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> client.markets().fetchMarkets())
                .withMessageContaining("1 markets but 0 contexts");
        venue.record(
                "metaAndAssetCtxs",
                "",
                "[{\"universe\":[{\"name\":\"A\",\"szDecimals\":1,\"maxLeverage\":3,\"marginTableId\":77}]},"
                        + "[{\"markPx\":\"1\",\"oraclePx\":\"1\",\"funding\":\"0\",\"openInterest\":\"0\"}]]");
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> client.markets().fetchMarkets())
                .withMessageContaining("margin table 77");
    }

    @Test
    void fetch_standardAccount_mapsPositionsAndBalances() {
        venue.open(FakeAccount.standard(ALICE, "1000")
                .cross("BTC", "-0.02", "99000", 10)
                .isolated("HYPE", "5", "41", 5, "60")
                .holding("HYPE", "12.5"));

        AccountState state = client.accounts().fetch(ALICE);

        assertThat(state.mode()).isEqualTo(AccountMode.STANDARD);
        assertThat(state.time()).isEqualTo(clock.instant());
        assertThat(state.crossAccountValue().orElseThrow()).isEqualByComparingTo("920");
        assertThat(state.reportedCrossMaintenance().orElseThrow()).isEqualByComparingTo("25");
        PerpPosition btc = state.perps().get(0);
        assertThat(btc.direction()).isEqualTo(-1);
        assertThat(btc.signedNotional()).isEqualByComparingTo("-2000");
        assertThat(btc.unrealizedPnl()).isEqualByComparingTo("-20");
        assertThat(btc.reportedLiquidationPrice()).isPresent();
        assertThat(state.perps().get(1).marginMode()).isEqualTo(MarginMode.ISOLATED);
        assertThat(state.perps().get(1).marginUsed()).isEqualByComparingTo("55");
        assertThat(state.balances().get(0).total()).isEqualByComparingTo("12.5");
    }

    @Test
    void fetch_unifiedAccount_isRecognised() {
        venue.open(FakeAccount.unified(ALICE, "1000").cross("BTC", "0.02", "99000", 10));

        assertThat(client.accounts().fetch(ALICE).mode()).isEqualTo(AccountMode.UNIFIED);
    }

    @Test
    void fetch_unknownAccount_isNotAnEmptyOne() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> client.accounts().fetch(ALICE))
                .withMessageContaining(ALICE.hex());
        venue.open(FakeAccount.standard(ALICE, "0"));
        assertThat(client.accounts().fetch(ALICE).isEmpty()).isTrue();
    }

    @Test
    void fetch_answerOfTheOldDays_isRefused() {
        venue.record("clearinghouseState", "", """
                {"assetPositions":[{"type":"oneWay","position":{"coin":"BTC","szi":"1","leverage":{"type":"cross","value":1},
                  "entryPx":"1","positionValue":"1","unrealizedPnl":"0","marginUsed":"1"}}],"time":1}
                """);
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> client.accounts().fetch(ALICE))
                .withMessageContaining("BTC.maxLeverage");
    }

    @Test
    void fetch_positionOfAnUnknownKind_isRefused() {
        venue.record("clearinghouseState", "", """
                {"assetPositions":[{"type":"oneWay","position":{"coin":"BTC","szi":"1","leverage":{"type":"semiCross","value":1},
                  "entryPx":"1","positionValue":"1","unrealizedPnl":"0","marginUsed":"1","maxLeverage":40}}],"time":1}
                """);
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> client.accounts().fetch(ALICE))
                .withMessageContaining("semiCross");
    }

    @Test
    void fetch_positionOfAnUnknownType_isRefused() {
        venue.record("clearinghouseState", "", """
                {"assetPositions":[{"type":"hedged","position":{"coin":"BTC","szi":"1","leverage":{"type":"cross","value":1},
                  "entryPx":"1","positionValue":"1","unrealizedPnl":"0","marginUsed":"1","maxLeverage":40}}],"time":1}
                """);
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> client.accounts().fetch(ALICE))
                .withMessageContaining("hedged");
    }

    @Test
    void fetch_agent_isNotAnEmptyAccount() {
        venue.record("userRole", "", "{\"role\":\"agent\",\"data\":{\"user\":\"0xb0b\"}}");
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> client.accounts().fetch(ALICE))
                .withMessageContaining("is an agent")
                .withMessageContaining("0xb0b");
        venue.record("userRole", "", "{\"role\":\"ghost\"}");
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> client.accounts().fetch(ALICE))
                .withMessageContaining("unknown role ghost");
    }

    @Test
    void fetchPayments_ofAnUnknownType_areRefused() {
        venue.record(
                "userFunding",
                "",
                "[{\"time\":1,\"hash\":\"0x0\",\"delta\":{\"type\":\"borrowing\",\"coin\":\"BTC\",\"usdc\":\"1\","
                        + "\"szi\":\"1\",\"fundingRate\":\"0\"}}]");
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> client.funding().fetchPayments(ALICE, Instant.EPOCH, clock.instant()))
                .withMessageContaining("borrowing");
    }

    @Test
    void fetch_everyFault_isTyped() {
        venue.open(FakeAccount.standard(ALICE, "1000"));

        FaultErrors.checkEach(
                venue,
                "spotClearinghouseState",
                () -> Outcome.of(() -> client.accounts().fetch(ALICE))
                        .findError()
                        .orElseThrow());

        assertThat(client.accounts().fetch(ALICE).address()).isEqualTo(ALICE);
    }

    @Test
    void fetchRates_overManyPages_hasEachHourOnce() {
        Instant to = clock.instant();
        Instant from = to.minus(Duration.ofDays(50));

        List<FundingRate> rates = client.funding().fetchRates("BTC", from, to);

        assertThat(rates).hasSizeBetween(1199, 1201);
        assertThat(rates).extracting(FundingRate::time).isSorted().doesNotHaveDuplicates();
        assertThat(venue.requests().stream().filter(r -> r.contains("fundingHistory")))
                .hasSize(3);
    }

    @Test
    void fetchPayments_pageBorderWithinOneMoment_losesNothing() {
        // 3 positions an hour: 500 rows end in the middle of an hour
        list("ETH", 4, MarginTable.singleTier(25), "4000", "0.00001");
        venue.open(FakeAccount.standard(ALICE, "100000")
                .cross("BTC", "0.1", "100000", 10)
                .cross("HYPE", "-20", "40", 5)
                .cross("ETH", "1", "4000", 5));
        Instant to = clock.instant();
        Instant from = to.minus(Duration.ofHours(400));

        List<FundingPayment> payments = client.funding().fetchPayments(ALICE, from, to);

        long hours = payments.stream().map(FundingPayment::time).distinct().count();
        assertThat(payments).hasSize((int) hours * 3);
        assertThat(hours).isBetween(399L, 401L);
        FundingPayment btc = payments.get(0);
        assertThat(btc.amount()).isEqualByComparingTo("-0.125");
        // a short is paid by longs only while the rate is positive
        assertThat(payments.get(1).amount()).isEqualByComparingTo("-0.016");
    }

    @Test
    void fetchRates_fullPageWithinOneMillisecond_stopsInsteadOfLooping() {
        String row = "{\"coin\":\"BTC\",\"fundingRate\":\"0\",\"time\":5}";
        venue.record("fundingHistory", "", "[" + String.join(",", java.util.Collections.nCopies(500, row)) + "]");

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> client.funding().fetchRates("BTC", Instant.ofEpochMilli(5), clock.instant()))
                .withMessageContaining("cannot go on");
    }
}
