package io.plimsoll.pyth.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.price.MarketStatus;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.domain.price.PriceVerdict;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.foundation.error.SourceException.Unverified;
import io.plimsoll.core.testing.FaultErrors;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.pyth.PythClient;
import io.plimsoll.pyth.PythFeeds;
import io.plimsoll.pyth.hermes.NotEntitled;
import io.plimsoll.pyth.hermes.PriceUpdate;
import io.plimsoll.pyth.testing.FakeHermes;
import io.plimsoll.pyth.testing.FakeHermes.Tampering;
import io.plimsoll.pyth.testing.UpdateSigner;
import io.plimsoll.pyth.update.UpdateMessage;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PythPriceSourceTest {
    private static final Bytes32 BTC = PythFeeds.USD.get("BTC");
    private static final Bytes32 HYPE = PythFeeds.USD.get("HYPE");
    private static final UpdateSigner ROUTERS = UpdateSigner.named("test-routers");

    private final ManualClock clock = ManualClock.atNewYear();
    private final FakeHermes hermes = FakeHermes.start(ROUTERS, clock);
    private final PriceSource prices = client(Optional.empty()).prices();

    private PythClient client(Optional<String> key) {
        return PythClient.at(hermes.url(), key, new OkHttpClient(), Duration.ofSeconds(2), ROUTERS.trust());
    }

    @BeforeEach
    void publish() {
        hermes.publish(BTC, "100000.5", "42").publish(HYPE, "40.125", "0.03");
    }

    @AfterEach
    void close() {
        hermes.close();
    }

    private SourceException failure(String asset) {
        return prices.latest(Set.of(asset)).get(asset).findError().orElseThrow();
    }

    @Test
    void latest_givesVerifiedPricesForAllAssets() {
        Map<String, Outcome<PriceQuote>> quotes = prices.latest(Set.of("BTC", "HYPE"));

        PriceQuote btc = quotes.get("BTC").orElseThrow();
        assertThat(btc.price().value()).isEqualByComparingTo("100000.5");
        assertThat(btc.price().confidence()).isEqualByComparingTo("42");
        assertThat(btc.price().publishTime()).isEqualTo(clock.instant());
        assertThat(btc.source()).isEqualTo(prices.name()).isEqualTo("pyth-hermes");
        assertThat(btc.attestation().orElseThrow()).hasToString("test-routers#0 3/3");
        assertThat(quotes.get("HYPE").orElseThrow().price().value()).isEqualByComparingTo("40.125");
        assertThat(hermes.requests()).hasSize(1);
    }

    @Test
    void latest_unknownFeedOrAsset_failsAlone() {
        Map<String, Outcome<PriceQuote>> quotes = prices.latest(Set.of("BTC", "SOL", "NOSUCH"));

        assertThat(quotes.get("BTC").findValue()).isPresent();
        assertThat(quotes.get("SOL").findError().orElseThrow())
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("no update for feed 0xef0d8b6f");
        assertThat(quotes.get("NOSUCH").findError().orElseThrow()).hasMessageContaining("no feed id");
    }

    @Test
    void latest_tamperedPrice_isNeverGivenOut() {
        hermes.tamper(Tampering.PRICE);
        assertThat(failure("BTC"))
                .isInstanceOfSatisfying(
                        Unverified.class, e -> assertThat(e.reason()).isEqualTo("MERKLE_PROOF_INVALID"));
        hermes.tamper(Tampering.SIGNATURE);
        assertThat(failure("BTC"))
                .isInstanceOfSatisfying(
                        Unverified.class, e -> assertThat(e.reason()).isEqualTo("INVALID_SIGNATURE"));
    }

    @Test
    void latest_badBlobBesideAGoodOne_costsOnlyItsOwnFeeds() {
        Bytes32 sol = PythFeeds.USD.get("SOL");
        byte[] foreign =
                UpdateSigner.named("mallory").sign(5, List.of(new UpdateMessage.Price(sol, 1, 1, -8, 5, 4, 1, 1)));
        hermes.record(foreign);

        Map<String, Outcome<PriceQuote>> quotes = prices.latest(Set.of("BTC", "SOL"));

        assertThat(quotes.get("BTC").findValue()).isPresent();
        assertThat(quotes.get("SOL").findError().orElseThrow())
                .isInstanceOfSatisfying(
                        Unverified.class, e -> assertThat(e.reason()).isEqualTo("UNTRUSTED_EMITTER"));
    }

    @Test
    void latest_feedThatNeverHadAPrice_isRefused() {
        Bytes32 sol = PythFeeds.USD.get("SOL");
        hermes.record(ROUTERS.sign(5, List.of(new UpdateMessage.Price(sol, 0, 0, -8, 0, 0, 0, 0))));

        assertThat(failure("SOL")).isInstanceOf(NotFound.class).hasMessageContaining("never had a price");
    }

    @Test
    void latest_twoBlobsForOneFeed_newestWins() {
        Bytes32 sol = PythFeeds.USD.get("SOL");
        Bytes32 bnb = PythFeeds.USD.get("BNB");
        byte[] older = ROUTERS.sign(
                5,
                List.of(
                        new UpdateMessage.Price(sol, 1, 1, 0, 5, 4, 1, 1),
                        new UpdateMessage.Price(bnb, 9, 1, 0, 5, 4, 1, 1)));
        byte[] newer = ROUTERS.sign(6, List.of(new UpdateMessage.Price(sol, 2, 1, 0, 6, 5, 1, 1)));
        hermes.record(newer).record(older);

        Map<String, Outcome<PriceQuote>> quotes = prices.latest(Set.of("SOL", "BNB"));

        assertThat(quotes.get("SOL").orElseThrow().price().value()).isEqualByComparingTo("2");
        assertThat(quotes.get("BNB").orElseThrow().price().value()).isEqualByComparingTo("9");
    }

    @Test
    void latest_everyFault_isTyped() {
        FaultErrors.checkEach(hermes, "", () -> failure("BTC"));

        assertThat(prices.latest(Set.of("BTC")).get("BTC").findValue()).isPresent();
    }

    @Test
    void latest_unreachable_failsEachAsset() {
        hermes.close();

        assertThat(failure("BTC")).isInstanceOf(Transport.class);
    }

    @Test
    void key_isAskedForAndSent_andNeverShown() {
        hermes.requireKey("s3cret");

        assertThat(failure("BTC"))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.status()).isEqualTo(401));
        PriceSource keyed = client(Optional.of("s3cret")).prices();
        assertThat(keyed.latest(Set.of("BTC")).get("BTC").findValue()).isPresent();
        PriceSource wrong = client(Optional.of("wr0ng")).prices();
        assertThat(wrong.latest(Set.of("BTC"))
                        .get("BTC")
                        .findError()
                        .orElseThrow()
                        .getMessage())
                .doesNotContain("wr0ng")
                .contains("401");
    }

    @Test
    void feedThatTheKeyDoesNotCover_failsAlone_andIsLeftOutOfTheNextRequests() {
        hermes.requireKey("s3cret").grant("s3cret", Set.of(BTC));
        PriceSource keyed = client(Optional.of("s3cret")).prices();

        for (int i = 0; i < 3; i++) {
            Map<String, Outcome<PriceQuote>> quotes = keyed.latest(Set.of("BTC", "HYPE"));
            assertThat(quotes.get("BTC").findValue()).isPresent();
            assertThat(quotes.get("HYPE").findError().orElseThrow()).isInstanceOf(NotEntitled.class);
        }
        assertThat(hermes.requests())
                .as("refused, refused, without it; then one each")
                .hasSize(5);
        assertThat(keyed.latest(Set.of("HYPE")).get("HYPE").findError()).isPresent();
        assertThat(hermes.requests()).as("nothing left to ask").hasSize(5);
    }

    @Test
    void product_ofTwoFeedsOfHermes_isVerifiedLikeAnyPrice() {
        hermes.publish(PythFeeds.REDEMPTION_RATES.get("kHYPE/HYPE"), "1.02", "0.0001");

        PriceQuote quote = prices.latest(Set.of("kHYPE")).get("kHYPE").orElseThrow();

        assertThat(quote.price().value()).isEqualByComparingTo("40.9275");
        assertThat(quote.attestation()).isPresent();
        assertThat(prices.usualPolicy().judge(quote, MarketStatus.UNKNOWN, clock.instant()))
                .isInstanceOf(PriceVerdict.Usable.class);
        hermes.tamper(Tampering.PRICE);
        assertThat(failure("kHYPE")).isInstanceOf(Unverified.class);
    }

    @Test
    void latest_publishTimeBeyondAllTimes_isMalformed() {
        Bytes32 sol = PythFeeds.USD.get("SOL");
        hermes.record(ROUTERS.sign(
                5, List.of(new UpdateMessage.Price(sol, 1, 1, -8, Long.MAX_VALUE, Long.MAX_VALUE - 1, 1, 1))));

        assertThat(failure("SOL")).isInstanceOf(MalformedResponse.class);
    }

    @Test
    void hermes_wire_keepsTheUnsignedPart_andTheRealErrorTexts() {
        var hermesClient = client(Optional.empty()).hermes();

        var update = hermesClient.latest(List.of(BTC, BTC, HYPE));

        assertThat(update.parsed()).hasSize(2);
        assertThat(update.blobs()).hasSize(1);
        assertThat(client(Optional.empty()).verifier().verify(update.blobs().get(0)))
                .isInstanceOf(Verified.class);
        assertThatIllegalArgumentException().isThrownBy(() -> hermesClient.latest(List.of()));
    }

    @Test
    void hermes_unknownEncoding_isMalformed() {
        var binary = new PriceUpdate.Binary("rot13", List.of("PNAU"));
        var hex = new PriceUpdate.Binary("hex", List.of("xyz"));
        var base64 = new PriceUpdate.Binary("base64", List.of("UE5BVQ=="));

        assertThat(new PriceUpdate(base64, null).blobs().get(0))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("PNAU");
        for (var bad : List.of(binary, hex)) {
            assertThatExceptionOfType(MalformedResponse.class).isThrownBy(() -> new PriceUpdate(bad, null).blobs());
        }
    }
}
