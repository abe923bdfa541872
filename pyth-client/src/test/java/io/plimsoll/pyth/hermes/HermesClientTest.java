package io.plimsoll.pyth.hermes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.core.testing.FaultErrors;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.pyth.testing.FakeHermes;
import io.plimsoll.pyth.testing.FakeHermes.Tampering;
import io.plimsoll.pyth.testing.UpdateSigner;
import io.plimsoll.pyth.update.UpdateMessage;
import io.plimsoll.pyth.update.UpdateVerifier;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HermesClientTest {
    private static final UpdateSigner ROUTERS = UpdateSigner.named("test-routers");
    private static final Bytes32 BTC = feed(1);
    private static final Bytes32 HYPE = feed(2);
    private static final Bytes32 STOCK = feed(3);
    private static final Bytes32 UNKNOWN = feed(999);
    private static final RetryPolicy QUICK =
            new RetryPolicy(3, Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ofMillis(1));

    private final ManualClock clock = ManualClock.atNewYear();
    private final FakeHermes server =
            FakeHermes.start(ROUTERS, clock).publish(BTC, "100000.5", "42").publish(HYPE, "40.125", "0.03");
    private final HermesSettings settings = HermesSettings.bare().withClock(clock);
    private final HermesClient hermes = client(settings);

    private static Bytes32 feed(int number) {
        return Bytes32.parse("%064x".formatted(number));
    }

    private HermesClient client(HermesSettings how) {
        return new HermesClient(http(), server.url(), how);
    }

    private static HttpJson http() {
        return HttpJson.of(HermesClient.SOURCE, new OkHttpClient(), Duration.ofMillis(800));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static SourceException error(Runnable call) {
        try {
            call.run();
        } catch (SourceException e) {
            return e;
        }
        throw new AssertionError("no error");
    }

    private static Map<Bytes32, UpdateMessage.Price> verified(PriceUpdate update) {
        Map<Bytes32, UpdateMessage.Price> prices = new HashMap<>();
        for (byte[] blob : update.blobs()) {
            Verified verified =
                    (Verified) UpdateVerifier.trusting(ROUTERS.trust()).verify(blob);
            verified.messages().forEach(message -> {
                UpdateMessage.Price price = (UpdateMessage.Price) message;
                prices.put(price.feedId(), price);
            });
        }
        return prices;
    }

    // ---- latest ----

    @Test
    void latest_isWhatIsSignedNow_inBase64() {
        PriceUpdate update = hermes.latest(List.of(BTC, HYPE));

        UpdateMessage.Price btc = verified(update).get(BTC);
        assertThat(btc.oraclePrice().value()).isEqualByComparingTo("100000.5");
        assertThat(btc.publishTime()).isEqualTo(clock.instant().getEpochSecond());
        assertThat(btc.prevPublishTime()).isEqualTo(btc.publishTime() - 1);
        assertThat(update.binary().encoding()).isEqualTo("base64");
        assertThat(update.blobs()).hasSize(1);
        assertThat(update.unknown()).isEmpty();
        assertThat(update.requireAll()).isSameAs(update);
        assertThat(server.requests().get(0)).contains("encoding=base64");
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void latest_everyEncoding_givesTheSameBytes(Encoding encoding) {
        byte[] expected = hermes.latest(List.of(BTC)).blobs().get(0);

        PriceUpdate update = client(settings.withEncoding(encoding)).latest(List.of(BTC));

        assertThat(update.binary().encoding()).isEqualTo(encoding.wire());
        assertThat(update.blobs().get(0)).isEqualTo(expected);
    }

    @Test
    void latest_parsedPart_saysTheSame() {
        PriceUpdate.Parsed parsed =
                hermes.latest(List.of(BTC, HYPE)).findParsed(HYPE).orElseThrow();

        UpdateMessage.Price signed = verified(hermes.latest(List.of(HYPE))).get(HYPE);
        assertThat(parsed.price().oraclePrice()).isEqualTo(signed.oraclePrice());
        assertThat(parsed.ema_price().oraclePrice()).isEqualTo(signed.oracleEma());
        assertThat(parsed.metadata())
                .isEqualTo(new PriceUpdate.Metadata(
                        BigInteger.valueOf(20 * signed.publishTime()),
                        signed.publishTime() + 1,
                        signed.prevPublishTime()));
    }

    @Test
    void latest_withoutParsedPart_hasNone() {
        PriceUpdate update = client(settings.withParsed(false)).latest(List.of(BTC, UNKNOWN));

        assertThat(update.parsed()).isNull();
        assertThat(update.findParsed(BTC)).isEmpty();
        assertThat(update.unknown()).containsExactly(UNKNOWN);
        assertThat(verified(update)).containsOnlyKeys(BTC);
    }

    @Test
    void latest_keysInAnyOrder_areTheSameAnswer() {
        PriceUpdate update = hermes.latest(List.of(BTC, HYPE));

        server.sortKeys();

        assertThat(hermes.latest(List.of(BTC, HYPE))).isEqualTo(update);
    }

    @Test
    void latest_parsedPartThatLies_changesNothingThatIsSigned() {
        server.tamper(Tampering.PARSED);

        PriceUpdate update = hermes.latest(List.of(BTC));

        assertThat(update.findParsed(BTC).orElseThrow().price().oraclePrice())
                .isNotEqualTo(verified(update).get(BTC).oraclePrice());
        assertThat(hermes.latestEach(List.of(BTC)).get(BTC).orElseThrow().price())
                .isEqualTo(verified(update).get(BTC));
    }

    @Test
    void latest_unknownFeeds_areReportedBesideTheOthers() {
        PriceUpdate update = hermes.latest(List.of(UNKNOWN, BTC, feed(998)));

        assertThat(update.unknown()).containsExactlyInAnyOrder(UNKNOWN, feed(998));
        assertThat(verified(update)).containsOnlyKeys(BTC);
        assertThatExceptionOfType(UnknownFeeds.class)
                .isThrownBy(update::requireAll)
                .satisfies(e -> assertThat(e.feeds()).containsExactlyInAnyOrder(UNKNOWN, feed(998)))
                .withMessageContaining(UNKNOWN.hex());
        assertThat(hermes.latest(List.of(UNKNOWN)).unknown()).containsExactly(UNKNOWN);
    }

    @Test
    void latest_feedsThatStandStill_comeInOlderSlots() {
        server.publish(STOCK, "230", "0.1").closeMarket(STOCK);
        Instant closed = clock.instant();
        clock.advance(Duration.ofHours(3));

        PriceUpdate update = hermes.latest(List.of(BTC, STOCK, HYPE));

        assertThat(update.blobs()).hasSize(2);
        Map<Bytes32, UpdateMessage.Price> prices = verified(update);
        assertThat(prices.get(STOCK).publishTime()).isEqualTo(closed.getEpochSecond());
        assertThat(prices.get(BTC).publishTime()).isEqualTo(clock.instant().getEpochSecond());
        server.openMarket(STOCK);
        assertThat(hermes.latest(List.of(BTC, STOCK)).blobs()).hasSize(1);
    }

    @Test
    void latest_hundredsOfFeeds_areSplitAndJoined() {
        List<Bytes32> feeds = new ArrayList<>();
        for (int i = 1000; i < 1600; i++) {
            server.publish(feed(i), Integer.toString(i), "1");
            feeds.add(feed(i));
        }
        feeds.addAll(feeds.subList(0, 50));
        feeds.add(UNKNOWN);

        PriceUpdate update = hermes.latest(feeds);

        assertThat(verified(update)).hasSize(600);
        assertThat(update.parsed()).hasSize(600);
        assertThat(update.unknown()).containsExactly(UNKNOWN);
        assertThat(server.requests())
                .hasSize(6)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(8_000));
        assertThat(String.join("", server.requests()).split("ids%5B%5D=")).hasSize(602);
    }

    @Test
    void latest_blobTakesNoMoreThan255Messages_whateverTheAddressTakes() {
        List<Bytes32> feeds =
                IntStream.range(1000, 1300).mapToObj(HermesClientTest::feed).toList();
        feeds.forEach(feed -> server.publish(feed, "1", "1"));
        HermesClient roomy = client(settings.withUrlLength(100_000));

        PriceUpdate update = roomy.latest(feeds);

        assertThat(server.requests()).hasSize(2);
        assertThat(verified(update).keySet()).containsExactlyInAnyOrderElementsOf(feeds);
    }

    @Test
    void latest_partsInDifferentEncodings_areMalformed() {
        PriceUpdate hex = new PriceUpdate(new PriceUpdate.Binary("hex", List.of()), null);
        PriceUpdate base64 = new PriceUpdate(new PriceUpdate.Binary("base64", List.of()), null);

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> PriceUpdate.joined(List.of(hex, base64)))
                .withMessageContaining("base64");
    }

    @Test
    void latest_nothingAskedFor_isTheCallersMistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> hermes.latest(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> hermes.latestEach(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> hermes.at(List.of(), clock.instant()));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void latest_rpcPriceThatIsNoNumber_isMalformed() {
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> new PriceUpdate.RpcPrice("1.5", "1", -8, 1).oraclePrice());
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> new PriceUpdate.RpcPrice("1", "-1", -8, 1).oraclePrice());
        assertThat(new PriceUpdate.RpcPrice("-5", "18446744073709551615", 2, 1).oraclePrice())
                .isEqualTo(new OraclePrice(-5, 2, -1, Instant.ofEpochSecond(1)));
    }

    // ---- errors ----

    @Test
    void everyFault_isTyped() {
        FaultErrors.checkEach(server, "", () -> error(() -> hermes.latest(List.of(BTC))));
        FaultErrors.checkEach(server, "", () -> error(() -> hermes.at(List.of(BTC), clock.instant())));
        FaultErrors.checkEach(server, "", () -> error(() -> hermes.priceFeeds(PriceFeedFilter.all())));
        FaultErrors.checkEach(server, "", () -> error(hermes::latestPublisherStakeCaps));
        FaultErrors.checkEach(
                server,
                "",
                () -> hermes.latestEach(List.of(BTC)).get(BTC).findError().orElseThrow());
        BenchmarksClient archive = new BenchmarksClient(http(), server.url(), settings);
        FaultErrors.checkEach(server, "", () -> error(() -> archive.at(List.of(BTC), clock.instant())));
        FaultErrors.checkEach(
                server, "", () -> error(() -> archive.during(List.of(BTC), clock.instant(), Duration.ofSeconds(1))));

        assertThat(hermes.latest(List.of(BTC)).blobs()).hasSize(1);
    }

    @Test
    void unreachable_isTransport() {
        server.close();

        assertThat(error(() -> hermes.latest(List.of(BTC)))).isInstanceOf(Transport.class);
    }

    @Test
    void withoutKey_isUnauthorized_andSaysWhereKeysAreFrom() {
        server.requireKey("s3cret");

        assertThat(error(() -> hermes.latest(List.of(BTC))))
                .isInstanceOfSatisfying(
                        Unauthorized.class, e -> assertThat(e.status()).isEqualTo(401))
                .hasMessageContaining("pythdata.app")
                .satisfies(e -> assertThat(e.retryable()).isFalse());
        assertThat(hermes.priceFeeds(PriceFeedFilter.all()))
                .as("open to everybody")
                .hasSize(2);
    }

    @Test
    void token_isAskedForEachTime_andAgainAfterARefusal() {
        server.requireKey("second");
        List<String> tokens = Collections.synchronizedList(new ArrayList<>(List.of("first", "second", "second")));
        HermesClient keyed = hermes.withToken(() -> tokens.remove(0));

        assertThat(keyed.latest(List.of(BTC)).blobs()).hasSize(1);
        assertThat(server.requests()).hasSize(2);
        assertThat(keyed.latest(List.of(BTC)).blobs()).hasSize(1);
        assertThat(tokens).isEmpty();
    }

    @Test
    void token_thatStaysRefused_isSentOnce() {
        server.requireKey("right");

        assertThat(error(() -> client(settings.withRetries(QUICK))
                        .withToken(() -> "wr0ng")
                        .latest(List.of(BTC))))
                .isInstanceOf(Unauthorized.class);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\nbreak", "schlüssel"})
    void token_thatNoHeaderTakes_isTheCallersMistake_andNotShown(String token) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hermes.withToken(() -> token).latest(List.of(BTC)))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("words", "break", "schl"));
    }

    @Test
    void notEntitled_failsTheRequest_andNamesTheFeed() {
        server.grant("key", Set.of(BTC)).describe(new PriceFeed(HYPE.digits(), Map.of("asset_type", "Equity"), null));

        assertThat(error(() -> hermes.withToken(() -> "key").latest(List.of(BTC, HYPE))))
                .isInstanceOfSatisfying(NotEntitled.class, e -> {
                    assertThat(e.feed()).contains(HYPE);
                    assertThat(e.text())
                            .isEqualTo("Not entitled: feed " + HYPE.digits()
                                    + " (no grant accepts this feed (asset type 'equity'))");
                    assertThat(e.status()).isEqualTo(403);
                    assertThat(e.retryable()).isFalse();
                });
    }

    @Test
    void refusalOfAProxy_isNotAboutAFeed() {
        try (Scripted proxy = new Scripted(403, "<html>blocked</html>")) {
            SourceException error = error(() -> new HermesClient(http(), proxy.url()).latest(List.of(BTC)));

            assertThat(error).isExactlyInstanceOf(Rejected.class);
        }
    }

    @Test
    void unknownFeedsOfAStrictServer_areAllNamed_howeverMany() {
        List<Bytes32> feeds =
                IntStream.range(0, 90).mapToObj(HermesClientTest::feed).toList();
        String text = "Price ids not found: "
                + String.join(", ", feeds.stream().map(Bytes32::hex).toList());
        try (Scripted strict = new Scripted(404, text)) {
            HermesClient client = new HermesClient(http(), strict.url());

            assertThat(error(() -> client.latest(feeds))).isInstanceOfSatisfying(UnknownFeeds.class, e -> {
                assertThat(e.feeds()).containsExactlyInAnyOrderElementsOf(feeds);
                assertThat(e.status()).isEqualTo(404);
                assertThat(e.retryable()).isFalse();
            });
            assertThat(client.latestEach(feeds).values())
                    .allSatisfy(outcome ->
                            assertThat(outcome.findError().orElseThrow()).isInstanceOf(UnknownFeeds.class));
        }
    }

    /** Answers everything with the same status and text, or after some of these as the fake does. */
    private static final class Scripted extends FakeServer {
        private final int status;
        private final String text;

        Scripted(int status, String text) {
            this.status = status;
            this.text = text;
        }

        @Override
        protected MockResponse answer(RecordedRequest request) {
            return text(status, text);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void serverErrors_areAskedAgain_asOftenAsThePolicySays(int status) {
        try (Scripted sick = new Scripted(status, "RPC connection error: x")) {
            HermesClient client = new HermesClient(http(), sick.url(), settings.withRetries(QUICK));

            assertThat(error(() -> client.latest(List.of(BTC))))
                    .isInstanceOfSatisfying(
                            Rejected.class, e -> assertThat(e.status()).isEqualTo(status));
            assertThat(sick.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404, 418})
    void callersMistakes_areNeverAskedAgain(int status) {
        try (Scripted strict = new Scripted(status, "no")) {
            HermesClient client = new HermesClient(http(), strict.url(), settings.withRetries(QUICK));

            assertThat(error(() -> client.latest(List.of(BTC))).retryable()).isFalse();
            assertThat(strict.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpFault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"RATE_LIMITED"})
    void faultThatPasses_isNotSeen(HttpFault fault) {
        server.misbehave(fault, "latest", 2);

        assertThat(client(settings.withRetries(QUICK)).latest(List.of(BTC)).blobs())
                .hasSize(1);
        assertThat(server.requests()).hasSize(3);
    }

    // ---- limits ----

    @Test
    void tooManyRequests_saysHowLongToWait_andNothingIsSentMeanwhile() {
        server.limitRequests(2, Duration.ofSeconds(10), Duration.ofSeconds(60), true);
        HermesLimits limits = HermesLimits.of(1_000, Duration.ofSeconds(10), Duration.ofSeconds(77));
        HermesClient client = client(settings.withLimits(limits, Duration.ZERO).withRetries(QUICK));
        client.latest(List.of(BTC));
        client.latest(List.of(BTC));

        SourceException refusal = error(() -> client.latest(List.of(BTC)));

        assertThat(refusal).isInstanceOf(RateLimited.class);
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(60));
        assertThat(server.requests()).hasSize(3);
        SourceException own = error(() -> client.latest(List.of(BTC)));
        assertThat(own).isInstanceOf(RateLimited.class).hasMessageContaining("own limiter");
        assertThat(own.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        assertThat(error(
                        () -> client(settings.withLimits(limits, Duration.ZERO)).priceFeeds(PriceFeedFilter.all())))
                .as("another client of the same limits")
                .isInstanceOf(RateLimited.class);
        assertThat(server.requests()).as("nothing was sent").hasSize(3);
    }

    @Test
    void tooManyRequests_withoutAWord_isThePenalty() {
        server.limitRequests(1, Duration.ofSeconds(10), Duration.ofSeconds(60), false);
        HermesClient client = client(settings.withLimits(HermesLimits.documented(), Duration.ZERO));
        client.latest(List.of(BTC));

        assertThat(error(() -> client.latest(List.of(BTC))).retryAfter()).contains(Duration.ofSeconds(60));
    }

    @Test
    void ownLimiter_keepsWithinTheDocumentedBudget() {
        server.limitRequests(10, Duration.ofSeconds(10), Duration.ofSeconds(60), true);
        HermesClient client = client(
                settings.withLimits(HermesLimits.documented(), Duration.ZERO).withRetries(QUICK));
        int answered = 0;
        SourceException refusal = null;
        for (int i = 0; i < 12 && refusal == null; i++) {
            Outcome<PriceUpdate> outcome = Outcome.of(() -> client.latest(List.of(BTC)));
            answered += outcome.findValue().isPresent() ? 1 : 0;
            refusal = outcome.findError().orElse(null);
        }

        assertThat(answered).as("ordinary requests leave one for urgent ones").isEqualTo(9);
        assertThat(refusal).isInstanceOf(RateLimited.class).hasMessageContaining("own limiter");
        assertThat(server.requests()).hasSize(9);
    }

    // ---- outcome per feed ----

    @Test
    void latestEach_everyFeedHasItsOwnOutcome() {
        server.grant("key", Set.of(BTC, feed(4))).publish(STOCK, "1", "1").publishNothing(feed(4));

        Map<Bytes32, Outcome<FeedUpdate>> each =
                hermes.withToken(() -> "key").latestEach(List.of(STOCK, UNKNOWN, BTC, HYPE, feed(4), BTC));

        assertThat(each.keySet()).containsExactly(STOCK, UNKNOWN, BTC, HYPE, feed(4));
        FeedUpdate btc = each.get(BTC).orElseThrow();
        assertThat(btc.feed()).isEqualTo(BTC);
        assertThat(btc.price().oraclePrice().value()).isEqualByComparingTo("100000.5");
        assertThat(btc.parsed().orElseThrow().feed()).isEqualTo(BTC);
        assertThat(UpdateVerifier.trusting(ROUTERS.trust()).verify(btc.blob())).isInstanceOf(Verified.class);
        for (Bytes32 refused : List.of(STOCK, HYPE)) {
            assertThat(each.get(refused).findError().orElseThrow())
                    .isInstanceOfSatisfying(
                            NotEntitled.class, e -> assertThat(e.feed()).contains(refused));
        }
        assertThat(each.get(UNKNOWN).findError().orElseThrow())
                .isInstanceOfSatisfying(
                        UnknownFeeds.class, e -> assertThat(e.feeds()).containsExactly(UNKNOWN));
        assertThat(each.get(feed(4)).findError().orElseThrow())
                .isInstanceOfSatisfying(
                        NeverUpdated.class, e -> assertThat(e.feed()).isEqualTo(feed(4)))
                .hasMessageContaining("never had a price");
        assertThat(server.requests()).as("one more for each refused feed").hasSize(3);
    }

    @Test
    void latestEach_refusalThatNamesNobody_isFoundByHalves() {
        List<Bytes32> feeds = List.of(feed(1), feed(2), feed(3), feed(4), feed(5));
        feeds.forEach(feed -> server.publish(feed, "1", "1"));
        try (FakeServer vague = new FakeServer() {
            @Override
            protected MockResponse answer(RecordedRequest request) {
                return request.getTarget().contains(feed(4).digits())
                        ? text(403, "Not entitled: one of the feeds")
                        : json(answerOf(server, request));
            }
        }) {
            Map<Bytes32, Outcome<FeedUpdate>> each = new HermesClient(http(), vague.url()).latestEach(feeds);

            assertThat(each.get(feed(4)).findError().orElseThrow()).isInstanceOf(NotEntitled.class);
            assertThat(each.values().stream()
                            .filter(outcome -> outcome.findValue().isPresent()))
                    .hasSize(4);
        }
    }

    private static String answerOf(FakeHermes behind, RecordedRequest request) {
        try (Response answer = new OkHttpClient()
                .newCall(new Request.Builder()
                        .url(behind.url().resolve(request.getTarget()))
                        .build())
                .execute()) {
            return answer.body().string();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void latestEach_partThatFails_costsOnlyItsFeeds() {
        List<Bytes32> feeds =
                IntStream.range(1000, 1010).mapToObj(HermesClientTest::feed).toList();
        feeds.forEach(feed -> server.publish(feed, "1", "1"));
        server.misbehave(HttpFault.SERVER_ERROR, feeds.get(0).digits());

        Map<Bytes32, Outcome<FeedUpdate>> each =
                client(settings.withUrlLength(600)).latestEach(feeds);

        List<Bytes32> failed = feeds.stream()
                .filter(feed -> each.get(feed).findError().isPresent())
                .toList();
        assertThat(failed).hasSizeBetween(2, 8).isEqualTo(feeds.subList(0, failed.size()));
    }

    @Test
    void latestEach_blobThatCannotBeRead_isMalformed_notUnknown() {
        String good = hermes.latest(List.of(BTC)).binary().data().get(0);
        try (Scripted odd =
                new Scripted(200, "{\"binary\":{\"encoding\":\"base64\",\"data\":[\"" + good + "\",\"UE5BVQ==\"]}}")) {
            HermesClient client = new HermesClient(http(), odd.url());

            Map<Bytes32, Outcome<FeedUpdate>> each = client.latestEach(List.of(BTC, HYPE));

            assertThat(each.get(BTC).findValue()).isPresent();
            assertThat(each.get(HYPE).findError().orElseThrow()).isInstanceOf(MalformedResponse.class);
            assertThat(client.latest(List.of(BTC, HYPE)).unknown())
                    .as("nobody knows what is in the other blob")
                    .isEmpty();
        }
    }

    // ---- the past ----

    @Test
    void at_givesTheOneUpdateOfThatSecond() {
        Instant start = clock.instant();
        clock.advance(Duration.ofSeconds(100));
        server.publish(BTC, "99000", "1");
        clock.advance(Duration.ofSeconds(100));

        UpdateMessage.Price before =
                verified(hermes.at(List.of(BTC), start.plusSeconds(99))).get(BTC);
        UpdateMessage.Price after =
                verified(hermes.at(List.of(BTC), start.plusSeconds(100))).get(BTC);

        assertThat(before.oraclePrice().value()).isEqualByComparingTo("100000.5");
        assertThat(before.publishTime()).isEqualTo(start.getEpochSecond() + 99);
        assertThat(before.prevPublishTime()).isEqualTo(start.getEpochSecond() + 98);
        assertThat(after.oraclePrice().value()).isEqualByComparingTo("99000");
    }

    @Test
    void at_partOfASecond_isRoundedUp() {
        clock.advance(Duration.ofSeconds(10));
        Instant time = clock.instant().minusMillis(5_001);

        UpdateMessage.Price price = verified(hermes.at(List.of(BTC), time)).get(BTC);

        assertThat(price.publishTime()).isEqualTo(clock.instant().getEpochSecond() - 5);
    }

    @Test
    void at_feedThatStoodStill_givesTheFirstAfterwards() {
        server.publish(STOCK, "230", "1").closeMarket(STOCK);
        Instant closed = clock.instant();
        clock.advance(Duration.ofSeconds(500));
        server.openMarket(STOCK);

        Map<Bytes32, UpdateMessage.Price> prices = verified(hermes.at(List.of(STOCK, BTC), closed.plusSeconds(100)));

        assertThat(prices.get(STOCK).publishTime()).isEqualTo(closed.getEpochSecond() + 500);
        assertThat(prices.get(BTC).publishTime()).isEqualTo(closed.getEpochSecond() + 100);
    }

    @Test
    void at_timeBeyondTheEnd_isNotFound_andNotAskedAgain() {
        server.publish(STOCK, "230", "1").closeMarket(STOCK);
        clock.advance(Duration.ofSeconds(500));

        SourceException error = error(() -> client(settings.withRetries(QUICK))
                .at(List.of(STOCK, BTC), clock.instant().minusSeconds(100)));

        assertThat(error).isInstanceOf(UpdateNotFound.class).hasMessageContaining("Update data not found");
        assertThat(error.retryable()).isFalse();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void at_unknownFeed_isReported() {
        assertThat(hermes.at(List.of(BTC, UNKNOWN), clock.instant()).unknown()).containsExactly(UNKNOWN);
    }

    @Test
    void at_justPassed_isAskedForOnceMore() {
        clock.advance(Duration.ofSeconds(10));
        server.publishLate(Duration.ofSeconds(2));
        Instant now = clock.instant();
        AtomicInteger asked = new AtomicInteger();
        HermesClient patient = client(settings.withRetries(QUICK)).withToken(() -> {
            // the second request comes when the update can be had
            if (asked.incrementAndGet() == 2) {
                clock.advance(Duration.ofSeconds(2));
            }
            return "key";
        });

        assertThat(verified(patient.at(List.of(BTC), now)).get(BTC).publishTime())
                .isEqualTo(now.getEpochSecond());
        assertThat(asked).hasValue(2);
    }

    @Test
    void at_justPassedAndStillNotThere_isAskedForTwiceAndNoMore() {
        clock.advance(Duration.ofSeconds(10));
        server.publishLate(Duration.ofSeconds(8));

        SourceException error = error(() -> client(settings.withRetries(QUICK)).at(List.of(BTC), clock.instant()));

        assertThat(error).isInstanceOf(UpdateNotFound.class);
        assertThat(error.retryable()).isFalse();
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void at_justPassed_whoAsksOnce_isToldToComeAgain() {
        clock.advance(Duration.ofSeconds(10));
        server.publishLate(Duration.ofSeconds(2));

        SourceException error = error(() -> hermes.at(List.of(BTC), clock.instant()));

        assertThat(error).isInstanceOf(UpdateNotFound.class);
        assertThat(error.retryable()).isTrue();
        assertThat(error.retryAfter()).isPresent();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void history_isTheSameFromBothServices() {
        Instant start = clock.instant();
        clock.advance(Duration.ofHours(1));
        BenchmarksClient archive = new BenchmarksClient(http(), server.url(), settings);

        for (UpdateHistory history : List.of(hermes, archive)) {
            PriceUpdate update = history.at(List.of(BTC, HYPE, BTC), start.plusSeconds(7));
            assertThat(verified(update).get(BTC).publishTime()).isEqualTo(start.getEpochSecond() + 7);
            assertThat(update.findParsed(HYPE).orElseThrow().metadata())
                    .as("the archive knows no slots")
                    .isEqualTo(new PriceUpdate.Metadata(null, null, start.getEpochSecond() + 6));
        }
        assertThat(error(() -> archive.at(List.of(BTC, UNKNOWN), start)))
                .isInstanceOfSatisfying(
                        UnknownFeeds.class, e -> assertThat(e.feeds()).containsExactly(UNKNOWN));
    }

    @Test
    void archive_givesEverySecondOfASpan() {
        Instant start = clock.instant();
        clock.advance(Duration.ofSeconds(100));
        BenchmarksClient archive = new BenchmarksClient(http(), server.url(), settings);

        List<PriceUpdate> updates = archive.during(List.of(BTC, HYPE), start.plusSeconds(3), Duration.ofSeconds(60));

        assertThat(updates.stream().map(update -> verified(update).get(BTC).publishTime() - start.getEpochSecond()))
                .containsExactlyElementsOf(
                        IntStream.range(3, 63).mapToObj(Long::valueOf).toList());
        for (Duration span : List.of(Duration.ZERO, Duration.ofSeconds(61), Duration.ofMillis(1_500))) {
            assertThatIllegalArgumentException().isThrownBy(() -> archive.during(List.of(BTC), start, span));
        }
    }

    // ---- catalogue and caps ----

    @Test
    void priceFeeds_areListedAndFiltered() {
        server.describe(new PriceFeed(
                        STOCK.digits(),
                        Map.of(
                                "symbol",
                                "Equity.US.AAPL/USD",
                                "asset_type",
                                "Equity",
                                "schedule",
                                "UTC;C,C,C,C,C,C,C;"),
                        null))
                .describe(new PriceFeed(
                        BTC.digits(),
                        Map.of("symbol", "Crypto.BTC/USD", "asset_type", "Crypto"),
                        new MarketHours(true, null, 5L)));

        assertThat(hermes.priceFeeds(PriceFeedFilter.all())).hasSize(3);
        PriceFeed btc = hermes.priceFeeds(PriceFeedFilter.matching("btc/")).get(0);
        assertThat(btc.feed()).isEqualTo(BTC);
        assertThat(btc.symbol()).isEqualTo("Crypto.BTC/USD");
        assertThat(btc.market_hours()).isEqualTo(new MarketHours(true, null, 5L));
        assertThat(btc.schedule()).isEmpty();
        assertThat(hermes.priceFeeds(PriceFeedFilter.all().ofType("equity")))
                .singleElement()
                .satisfies(feed -> {
                    assertThat(feed.market_hours()).isNull();
                    assertThat(feed.isOpen(clock.instant())).contains(false);
                });
        assertThat(hermes.priceFeeds(PriceFeedFilter.matching("btc").ofType("equity")))
                .isEmpty();
    }

    @Test
    void priceFeeds_valuesThatAreNull_areNotThere() {
        String row = "[{\"id\":\"" + BTC.digits()
                + "\",\"new\":1,\"attributes\":{\"symbol\":\"X\",\"country\":null,\"publish_interval\":0.05},"
                + "\"market_hours\":{\"is_open\":true,\"next_open\":null}}]";
        try (Scripted server = new Scripted(200, row)) {
            PriceFeed feed = new HermesClient(http(), server.url())
                    .priceFeeds(PriceFeedFilter.all())
                    .get(0);

            assertThat(feed.attributes()).isEqualTo(Map.of("symbol", "X", "publish_interval", "0.05"));
            assertThat(feed.isOpen(clock.instant())).contains(true);
        }
    }

    @Test
    void publisherStakeCaps_areSignedAndParsed() {
        Bytes32 first = Bytes32.parse("00".repeat(31) + "01");
        server.capStake(first, -1).capStake(Bytes32.parse("ff".repeat(32)), 5);

        PublisherStakeCaps caps = hermes.latestPublisherStakeCaps();

        Verified verified = (Verified)
                UpdateVerifier.trusting(ROUTERS.trust()).verify(caps.blobs().get(0));
        UpdateMessage.PublisherStakeCaps message =
                (UpdateMessage.PublisherStakeCaps) verified.messages().get(0);
        assertThat(message.caps()).hasSize(2);
        assertThat(caps.parsed()).isNotNull();
        assertThat(caps.parsed().get(0).publisher_stake_caps())
                .containsExactly(
                        new PublisherStakeCaps.PublisherCap(
                                "1".repeat(31) + "2", new BigInteger("18446744073709551615")),
                        new PublisherStakeCaps.PublisherCap(
                                "JEKNVnkbo3jma5nREBBJCDoXFVeKkD56V3xKrvRmWxFG", BigInteger.valueOf(5)));
        assertThat(client(settings.withParsed(false)).latestPublisherStakeCaps().parsed())
                .isNull();
        server.requireKey("key");
        assertThat(error(hermes::latestPublisherStakeCaps)).isInstanceOf(Unauthorized.class);
    }

    @Test
    void notFoundOfAnotherKind_isCoresKind() {
        try (Scripted strange = new Scripted(404, "Benchmark price is not unique")) {
            assertThat(error(() -> new HermesClient(http(), strange.url()).latest(List.of(BTC))))
                    .isInstanceOf(NotFound.class);
        }
    }
}
