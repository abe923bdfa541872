package io.plimsoll.pyth.pro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.pyth.pro.ProVerification.Verified;
import io.plimsoll.pyth.testing.FakePro;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything of Pyth Pro that is asked for once: prices, catalogue, history, tokens. */
class ProClientsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ProSubscription BTC = ProSubscription.prices(ProChannel.FIXED_RATE_200_MS, List.of(1L));

    private final ManualClock clock = ManualClock.atNewYear();
    private final FakePro pro = new FakePro(3, clock);
    private final HttpJson open = HttpJson.of(ProStream.SOURCE, new OkHttpClient(), SECOND);
    private final ProClient client = new ProClient(open.withBearer(FakePro.KEY), pro.urls());
    private final ProHistoryClient history =
            new ProHistoryClient(open.withBearer(FakePro.KEY), pro.urls().get(0));

    @BeforeEach
    void threeMinutes() {
        for (int i = 0; i < 36; i++) {
            pro.price(1, 6_000_000_000_000L + i * 100_000_000L, 1_000_000L);
            clock.advance(Duration.ofSeconds(5));
            pro.publish(clock.instant());
        }
    }

    @AfterEach
    void close() {
        pro.close();
    }

    private Verified verified(ProUpdate update) {
        return (Verified) ProVerifier.trusting(pro.trust()).verify(update, BTC.formats(), clock.instant());
    }

    @Test
    void latest_isTheNewestMoment_signed() {
        Verified verified = verified(client.latest(BTC));

        assertThat(verified.payload().timestamp()).isEqualTo(clock.instant());
        assertThat(verified.payload().price(1).orElseThrow().value()).isEqualByComparingTo("60035");
        assertThat(pro.host(0).requests().get(0))
                .isEqualTo("POST /v1/latest_price {\"priceFeedIds\":[1],\"properties\":[\"price\",\"exponent\","
                        + "\"confidence\",\"emaPrice\",\"emaConfidence\",\"feedUpdateTimestamp\"],\"formats\":[\"evm\"],"
                        + "\"jsonBinaryEncoding\":\"base64\",\"parsed\":false,\"channel\":\"fixed_rate@200ms\"}");
    }

    @Test
    void at_aTime_isTheMomentThen() {
        Verified verified = verified(client.at(BTC, Instant.parse("2026-01-01T00:01:00.123Z")));

        assertThat(verified.payload().timestamp()).isEqualTo(Instant.parse("2026-01-01T00:01:00Z"));
        assertThat(pro.host(0).requests().get(0)).contains("\"timestamp\":1767225660000000,");
        assertThatThrownBy(() -> client.at(BTC, Instant.EPOCH)).isInstanceOf(NotFound.class);
    }

    @Test
    void latest_oneHostBroken_asksTheNext() {
        for (HttpFault fault :
                List.of(HttpFault.SERVER_ERROR, HttpFault.DISCONNECT, HttpFault.HTML_PAGE, HttpFault.HANG)) {
            pro.host(0).behave();
            pro.host(0).misbehave(fault, "latest");

            assertThat(verified(client.latest(BTC)).payload().price(1))
                    .as("%s", fault)
                    .isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource(HttpFault.class)
    void latest_allHostsBroken_isASourceException(HttpFault fault) {
        for (int i = 0; i < 3; i++) {
            pro.host(i).misbehave(fault, "");
        }
        assertThatThrownBy(() -> client.latest(BTC)).isInstanceOf(SourceException.class);
        assertThatThrownBy(history::symbols).isInstanceOf(SourceException.class);
    }

    @Test
    void latest_tooManyRequests_doesNotTroubleTheOthers() {
        pro.host(0).misbehave(HttpFault.RATE_LIMITED, "");

        assertThatThrownBy(() -> client.latest(BTC)).isInstanceOf(RateLimited.class);
        assertThat(pro.host(1).requests()).isEmpty();
    }

    @Test
    void refusals_areTyped_andShowNoKey() {
        ProClient stranger = new ProClient(open.withBearer("secret-key"), pro.urls());
        assertThatThrownBy(() -> stranger.latest(BTC))
                .isInstanceOf(ProUnauthorized.class)
                .hasMessageNotContaining("secret");
        ProHistoryClient without = new ProHistoryClient(open, pro.urls().get(0));
        assertThatThrownBy(() -> without.prices(ProChannel.REAL_TIME, List.of(1L), clock.instant()))
                .isInstanceOf(ProUnauthorized.class);
        assertThatThrownBy(without::entitled).isInstanceOf(ProUnauthorized.class);
        pro.withhold(6);
        ProSubscription sol = ProSubscription.prices(ProChannel.REAL_TIME, List.of(1L, 6L));
        ProNotEntitled refused = catchThrowableOfType(ProNotEntitled.class, () -> client.latest(sol));
        assertThat(refused.feedId()).hasValue(6);
        assertThat(refused.text()).contains("no grant");
        assertThat(refused.status()).isEqualTo(403);
        ProSubscription unknown = ProSubscription.prices(ProChannel.REAL_TIME, List.of(999L));
        assertThat(catchThrowableOfType(Rejected.class, () -> client.latest(unknown))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void symbols_needNoKey_andLeadToCoreIds() {
        ProHistoryClient without = new ProHistoryClient(open, pro.urls().get(0));

        List<ProSymbol> symbols = without.symbols();

        assertThat(symbols).extracting(ProSymbol::pyth_lazer_id).containsExactly(1L, 2L, 6L, 110L);
        ProSymbol hype = symbols.get(3);
        assertThat(hype.symbol()).isEqualTo("Crypto.HYPE/USD");
        assertThat(hype.coreId().orElseThrow().digits())
                .isEqualTo("4279e31cc369bbcc2faf022b382b080e32a8e689ff20fbc530d2a603eb6cd98b");
        assertThat(hype.fastest()).contains(ProChannel.REAL_TIME);
        assertThat(hype.isStable()).isTrue();
        assertThat(hype.market_sessions()).containsKey("regular");
        assertThat(without.symbols(Optional.of("btc"), Optional.of("crypto"))).hasSize(1);
        assertThat(without.symbols(Optional.empty(), Optional.of("equity"))).isEmpty();
        pro.withhold(110);
        assertThat(history.entitled()).extracting(ProSymbol::pyth_lazer_id).containsExactly(1L, 2L, 6L);
    }

    @Test
    void prices_ofThePast_areThoseOfTheMoment() {
        Instant time = Instant.parse("2026-01-01T00:00:30.150Z");

        List<ProHistoricalPrice> prices =
                history.prices(ProChannel.FIXED_RATE_200_MS, List.of(1L, 110L, 110L, 999L), time);

        assertThat(prices).extracting(ProHistoricalPrice::price_feed_id).containsExactly(1L, 110L);
        assertThat(prices.get(0).price()).isEqualTo(6_000_500_000_000L);
        assertThat(prices.get(0).exponent()).isEqualTo(-8);
        assertThat(prices.get(0).publishTime()).isEqualTo(Instant.parse("2026-01-01T00:00:30Z"));
        assertThat(history.prices(ProChannel.REAL_TIME, List.of(1L), Instant.EPOCH))
                .isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> history.prices(ProChannel.REAL_TIME, List.of(), time));
        assertThat(new ProHistoricalPrice(1, 1_708_300_800, "3", 5, null, null, null, null, null).publishTime())
                .as("seconds")
                .isEqualTo(Instant.parse("2024-02-19T00:00:00Z"));
    }

    @Test
    void candles_ofMinutes_holdThePricesOfEach() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");

        List<ProCandle> candles = history.candles(
                ProChannel.FIXED_RATE_200_MS, "Crypto.BTC/USD", start, clock.instant(), ProResolution.MINUTES_1);

        assertThat(candles).hasSize(4);
        ProCandle second = candles.get(1);
        assertThat(second.start()).isEqualTo(start.plusSeconds(60));
        assertThat(second.open()).isEqualByComparingTo("60011");
        assertThat(second.low()).isEqualByComparingTo("60011");
        assertThat(second.high()).isEqualByComparingTo("60022");
        assertThat(second.close()).isEqualByComparingTo("60022");
        assertThat(second.volume().orElseThrow()).isEqualByComparingTo("0");
        for (ProResolution resolution : ProResolution.values()) {
            assertThat(history.candles(ProChannel.REAL_TIME, "crypto.btc/usd", start, clock.instant(), resolution))
                    .as("%s", resolution)
                    .isNotEmpty();
        }
        assertThat(history.candles(
                        ProChannel.REAL_TIME, "Crypto.BTC/USD", Instant.EPOCH, Instant.EPOCH, ProResolution.DAY))
                .isEmpty();
        assertThatThrownBy(
                        () -> history.candles(ProChannel.REAL_TIME, "Crypto.NO/USD", start, start, ProResolution.DAY))
                .isInstanceOf(NotFound.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history.candles(
                        ProChannel.REAL_TIME, "Crypto.BTC/USD", start, start.minusSeconds(1), ProResolution.DAY));
    }

    @Test
    void history_cutOff_isMalformed() {
        pro.host(0).misbehave(HttpFault.TRUNCATED_JSON, "");

        assertThatThrownBy(() -> history.candles(
                        ProChannel.REAL_TIME, "Crypto.BTC/USD", Instant.EPOCH, clock.instant(), ProResolution.DAY))
                .isInstanceOf(MalformedResponse.class);
    }

    @Test
    void token_standsForTheKey_forItsTime() {
        ProTokenBroker broker =
                new ProTokenBroker(open.withBearer(FakePro.KEY), pro.urls().get(1));

        ProToken token = broker.mint(Optional.of(Duration.ofMinutes(2)));

        assertThat(token.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(2)));
        assertThat(token.toString()).doesNotContain(token.value());
        ProClient withToken = new ProClient(open.withBearer(token.value()), pro.urls());
        assertThat(withToken.latest(BTC).evm()).isNotNull();
        clock.advance(Duration.ofMinutes(2));
        assertThatThrownBy(() -> withToken.latest(BTC)).isInstanceOf(ProUnauthorized.class);
        assertThat(broker.mint(Optional.empty()).expiresAt())
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(15)));
        assertThat(broker.mint(Optional.of(Duration.ofDays(1))).expiresAt())
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(15)));
        assertThatThrownBy(() -> new ProTokenBroker(
                                open.withBearer(token.value()), pro.urls().get(1))
                        .mint(Optional.empty()))
                .isInstanceOf(ProUnauthorized.class);
        assertThatIllegalArgumentException().isThrownBy(() -> broker.mint(Optional.of(Duration.ZERO)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"jwt-secret\",\"expires_at\":null,\"token_type\":\"Bearer\"}",
                "{\"access_token\":\"jwt-secret\",\"expires_at\":\"2026",
                "{\"access_token\":[\"jwt-secret\"]}",
                "{\"access_token\":\"jwt-secret\",\"expires_at\":\"soon\",\"token_type\":\"Bearer\"}",
                "jwt-secret"
            })
    void token_inAnAnswerThatCannotBeRead_isNotShown(String answer) {
        try (TextServer server = new TextServer(200, answer)) {
            ProTokenBroker broker = new ProTokenBroker(open.withBearer(FakePro.KEY), server.url());

            assertThatThrownBy(() -> broker.mint(Optional.empty()))
                    .isInstanceOf(MalformedResponse.class)
                    .satisfies(error -> {
                        StringWriter trace = new StringWriter();
                        error.printStackTrace(new PrintWriter(trace));
                        assertThat(trace.toString()).doesNotContain("jwt-secret");
                    });
        }
    }

    @Test
    void candles_ofATimeBeyondAllTimes_areMalformed() {
        try (TextServer server = new TextServer(
                200, "{\"s\":\"ok\",\"t\":[9223372036854775807],\"o\":[1],\"h\":[1],\"l\":[1],\"c\":[1]}")) {
            ProHistoryClient there = new ProHistoryClient(open, server.url());

            assertThatThrownBy(() -> there.candles(
                            ProChannel.REAL_TIME, "Crypto.BTC/USD", Instant.EPOCH, Instant.EPOCH, ProResolution.DAY))
                    .isInstanceOf(MalformedResponse.class);
        }
        assertThat(new ProHistoricalPrice(1, Long.MIN_VALUE, "1", 1, null, null, null, null, null).publishTime())
                .isAfter(clock.instant());
    }

    @Test
    void subscription_onTheWire_hasTheServicesNames() {
        assertThat(ProRequest.subscribe(7, BTC.withFormats(ProFormat.LE_ECDSA).withParsed()))
                .isEqualTo(
                        "{\"type\":\"subscribe\",\"subscriptionId\":7,\"priceFeedIds\":[1],\"properties\":[\"price\","
                                + "\"exponent\",\"confidence\",\"emaPrice\",\"emaConfidence\",\"feedUpdateTimestamp\"],"
                                + "\"formats\":[\"leEcdsa\"],\"deliveryFormat\":\"json\",\"jsonBinaryEncoding\":\"base64\","
                                + "\"parsed\":true,\"channel\":\"fixed_rate@200ms\",\"ignoreInvalidFeeds\":true}");
        assertThat(ProRequest.unsubscribe(7)).isEqualTo("{\"type\":\"unsubscribe\",\"subscriptionId\":7}");
    }
}
