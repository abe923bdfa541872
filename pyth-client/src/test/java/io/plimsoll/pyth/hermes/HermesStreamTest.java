package io.plimsoll.pyth.hermes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.core.kit.stream.ReconnectPolicy;
import io.plimsoll.core.kit.stream.StreamLoss;
import io.plimsoll.core.kit.stream.testing.FakeStreamServer;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.pyth.PythFeeds;
import io.plimsoll.pyth.hermes.HermesEvent.Closed;
import io.plimsoll.pyth.hermes.HermesEvent.ConnectFailed;
import io.plimsoll.pyth.hermes.HermesEvent.Gap;
import io.plimsoll.pyth.hermes.HermesEvent.Interrupted;
import io.plimsoll.pyth.hermes.HermesEvent.Notice;
import io.plimsoll.pyth.hermes.HermesEvent.Opened;
import io.plimsoll.pyth.hermes.HermesEvent.Prices;
import io.plimsoll.pyth.hermes.HermesEvent.Refused;
import io.plimsoll.pyth.hermes.HermesEvent.Restored;
import io.plimsoll.pyth.hermes.HermesEvent.Silence;
import io.plimsoll.pyth.hermes.HermesEvent.Silent;
import io.plimsoll.pyth.hermes.HermesEvent.Undecodable;
import io.plimsoll.pyth.testing.FakeHermes;
import io.plimsoll.pyth.testing.FakeHermesStreams;
import io.plimsoll.pyth.testing.UpdateSigner;
import io.plimsoll.pyth.update.Reason;
import io.plimsoll.pyth.update.UpdateVerifier;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HermesStreamTest {
    private static final Bytes32 HYPE = PythFeeds.USD.get("HYPE");
    private static final Bytes32 BTC = PythFeeds.USD.get("BTC");
    private static final Bytes32 ETH = PythFeeds.USD.get("ETH");
    private static final Bytes32 NOBODYS = Bytes32.parse("ab".repeat(32));
    private static final String NAME = "hermes-stream-under-test";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SLOT = Duration.ofMillis(400);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ReconnectPolicy QUICK =
            new ReconnectPolicy(Duration.ofMillis(2), Duration.ofMillis(20), Duration.ofSeconds(10));
    private static final FillPolicy EAGER =
            new FillPolicy(Duration.ofSeconds(60), Duration.ZERO, Duration.ofMillis(1), 2, Duration.ofSeconds(20));

    private final ManualClock clock = ManualClock.atNewYear();
    private final UpdateSigner signer = UpdateSigner.named("stream");
    private final FakeHermes hermes =
            FakeHermes.start(signer, clock).publish(HYPE, "40", "0.01").publish(BTC, "100000", "20");
    private final FakeHermesStreams streams = hermes.streams();
    private final UpdateVerifier verifier = UpdateVerifier.trusting(signer.trust());
    private final PriceTape tape = new PriceTape();
    private final AtomicReference<HermesStream> running = new AtomicReference<>();
    private final long start = clock.instant().getEpochSecond();

    @AfterEach
    void close() {
        Optional.ofNullable(running.get()).ifPresent(HermesStream::close);
        hermes.close();
        assertThat(tape.overlaps()).as("events are told one by one").isZero();
    }

    private HermesClient history() {
        return new HermesClient(
                HttpJson.of(HermesClient.SOURCE, new OkHttpClient(), Duration.ofSeconds(20)), hermes.url());
    }

    private HermesStream.Builder builder(HermesListener listener) {
        return builder(listener, history());
    }

    private HermesStream.Builder builder(HermesListener listener, UpdateHistory history) {
        return HermesStream.builder(hermes.url(), history, verifier, listener)
                .name(NAME)
                .clock(clock)
                .reconnect(QUICK)
                .silence(HOUR)
                .silentAfter(HOUR)
                .connectTimeout(Duration.ofSeconds(20))
                .fill(EAGER);
    }

    private HermesStream start(HermesStream.Builder builder, Bytes32... feeds) {
        HermesStream stream = builder.build(List.of(feeds));
        running.set(stream);
        stream.start();
        return stream;
    }

    private HermesStream startHype() {
        return startHype(builder -> builder);
    }

    private HermesStream startHype(UnaryOperator<HermesStream.Builder> more) {
        HermesStream stream = start(more.apply(builder(tape)), HYPE);
        awaitOpened(1);
        return stream;
    }

    /** The session is open on both ends. */
    private void awaitOpened(int sessions) {
        await().untilAsserted(() -> {
            assertThat(tape.of(Opened.class)).hasSizeGreaterThanOrEqualTo(sessions);
            assertThat(streams.live()).isPositive();
        });
    }

    /** So many slots, each of which reaches the stream before the next. */
    private void slots(int count) {
        for (int slot = 0; slot < count; slot++) {
            slot();
        }
    }

    private void slot() {
        long before = running.get().status().frames();
        clock.advance(SLOT);
        streams.tick();
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> running.get().status().frames() > before);
    }

    /** The first slot of each of so many seconds. */
    private void seconds(int count) {
        for (int second = 0; second < count; second++) {
            long before = running.get().status().frames();
            clock.advance(SECOND);
            streams.tick();
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> running.get().status().frames() > before);
        }
    }

    private void awaitSeconds(long from, long to) {
        await().untilAsserted(() -> assertThat(tape.seconds(HYPE))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(from, to).boxed().toList()));
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(thread -> thread.startsWith(NAME))
                .toList();
    }

    // ---- what is told

    @Test
    void prices_comeOncePerSecond_verified_withTheBlobThatProvesThem() {
        HermesStream stream = startHype();

        slots(10);

        awaitSeconds(start, start + 4);
        assertThat(tape.ticks()).hasSize(5); // the same price in another slot is not told
        PriceTick tick = tape.ticks().get(2);
        assertThat(tick.feed()).isEqualTo(HYPE);
        assertThat(tick.price().price()).isEqualTo(40_00000000L);
        assertThat(tick.attestation().network()).isEqualTo("stream");
        assertThat(tick.restored()).isFalse();
        assertThat(tick.publishTime()).isEqualTo(Instant.ofEpochSecond(start + 2));
        Verified proof = (Verified) verifier.verify(tick.update().bytes());
        assertThat(proof.messages()).contains(tick.price());
        assertThat(proof.slot()).isEqualTo(tick.slot());
        assertThat(stream.status().repeated()).isEqualTo(5);
        assertThat(stream.status().requests()).as("nothing was missed").isZero();
        assertThat(hermes.requests().get(0)).contains("encoding=base64").contains("parsed=false");
    }

    @Test
    void pricesWithinASecond_areTold_andMarkedAsNotUnique() {
        streams.moveWithinSeconds();
        startHype();

        slots(9);

        await().until(() -> tape.ticks().size() == 9);
        assertThat(tape.ticks().stream().filter(PriceTick::isUnique)).hasSize(4);
        assertThat(tape.ticks()).isSortedAccordingTo((one, other) -> Long.compareUnsigned(one.slot(), other.slot()));
    }

    @Test
    void uniqueOnly_asksForFirstUpdates_andGetsNoOthers() {
        streams.moveWithinSeconds();
        HermesStream stream = startHype(HermesStream.Builder::uniqueOnly);
        for (int slot = 0; slot < 10; slot++) {
            clock.advance(SLOT);
            streams.tick();
        }

        awaitSeconds(start, start + 4);
        assertThat(stream.status().frames()).isEqualTo(5);
        assertThat(hermes.requests().get(0)).contains("benchmarks_only=true");
    }

    @Test
    void feedsOfOneFrame_comeTogether() {
        start(builder(tape), HYPE, BTC);
        awaitOpened(1);

        slots(1);

        await().until(() -> tape.of(Prices.class).size() == 1);
        assertThat(tape.ticks()).extracting(PriceTick::feed).containsExactlyInAnyOrder(HYPE, BTC);
    }

    @Test
    void latest_hasTwoAges_thatOfThePriceAndThatOfTheMessage() {
        HermesStream stream = startHype();
        assertThat(stream.latest(HYPE)).isEmpty();
        slots(1);
        await().until(() -> stream.latest(HYPE).isPresent());
        clock.advance(Duration.ofMillis(600));
        hermes.closeMarket(HYPE);

        seconds(10);

        await().untilAsserted(() -> {
            LatestPrice latest = stream.latest(HYPE).orElseThrow();
            assertThat(latest.messageAge(clock.instant())).isZero();
            assertThat(latest.priceAge(clock.instant())).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        });
        clock.advance(HOUR);
        assertThat(stream.latest(HYPE).orElseThrow().messageAge(clock.instant()))
                .isEqualTo(HOUR);
        assertThat(stream.latest(BTC)).isEmpty();
    }

    // ---- frames that are not what they should be

    @Test
    void forgedFrame_isRefused_givesNothingOut_andIsFilledIn() {
        HermesStream stream = startHype();
        seconds(1);
        streams.forge(2);
        seconds(2);
        assertThat(stream.latest(HYPE).orElseThrow().tick().price().publishTime())
                .isEqualTo(start + 1);

        seconds(1);

        awaitSeconds(start + 1, start + 4);
        assertThat(tape.of(Refused.class))
                .extracting(Refused::reason)
                .containsOnly(Reason.INVALID_SIGNATURE)
                .hasSize(2);
        assertThat(tape.ticks().stream().filter(PriceTick::restored)).hasSize(2);
        assertThat(tape.of(Restored.class))
                .containsExactly(
                        new Restored(HYPE, Instant.ofEpochSecond(start + 2), Instant.ofEpochSecond(start + 3), 2));
        tape.ticks()
                .forEach(tick ->
                        assertThat(verifier.verify(tick.update().bytes())).isInstanceOf(Verified.class));
    }

    @Test
    void networkThatIsNotTrusted_givesNoPrice() {
        UpdateVerifier other =
                UpdateVerifier.trusting(UpdateSigner.named("other").trust());
        HermesStream stream = HermesStream.builder(
                        hermes.url(),
                        new HermesClient(
                                HttpJson.of(HermesClient.SOURCE, new OkHttpClient(), Duration.ofSeconds(5)),
                                hermes.url()),
                        other,
                        tape)
                .name(NAME)
                .clock(clock)
                .build(List.of(HYPE));
        running.set(stream);
        stream.start();
        awaitOpened(1);

        seconds(3);

        await().until(() -> tape.of(Refused.class).size() == 3);
        assertThat(tape.ticks()).isEmpty();
        assertThat(stream.latest(HYPE)).isEmpty();
        assertThat(tape.of(Refused.class)).extracting(Refused::reason).containsOnly(Reason.UNTRUSTED_EMITTER);
    }

    @Test
    void framesThatAreNoUpdates_areTold_andCostNothing() {
        HermesStream stream = startHype();
        List<String> bad = List.of(
                "nonsense",
                "{}",
                "null",
                "[]",
                "{\"binary\":null}",
                "{\"binary\":{\"encoding\":\"hex\",\"data\":[\"zz\"]}}",
                "{\"binary\":{\"encoding\":\"rot13\",\"data\":[\"00\"]}}",
                "{\"binary\":{\"encoding\":\"hex\",\"data\":[null]}}");
        bad.forEach(streams::sendRaw);
        streams.sendRaw("{\"binary\":{\"encoding\":\"hex\",\"data\":[\"00\"]}}");
        streams.sendRaw("{\"binary\":{\"encoding\":\"hex\",\"data\":[]},\"new\":1}");
        await().until(() -> stream.status().frames() == bad.size() + 2);

        seconds(2);

        awaitSeconds(start + 1, start + 2);
        assertThat(tape.of(Undecodable.class)).hasSize(bad.size());
        assertThat(tape.of(Refused.class)).extracting(Refused::reason).containsExactly(Reason.TRUNCATED);
        assertThat(stream.status().undecodable()).isEqualTo(bad.size());
        assertThat(streams.opened()).as("the session stays").isEqualTo(1);
    }

    @Test
    void framesSplitAnywhere_areReadWhole() {
        startHype();
        for (int bytes : new int[] {1, 7, 100, 1000}) {
            streams.split(bytes);
            seconds(1);
        }

        awaitSeconds(start + 1, start + 4);
        assertThat(tape.of(Undecodable.class)).isEmpty();
    }

    @Test
    void repeatedFrames_areNotToldAgain() {
        HermesStream stream = startHype();
        seconds(2);
        for (int n = 0; n < 5; n++) {
            streams.repeat();
        }
        await().until(() -> stream.status().frames() == 7);

        assertThat(tape.ticks()).hasSize(2);
        assertThat(stream.status().repeated()).isEqualTo(5);
    }

    @Test
    void slotsOutOfOrder_fillTheHoleTheyLeft_withoutARequest() {
        HermesStream stream = startHype(builder -> builder.allowUnordered()
                .fill(new FillPolicy(Duration.ofSeconds(60), HOUR, Duration.ZERO, 1, Duration.ZERO)));
        seconds(1);
        streams.reorder();
        clock.advance(SECOND);
        streams.tick(); // held back
        clock.advance(SECOND);
        streams.tick();

        await().untilAsserted(() -> assertThat(tape.seconds(HYPE)).containsExactly(start + 1, start + 3, start + 2));
        assertThat(tape.ticks()).extracting(PriceTick::restored).containsExactly(false, false, true);
        assertThat(tape.of(Restored.class)).hasSize(1);
        assertThat(stream.status().requests()).isZero();
    }

    @Test
    void slotsOutOfOrder_thatHermesDrops_areReadFromHistory() {
        startHype();
        seconds(1);
        streams.reorder();
        clock.advance(SECOND);
        streams.tick();
        clock.advance(SECOND);
        streams.tick();

        awaitSeconds(start + 1, start + 3);
    }

    // ---- losses

    @Test
    void cutConnection_missesNoSecond() {
        HermesStream stream = startHype();
        seconds(3);

        streams.cutAll();
        clock.advance(Duration.ofSeconds(20));
        awaitOpened(2);
        seconds(2);

        awaitSeconds(start + 1, start + 25);
        assertThat(tape.of(Interrupted.class)).hasSize(1);
        assertThat(tape.of(Gap.class)).isEmpty();
        assertThat(tape.of(Restored.class))
                .containsExactly(
                        new Restored(HYPE, Instant.ofEpochSecond(start + 4), Instant.ofEpochSecond(start + 23), 20));
        assertThat(tape.ticks(HYPE).stream().filter(PriceTick::restored))
                .as("oldest first")
                .extracting(tick -> tick.price().publishTime())
                .isSorted();
        assertThat(stream.status().restored()).isEqualTo(20);
        assertThat(stream.status().requests()).isEqualTo(20);
        assertThat(stream.status().missing()).isZero();
    }

    @Test
    void severalFeedsThatMissTheSameSeconds_areAskedForTogether() {
        HermesStream stream = start(builder(tape), HYPE, BTC);
        awaitOpened(1);
        seconds(1);
        streams.skip(5);
        for (int second = 0; second < 5; second++) {
            clock.advance(SECOND);
            streams.tick();
        }
        seconds(1);

        awaitSeconds(start + 1, start + 7);
        await().until(() -> tape.seconds(BTC).size() == 7);
        assertThat(stream.status().requests()).isEqualTo(5);
    }

    @Test
    void sessionThatBeginsInTheMiddleOfASecond_getsItsUniqueUpdateToo() {
        streams.moveWithinSeconds();
        startHype();
        slots(1); // 0.4
        streams.cutAll();
        awaitOpened(2);
        clock.advance(Duration.ofMillis(600)); // 1.0, seen by nobody
        streams.skip(1);
        streams.tick();
        slots(1); // 1.4: not the first of its second

        await().until(() -> tape.seconds(HYPE).contains(start + 1));
        assertThat(tape.ticks(HYPE))
                .extracting(PriceTick::restored, PriceTick::isUnique)
                .containsExactly(tuple(false, true), tuple(false, false), tuple(true, true));
    }

    @Test
    void silentSocket_isReplaced_andCommentsDoNotKeepIt() {
        startHype(builder -> builder.silence(Duration.ofMillis(400)));
        tickUntilTold();
        int before = tape.of(Opened.class).size();
        await().pollInterval(Duration.ofMillis(50)).until(() -> {
            streams.keepAlive();
            return tape.of(Opened.class).size() > before;
        });
        tickUntilTold();
        long opened = streams.opened();
        streams.goHalfOpen();
        await().until(() -> streams.opened() > opened);
        tickUntilTold();

        assertThat(tape.of(Interrupted.class))
                .extracting(Interrupted::cause)
                .containsOnly(StreamLoss.SILENT)
                .hasSizeGreaterThanOrEqualTo(2);
        awaitNoHole();
    }

    @Test
    void halfAFrame_isLost_andFilledIn() {
        startHype(builder -> builder.silence(Duration.ofMillis(400)));
        tickUntilTold();
        long opened = streams.opened();
        streams.stall();
        clock.advance(Duration.ofSeconds(3));
        await().until(() -> streams.opened() > opened);
        tickUntilTold();

        assertThat(tape.of(Undecodable.class)).isEmpty();
        awaitNoHole();
    }

    /** Seconds go by until one of them is told, whatever becomes of the sessions meanwhile. */
    private void tickUntilTold() {
        int before = tape.ticks(HYPE).size();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    clock.advance(SECOND);
                    streams.tick();
                    return tape.ticks(HYPE).size() > before;
                });
    }

    private void awaitNoHole() {
        await().untilAsserted(() -> {
            List<Long> told = tape.seconds(HYPE).stream().sorted().toList();
            assertThat(told)
                    .containsExactlyElementsOf(LongStream.rangeClosed(told.get(0), told.get(told.size() - 1))
                            .boxed()
                            .toList());
        });
    }

    @Test
    void endOfTheDay_andLag_openTheNextSessionAtOnce() {
        ReconnectPolicy slow = new ReconnectPolicy(HOUR, HOUR, HOUR);
        startHype(builder -> builder.reconnect(slow));
        seconds(2);

        streams.endDay();
        clock.advance(SECOND);
        streams.tick();
        awaitOpened(2);
        seconds(1);

        awaitSeconds(start + 1, start + 4);
        assertThat(tape.of(Notice.class)).extracting(Notice::text).containsExactly("Connection timeout reached (24h)");
        assertThat(tape.of(ConnectFailed.class)).isEmpty();
    }

    @Test
    void slowReader_isCutByHermes_andNothingIsMissed() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(1);
        HermesListener slow = event -> {
            if (event instanceof Prices prices && prices.ticks().get(0).price().publishTime() == start + 2) {
                stuck.countDown();
                await().atMost(Duration.ofMinutes(1)).until(() -> goOn.getCount() == 0);
            }
            tape.onEvent(event);
        };
        streams.endAtLag(8);
        HermesStream stream = start(builder(slow).queueCapacity(4), HYPE);
        awaitOpened(1);
        seconds(1);
        clock.advance(SECOND);
        streams.tick();
        stuck.await();
        String padded = "{\"binary\":{\"encoding\":\"hex\",\"data\":[]},\"padding\":\"" + "x".repeat(1 << 20) + "\"}";
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> {
                    streams.sendRaw(padded);
                    return streams.live() == 0;
                });
        clock.advance(Duration.ofSeconds(3));
        goOn.countDown();
        awaitOpened(2);
        seconds(1);

        awaitSeconds(start + 1, start + 6);
        assertThat(stream.status().listenerFailures()).isZero();
    }

    @Test
    void errorThatGoesOn_isTold_andKeepsTheSession() {
        startHype();
        seconds(1);
        streams.tellError("channel closed");
        seconds(1);

        awaitSeconds(start + 1, start + 2);
        assertThat(tape.of(Notice.class))
                .extracting(Notice::text)
                .containsExactly("Error receiving update: channel closed");
        assertThat(streams.opened()).isEqualTo(1);
    }

    @Test
    void renewal_overlaps_withoutHolesAndDoubles() {
        startHype(builder -> builder.renewAfter(Duration.ofMillis(50)));
        streams.moveWithinSeconds();

        await().pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    clock.advance(SLOT);
                    streams.tick();
                    return tape.of(Opened.class).size() > 6;
                });

        List<Long> told = tape.seconds(HYPE);
        long newest = told.stream().mapToLong(Long::longValue).max().orElseThrow();
        await().untilAsserted(() -> assertThat(tape.seconds(HYPE))
                .doesNotHaveDuplicates()
                .containsAll(LongStream.rangeClosed(told.get(0), newest).boxed().toList()));
        assertThat(tape.ticks()).extracting(PriceTick::slot).doesNotHaveDuplicates();
        assertThat(tape.of(Interrupted.class)).isEmpty();
    }

    // ---- gaps

    @Test
    void moreThanReaches_isAGap_andTheRestIsFilledIn() {
        HermesStream stream = startHype();
        seconds(1);
        streams.cutAll();
        clock.advance(Duration.ofSeconds(100));
        awaitOpened(2);
        seconds(1);

        await().until(() -> tape.of(Restored.class).size() == 1);
        Gap gap = tape.of(Gap.class).get(0);
        assertThat(gap.from()).isEqualTo(Instant.ofEpochSecond(start + 2));
        assertThat(gap.to()).isEqualTo(Instant.ofEpochSecond(start + 41));
        assertThat(gap.why()).contains("60 s");
        assertThat(tape.seconds(HYPE)).hasSize(62).contains(start + 42L, start + 101L);
        assertThat(stream.status().lost()).isEqualTo(40);
    }

    @Test
    void noFilling_tellsEachHoleAtOnce() {
        startHype(builder -> builder.fill(FillPolicy.none()));
        seconds(1);
        clock.advance(Duration.ofSeconds(3));
        seconds(1);

        await().until(() -> tape.of(Restored.class).size() == 1);
        assertThat(tape.of(Gap.class))
                .extracting(Gap::from, Gap::to)
                .containsExactly(tuple(Instant.ofEpochSecond(start + 2), Instant.ofEpochSecond(start + 4)));
        assertThat(tape.of(Restored.class).get(0).ticks()).isZero();
    }

    @Test
    void historyThatFails_isAskedAgain_untilItAnswers() {
        HermesStream stream = startHype();
        seconds(1);
        hermes.misbehave(HttpFault.SERVER_ERROR, "/v2/updates/price/" + (start + 2), 2);
        hermes.misbehave(HttpFault.TRUNCATED_JSON, "/v2/updates/price/" + (start + 3), 2);
        hermes.misbehave(HttpFault.DISCONNECT, "/v2/updates/price/" + (start + 4), 2);
        clock.advance(Duration.ofSeconds(3));
        seconds(1);

        awaitSeconds(start + 1, start + 5);
        assertThat(tape.of(Gap.class)).isEmpty();
        assertThat(stream.status().requests()).isEqualTo(9);
    }

    @Test
    void historyThatStaysDown_isAGapInTheEnd_andLivePricesGoOn() {
        FillPolicy impatient =
                new FillPolicy(Duration.ofSeconds(60), Duration.ZERO, Duration.ofMillis(1), 2, Duration.ofMillis(100));
        startHype(builder -> builder.fill(impatient));
        seconds(1);
        for (int second = 2; second < 5; second++) {
            hermes.misbehave(HttpFault.SERVER_ERROR, "/v2/updates/price/" + (start + second));
        }
        clock.advance(Duration.ofSeconds(3));
        seconds(1);

        await().until(() -> tape.of(Restored.class).size() == 1);
        assertThat(tape.of(Gap.class)).hasSize(1);
        assertThat(tape.of(Gap.class).get(0).why()).contains("500");
        seconds(2);
        await().until(() -> tape.seconds(HYPE).equals(List.of(start + 1, start + 5, start + 6, start + 7)));
    }

    @Test
    void historyThatHasBeenDown_isAskedAsLongForEachNewHole() {
        FillPolicy patient = new FillPolicy(Duration.ofSeconds(60), Duration.ZERO, Duration.ZERO, 2, SECOND);
        HermesClient good = history();
        AtomicInteger failures = new AtomicInteger(Integer.MAX_VALUE);
        start(
                builder(tape, (feeds, time) -> {
                            if (failures.getAndDecrement() > 0) {
                                throw new Transport("history", "down", new IOException("down"));
                            }
                            return good.at(feeds, time);
                        })
                        .fill(patient),
                HYPE);
        awaitOpened(1);
        seconds(1);
        clock.advance(SECOND);
        seconds(1);
        await().until(() -> tape.of(Gap.class).size() == 1);

        failures.set(1);
        clock.advance(SECOND);
        seconds(1);

        await().until(() -> tape.of(Restored.class).size() == 2);
        assertThat(tape.of(Gap.class)).hasSize(1);
        assertThat(tape.seconds(HYPE)).containsExactlyInAnyOrder(start + 1, start + 3, start + 4, start + 5);
    }

    @Test
    void historyThatLies_isRefused_andAGap() {
        HermesClient honest = history();
        start(builder(tape, (feeds, time) -> {
            hermes.tamper(time.getEpochSecond() == start + 3 ? FakeHermes.Tampering.NONE : FakeHermes.Tampering.PRICE);
            try {
                return honest.at(feeds, time);
            } finally {
                hermes.tamper(FakeHermes.Tampering.NONE);
            }
        }));
        running.get().subscribe(List.of(HYPE));
        awaitOpened(1);
        seconds(1);
        clock.advance(Duration.ofSeconds(3));
        seconds(1);

        await().until(() -> tape.of(Restored.class).size() == 1);
        assertThat(tape.seconds(HYPE)).containsExactly(start + 1, start + 5, start + 3);
        assertThat(tape.of(Gap.class))
                .extracting(Gap::from, Gap::why)
                .containsExactly(
                        tuple(Instant.ofEpochSecond(start + 2), "its update does not verify"),
                        tuple(Instant.ofEpochSecond(start + 4), "its update does not verify"));
        assertThat(tape.of(Refused.class))
                .extracting(Refused::reason)
                .containsOnly(Reason.MERKLE_PROOF_INVALID)
                .hasSize(4);
        assertThat(tape.ticks()).allMatch(tick -> tick.price().price() == 40_00000000L);
    }

    @Test
    void historyThatThrowsAnything_isAskedAgain() {
        AtomicInteger calls = new AtomicInteger();
        HermesClient good = history();
        start(
                builder(tape, (feeds, time) -> {
                    if (calls.incrementAndGet() < 4) {
                        throw new IllegalStateException("not mine");
                    }
                    return good.at(feeds, time);
                }),
                HYPE);
        awaitOpened(1);
        seconds(1);
        clock.advance(SECOND);
        seconds(1);

        awaitSeconds(start + 1, start + 3);
        assertThat(calls).hasValue(4);
    }

    @Test
    void requestsToHistory_keepTheirPace() {
        Duration pace = Duration.ofMillis(40);
        List<Long> asked = new CopyOnWriteArrayList<>();
        HermesClient good = history();
        start(
                builder(tape, (feeds, time) -> {
                            asked.add(System.nanoTime());
                            return good.at(feeds, time);
                        })
                        .fill(new FillPolicy(Duration.ofSeconds(60), Duration.ZERO, pace, 2, Duration.ofSeconds(20))),
                HYPE);
        awaitOpened(1);
        seconds(1);
        for (int hole = 0; hole < 3; hole++) {
            clock.advance(Duration.ofSeconds(2));
            seconds(1);
        }

        awaitSeconds(start + 1, start + 10);
        for (int n = 1; n < asked.size(); n++) {
            assertThat(asked.get(n) - asked.get(n - 1)).isGreaterThanOrEqualTo(pace.toNanos());
        }
    }

    @Test
    void tooManyRequests_arePausedFor() {
        HermesClient client = history()
                .with(HermesSettings.bare()
                        .withLimits(HermesLimits.of(1000, SECOND, Duration.ofMillis(30)), Duration.ZERO));
        start(builder(tape, client), HYPE);
        awaitOpened(1);
        seconds(1);
        hermes.limitRequests(2, Duration.ofSeconds(10), Duration.ofSeconds(2), false);
        clock.advance(Duration.ofSeconds(3));
        seconds(1);
        await().pollInterval(Duration.ofMillis(20)).until(() -> {
            clock.advance(SECOND);
            streams.tick();
            return tape.seconds(HYPE).containsAll(List.of(start + 2, start + 3, start + 4));
        });

        assertThat(tape.of(Gap.class)).isEmpty();
    }

    @Test
    void marketThatWasClosed_isAGapAtMost_foundWithFewRequests() {
        HermesStream stream = startHype();
        seconds(2);
        hermes.closeMarket(HYPE);
        clock.advance(Duration.ofSeconds(20));
        hermes.openMarket(HYPE);
        clock.advance(Duration.ofSeconds(2));
        streams.tick();

        await().until(() -> tape.of(Restored.class).size() == 1);
        assertThat(tape.seconds(HYPE)).containsExactly(start + 1, start + 2, start + 24, start + 22, start + 23);
        assertThat(tape.of(Gap.class))
                .extracting(Gap::from, Gap::to)
                .containsExactly(tuple(Instant.ofEpochSecond(start + 3), Instant.ofEpochSecond(start + 21)));
        assertThat(stream.status().requests()).isEqualTo(4);
    }

    @Test
    void archive_givesManySecondsAtOnce_andWhatItLacksIsAskedForOneByOne() {
        BenchmarksClient archive = new BenchmarksClient(
                HttpJson.of(HermesClient.SOURCE, new OkHttpClient(), Duration.ofSeconds(20)),
                hermes.url(),
                HermesSettings.bare());
        HermesStream stream = start(builder(tape).archive(archive), HYPE, BTC);
        awaitOpened(1);
        seconds(1);
        clock.advance(Duration.ofSeconds(40));
        seconds(1);
        awaitSeconds(start + 1, start + 42);
        await().until(() -> tape.seconds(BTC).size() == 42);
        assertThat(stream.status().requests()).isEqualTo(1);

        hermes.misbehave(HttpFault.SERVER_ERROR, "/v1/updates/price/");
        clock.advance(Duration.ofSeconds(9));
        seconds(1);
        awaitSeconds(start + 1, start + 52);
        assertThat(stream.status().requests()).isEqualTo(11);
        assertThat(tape.of(Gap.class)).isEmpty();
    }

    @Test
    void secondThatTheServiceDoesNotHaveYet_isAskedForAgain() {
        hermes.publishLate(Duration.ofSeconds(2));
        startHype(builder -> builder.fill(new FillPolicy(
                Duration.ofSeconds(60), Duration.ZERO, Duration.ofMillis(1), 1_000_000, Duration.ofSeconds(20))));
        seconds(1);
        clock.advance(SECOND);
        seconds(1);
        seconds(3);

        awaitSeconds(start + 1, start + 6);
    }

    @Test
    void oneFeedThatHasNothing_doesNotCostTheOthersTheirs() {
        hermes.publish(ETH, "4000", "1");
        HermesClient good = history();
        HermesStream stream = start(
                builder(tape, (feeds, time) -> {
                    if (feeds.contains(BTC)) {
                        throw new UpdateNotFound("Update data not found");
                    }
                    return good.at(feeds, time);
                }),
                HYPE,
                BTC,
                ETH);
        awaitOpened(1);
        seconds(1);
        clock.advance(Duration.ofSeconds(3));
        seconds(1);

        awaitSeconds(start + 1, start + 5);
        await().until(() -> tape.seconds(ETH).size() == 5);
        await().until(() -> stream.status().missing() == 0);
        assertThat(tape.of(Gap.class)).extracting(Gap::feed).containsOnly(BTC);
        assertThat(stream.status().lost()).isEqualTo(3);
    }

    @Test
    void feedsThatHistoryRefuses_areGapsAtOnce_andTheOthersAreFilledIn() {
        hermes.publish(ETH, "4000", "1");
        HermesClient good = history();
        start(
                builder(tape, (feeds, time) -> {
                    if (feeds.contains(BTC)) {
                        throw UnknownFeeds.of(Set.of(BTC));
                    }
                    if (feeds.contains(ETH)) {
                        throw new NotEntitled("Not entitled: feed " + ETH.digits() + " (no grant)");
                    }
                    return good.at(feeds, time);
                }),
                HYPE,
                BTC,
                ETH);
        awaitOpened(1);
        seconds(1);
        clock.advance(Duration.ofSeconds(3));
        seconds(1);

        awaitSeconds(start + 1, start + 5);
        assertThat(tape.of(Gap.class)).extracting(Gap::feed).containsExactly(BTC, ETH);
    }

    // ---- keys and feeds

    @Test
    void keyIsSentAsAHeader_andARenewedOneIsUsedByTheNextConnect() {
        hermes.requireKey("new-key");
        AtomicReference<String> key = new AtomicReference<>("old-key");
        HermesStream stream = start(builder(tape).key(() -> Optional.of(key.get())), HYPE);
        await().until(() -> tape.of(ConnectFailed.class).size() > 2);
        assertThat(tape.of(ConnectFailed.class))
                .allMatch(failed -> failed.failure() instanceof Unauthorized)
                .allMatch(failed -> !failed.toString().contains("old-key"));
        assertThat(stream.toString()).doesNotContain("key");

        key.set("new-key");
        awaitOpened(1);
        seconds(1);

        awaitSeconds(start + 1, start + 1);
        assertThat(hermes.requests()).noneMatch(request -> request.contains("-key"));
    }

    @Test
    void keyRevokedInMidStream_isTold_andNothingIsMissedOnceItIsRenewed() {
        hermes.requireKey("a");
        AtomicReference<String> key = new AtomicReference<>("a");
        HermesClient history = new HermesClient(
                HttpJson.of(HermesClient.SOURCE, new OkHttpClient(), Duration.ofSeconds(20))
                        .withBearer("b"),
                hermes.url());
        HermesStream stream = HermesStream.builder(hermes.url(), history, verifier, tape)
                .name(NAME)
                .clock(clock)
                .reconnect(QUICK)
                .fill(EAGER)
                .key(() -> Optional.of(key.get()))
                .build(List.of(HYPE));
        running.set(stream);
        stream.start();
        awaitOpened(1);
        seconds(2);

        hermes.requireKey("b");
        streams.cutAll();
        await().until(() -> tape.of(ConnectFailed.class).size() > 1);
        assertThat(tape.of(ConnectFailed.class).get(0).failure()).isInstanceOf(Unauthorized.class);
        clock.advance(Duration.ofSeconds(5));
        key.set("b");
        awaitOpened(2);
        seconds(1);

        awaitSeconds(start + 1, start + 8);
    }

    @Test
    void keySupplierThatThrows_orGivesWhatIsNoHeader_isToldWithoutTheKey() {
        start(
                builder(tape).key(() -> {
                    throw new IllegalStateException("secret");
                }),
                HYPE);
        await().until(() -> !tape.of(ConnectFailed.class).isEmpty());
        running.get().close();
        start(builder(tape).key("secret\nkey"), HYPE);
        await().until(() -> tape.of(ConnectFailed.class).size() > 2);

        assertThat(tape.of(ConnectFailed.class))
                .allMatch(failed -> failed.failure() instanceof Transport)
                .allMatch(failed -> !failed.failure().getMessage().contains("secret"));
    }

    /** Repeats the key that it was sent in a refusal whose status is the first part of the path. */
    private static final class Echoing extends FakeServer {
        @Override
        protected MockResponse answer(RecordedRequest request) {
            String status = request.getUrl().pathSegments().get(0);
            return text(
                    Integer.parseInt(status),
                    (status.equals("403") ? "Not entitled: " : "") + "no: "
                            + request.getHeaders().get("Authorization"));
        }
    }

    @Test
    void keyInAReasonToClose_isNotShown() {
        try (FakeStreamServer server = new FakeStreamServer();
                HermesStream stream = HermesStream.builder(server.url(), history(), verifier, tape)
                        .webSocket()
                        .key("s3cret-k3y")
                        .build(List.of(HYPE))) {
            stream.start();
            server.await(1).close(1008, "expired: s3cret-k3y");
            await().until(() -> tape.of(Interrupted.class).size() == 1);
            assertThat(tape.of(Interrupted.class).get(0).detail()).contains("expired: ***");
        }
    }

    @Test
    void keyThatARefusalRepeats_isNotShown() {
        try (Echoing server = new Echoing()) {
            for (boolean webSocket : new boolean[] {false, true}) {
                for (String status : List.of("400", "401", "403", "404", "429", "500")) {
                    tape.clear();
                    HermesStream.Builder builder = HermesStream.builder(
                                    server.url()
                                            .newBuilder()
                                            .addPathSegment(status)
                                            .build(),
                                    history(),
                                    verifier,
                                    tape)
                            .name(NAME)
                            .key("s3cret-k3y")
                            .reconnect(new ReconnectPolicy(HOUR, HOUR, HOUR));
                    try (HermesStream stream = (webSocket ? builder.webSocket() : builder).build(List.of(HYPE))) {
                        stream.start();
                        await().until(() -> tape.of(ConnectFailed.class).size() == 1
                                && stream.status()
                                        .connections()
                                        .get(0)
                                        .lastFailure()
                                        .isPresent());
                        assertThat(tape.of(ConnectFailed.class).get(0).failure())
                                .hasMessageContaining("Bearer ***");
                        assertThat(stream.status()
                                        .connections()
                                        .get(0)
                                        .lastFailure()
                                        .orElseThrow())
                                .hasMessageContaining("Bearer ***");
                    }
                }
            }
            assertThat(server.requests()).hasSize(12);
        }
    }

    @Test
    void keyThatASessionRepeats_isNotShown() {
        startHype(builder -> builder.key("s3cret-k3y"));
        streams.tellError("not for s3cret-k3y");
        streams.sendRaw("nonsense for s3cret-k3y");

        await().until(() -> tape.of(Undecodable.class).size() == 1);
        assertThat(tape.of(Notice.class))
                .extracting(Notice::text)
                .containsExactly("Error receiving update: not for ***");
        assertThat(tape.of(Undecodable.class).get(0).error())
                .hasMessageContaining("repeats the key")
                .hasNoCause()
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void tooManyConnects_arePausedForAsLongAsHermesWants_thoughItDoesNotSay() {
        hermes.limitRequests(0, HOUR, HOUR, false);
        HermesStream stream = start(builder(tape), HYPE);
        await().until(() -> stream.status().connections().get(0).lastFailure().isPresent());

        assertThat(stream.status()
                        .connections()
                        .get(0)
                        .lastFailure()
                        .orElseThrow()
                        .retryAfter())
                .contains(Duration.ofSeconds(60));
    }

    @Test
    void manyConnections_keepWithinTheLimits_andWait() {
        HermesLimits limits = HermesLimits.of(3, HOUR, HOUR);
        HermesStream stream = start(
                builder(tape).limits(limits).feedsPerConnection(1),
                IntStream.range(0, 5)
                        .mapToObj(n -> Bytes32.parse("%064x".formatted(n)))
                        .toArray(Bytes32[]::new));
        await().until(() -> tape.of(ConnectFailed.class).size() == 2 && streams.live() == 3);

        assertThat(tape.of(ConnectFailed.class))
                .allMatch(failed -> failed.failure() instanceof RateLimited)
                .allMatch(failed -> failed.failure().getMessage().contains("own limiter"))
                .allMatch(failed ->
                        failed.failure().retryAfter().orElseThrow().compareTo(HOUR.minus(Duration.ofMinutes(1))) > 0);
        assertThat(hermes.requests()).hasSize(3);

        assertThat(stream.status().connections()).hasSize(5);
    }

    @Test
    void tooManyConnects_silenceTheOtherRequestsToo() {
        hermes.limitRequests(0, HOUR, HOUR, false);
        HermesLimits limits = HermesLimits.of(1000, SECOND, HOUR);
        HermesClient shared = history().with(HermesSettings.bare().withLimits(limits, Duration.ZERO));
        start(builder(tape, shared).limits(limits).webSocket(), HYPE);
        await().until(() -> tape.of(ConnectFailed.class).size() == 1);

        assertThatExceptionOfType(RateLimited.class)
                .isThrownBy(() -> shared.latest(List.of(HYPE)))
                .withMessageContaining("own limiter");
        assertThat(hermes.requests()).hasSize(1);
    }

    @Test
    void feedsThatTheKeyDoesNotCover_areNamed_andTheOthersCome_untilItCoversThem() {
        hermes.publish(ETH, "4000", "1").grant("key", Set.of(HYPE));
        Duration pace = Duration.ofMillis(300);
        HermesStream stream =
                start(builder(tape).key("key").reconnect(new ReconnectPolicy(pace, pace, pace)), HYPE, BTC, ETH);
        awaitOpened(1);
        assertThat(tape.of(Opened.class).get(0).feeds()).containsExactly(HYPE);
        seconds(1);
        awaitSeconds(start + 1, start + 1);
        assertThat(uncovered()).containsExactlyInAnyOrder(BTC, ETH);
        assertThat(stream.status().connections()).hasSize(2);

        hermes.grant("key", Set.of(HYPE, BTC, ETH));
        await().until(() ->
                tape.of(Opened.class).stream().anyMatch(opened -> opened.feeds().equals(Set.of(BTC, ETH))));
        seconds(1);
        await().until(() -> stream.latest(BTC).isPresent() && stream.latest(ETH).isPresent());
    }

    @Test
    void feedThatTheKeyDoesNotCover_canBeLeftOut_andAddedFeedsDoNotSufferFromIt() {
        hermes.publish(ETH, "4000", "1").grant("key", Set.of(HYPE, ETH));
        HermesStream stream =
                start(builder(tape).key("key").reconnect(new ReconnectPolicy(HOUR, HOUR, HOUR)), HYPE, BTC);
        awaitOpened(1);
        assertThat(uncovered()).containsExactly(BTC);

        stream.subscribe(List.of(ETH));
        await().until(() -> streams.live() == 2);
        seconds(1);
        awaitOpened(2);
        assertThat(tape.of(Opened.class).get(1).feeds()).containsExactlyInAnyOrder(HYPE, ETH);

        stream.unsubscribe(List.of(BTC));
        await().until(() -> stream.status().connections().size() == 1);
        assertThat(stream.feeds()).containsExactlyInAnyOrder(HYPE, ETH);
    }

    private Set<Bytes32> uncovered() {
        return tape.of(ConnectFailed.class).stream()
                .map(failed -> (NotEntitled) failed.failure())
                .map(refusal -> refusal.feed().orElseThrow())
                .collect(Collectors.toSet());
    }

    @Test
    void unknownFeed_isIgnoredAndFoundSilent_orRefusedIfSoAsked() {
        start(builder(tape).silentAfter(Duration.ofSeconds(5)), HYPE, NOBODYS);
        awaitOpened(1);
        seconds(7);
        await().until(() -> tape.of(Silent.class).size() == 1);
        assertThat(tape.of(Silent.class).get(0).feed()).isEqualTo(NOBODYS);
        assertThat(tape.of(Silent.class).get(0).kind()).isEqualTo(Silence.ABSENT);
        assertThat(tape.of(Silent.class).get(0).last()).isEmpty();
        running.get().close();

        start(builder(tape).refuseUnknownFeeds(), HYPE, NOBODYS);
        await().until(() -> !tape.of(ConnectFailed.class).isEmpty());
        assertThat(tape.of(ConnectFailed.class).get(0).failure())
                .isInstanceOfSatisfying(
                        UnknownFeeds.class,
                        unknown -> assertThat(unknown.feeds()).containsExactly(NOBODYS));
    }

    @Test
    void otherRefusals_areTyped() {
        for (HttpFault fault : List.of(HttpFault.RATE_LIMITED, HttpFault.SERVER_ERROR, HttpFault.DISCONNECT)) {
            hermes.misbehave(fault, "/stream", 1);
        }
        hermes.behave();
        hermes.misbehave(HttpFault.SERVER_ERROR, "/stream", 1);
        hermes.misbehave(HttpFault.DISCONNECT, "/stream", 1);
        startHype();

        assertThat(tape.of(ConnectFailed.class))
                .extracting(failed -> (Object) failed.failure().getClass())
                .containsExactly(Transport.class, Rejected.class);
        running.get().close();
        hermes.misbehave(HttpFault.RATE_LIMITED, "/stream", 1);
        start(builder(tape), HYPE);
        await().until(() -> tape.of(ConnectFailed.class).size() == 3);
        SourceException limited = tape.of(ConnectFailed.class).get(2).failure();
        assertThat(limited).isInstanceOf(RateLimited.class);
        assertThat(limited.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void feedThatDisappears_orStandsStill_isToldOnce_untilItComesAgain() {
        start(builder(tape).silentAfter(Duration.ofSeconds(5)), HYPE, BTC);
        awaitOpened(1);
        seconds(1);
        streams.disappear(HYPE);
        hermes.closeMarket(BTC);
        seconds(12);

        await().until(() -> tape.of(Silent.class).size() == 2);
        assertThat(tape.of(Silent.class))
                .extracting(Silent::feed, Silent::kind)
                .containsExactlyInAnyOrder(tuple(HYPE, Silence.ABSENT), tuple(BTC, Silence.UNCHANGED));
        assertThat(tape.of(Silent.class))
                .allSatisfy(
                        silent -> assertThat(silent.last().orElseThrow().price().publishTime())
                                .isEqualTo(start + 1));

        streams.reappear(HYPE);
        seconds(2);
        awaitSeconds(start + 1, start + 15);
        streams.disappear(HYPE);
        seconds(7);
        await().until(() -> tape.of(Silent.class).size() == 3);
    }

    @Test
    void manyFeeds_goOverSeveralConnections_andChangeAtRunTime() {
        List<Bytes32> many = IntStream.range(0, 25)
                .mapToObj(n -> Bytes32.parse(String.format("%064x", n + 1)))
                .toList();
        many.forEach(feed -> hermes.publish(feed, "1", "0.01"));
        HermesStream stream = start(builder(tape).feedsPerConnection(10), many.toArray(Bytes32[]::new));
        await().until(() -> streams.live() == 3 && tape.of(Opened.class).size() == 3);
        clock.advance(SECOND);
        streams.tick();
        await().until(() -> tape.ticks().size() == 25);
        assertThat(stream.feeds()).hasSize(25);

        stream.subscribe(List.of(HYPE, many.get(0)));
        await().until(() -> {
            clock.advance(SECOND);
            streams.tick();
            return tape.seconds(HYPE).size() > 2 && streams.live() == 3;
        });
        stream.unsubscribe(many);
        await().until(() -> {
            clock.advance(SECOND);
            streams.tick();
            return streams.feeds().equals(List.of(Set.of(HYPE)));
        });

        assertThat(stream.feeds()).containsExactly(HYPE);
        assertThat(stream.latest(many.get(3))).isEmpty();
        assertThat(tape.of(Interrupted.class)).isEmpty();
        assertThat(tape.seconds(HYPE)).doesNotHaveDuplicates();
        await().until(() -> {
            List<Long> told = tape.seconds(HYPE).stream().sorted().toList();
            return told.size() == told.get(told.size() - 1) - told.get(0) + 1;
        });
        await().until(() -> stream.status().connections().size() == 1);
    }

    @Test
    void alternatives_areTriedInTurn() {
        HermesStream stream = HermesStream.builder(
                        hermes.url().newBuilder().port(1).build(),
                        new HermesClient(
                                HttpJson.of(HermesClient.SOURCE, new OkHttpClient(), Duration.ofSeconds(5)),
                                hermes.url()),
                        verifier,
                        tape)
                .name(NAME)
                .clock(clock)
                .reconnect(QUICK)
                .alternatives(hermes.url())
                .build(List.of(HYPE));
        running.set(stream);
        stream.start();

        awaitOpened(1);
        assertThat(tape.of(ConnectFailed.class)).hasSize(1);
    }

    // ---- the websocket, and several hosts at once

    @Test
    void webSocket_givesTheSame_verifiedAndComplete() {
        hermes.requireKey("key");
        HermesClient history = history().withToken(() -> "key");
        streams.moveWithinSeconds();
        start(builder(tape, history).webSocket().key("key"), HYPE, BTC);
        awaitOpened(1);
        await().until(() -> streams.feeds().equals(List.of(Set.of(HYPE, BTC))));
        socketSlots(4);
        streams.cutAll();
        clock.advance(Duration.ofSeconds(3));
        awaitOpened(2);
        await().until(() -> streams.feeds().equals(List.of(Set.of(HYPE, BTC))));
        socketSlots(3);
        streams.forge(1);
        socketSlots(4);

        long last = clock.instant().getEpochSecond();
        awaitSeconds(start, last);
        await().until(() -> tape.seconds(BTC).size() == last - start + 1);
        assertThat(tape.of(Refused.class)).extracting(Refused::reason).containsOnly(Reason.INVALID_SIGNATURE);
        assertThat(tape.ticks(HYPE)).extracting(PriceTick::slot).doesNotHaveDuplicates();
        assertThat(tape.of(Gap.class)).isEmpty();
        assertThat(hermes.requests().get(0)).startsWith("GET /ws ");
    }

    /** A message for each of two feeds comes with every slot. */
    private void socketSlots(int count) {
        for (int slot = 0; slot < count; slot++) {
            long before = running.get().status().frames();
            clock.advance(SLOT);
            streams.tick();
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> running.get().status().frames() >= before + 2);
        }
    }

    @Test
    void webSocket_isToldOfErrors_andOpensTheNextSessionAtOnce() {
        ReconnectPolicy slow = new ReconnectPolicy(HOUR, HOUR, HOUR);
        HermesStream stream = start(builder(tape).webSocket().reconnect(slow), HYPE);
        await().until(() -> streams.feeds().equals(List.of(Set.of(HYPE))));
        seconds(1);
        streams.endDay();
        clock.advance(SECOND);
        streams.tick();
        await().until(() -> streams.opened() == 2 && streams.feeds().equals(List.of(Set.of(HYPE))));
        seconds(1);
        awaitSeconds(start + 1, start + 3);
        assertThat(tape.of(Notice.class)).extracting(Notice::text).containsExactly("Connection timeout reached (24h)");

        stream.subscribe(List.of(BTC));
        await().until(() -> {
            clock.advance(SECOND);
            streams.tick();
            return tape.seconds(BTC).size() > 1;
        });
        streams.sendRaw("{\"type\":\"price_update\",\"price_feed\":{\"id\":\"00\"}}");
        await().until(() -> tape.of(Undecodable.class).size() == 1);
    }

    @Test
    void webSocket_refusals_areTold() {
        hermes.requireKey("key");
        start(builder(tape).webSocket(), HYPE);
        await().until(() -> !tape.of(ConnectFailed.class).isEmpty());
        assertThat(tape.of(ConnectFailed.class).get(0).failure()).isInstanceOf(Unauthorized.class);
        running.get().close();

        start(builder(tape).webSocket().key("key").refuseUnknownFeeds(), HYPE, NOBODYS);
        await().until(() -> !tape.of(Notice.class).isEmpty());
        assertThat(tape.of(Notice.class).get(0).text()).contains(NOBODYS.digits());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder(tape).webSocket().uniqueOnly().build(List.of(HYPE)));
    }

    @Test
    void everyHost_isConnectedTo_andEachPriceIsToldOnce() {
        try (FakeHermes second =
                FakeHermes.start(signer, clock).publish(HYPE, "40", "0.01").publish(BTC, "100000", "20")) {
            HermesStream stream = start(builder(tape).alternatives(second.url()).everyHost(), HYPE, BTC);
            await().until(() -> streams.live() == 1 && second.streams().live() == 1);
            assertThat(stream.status().connections()).hasSize(2);
            for (int n = 0; n < 3; n++) {
                clock.advance(SECOND);
                streams.tick();
                second.streams().tick();
            }
            await().until(() -> stream.status().frames() == 6);
            streams.goHalfOpen();
            for (int n = 0; n < 3; n++) {
                clock.advance(SECOND);
                second.streams().tick();
            }

            awaitSeconds(start + 1, start + 6);
            await().until(() -> tape.seconds(BTC).size() == 6);
            assertThat(stream.status().requests()).as("nothing was missed").isZero();
            stream.unsubscribe(List.of(HYPE, BTC));
            await().until(() -> second.streams().live() == 0);
        }
    }

    @Test
    void everyHost_keepsToItsOwn_whenOneRefuses() {
        try (FakeHermes second = FakeHermes.start(signer, clock).publish(HYPE, "40", "0.01")) {
            hermes.misbehave(HttpFault.SERVER_ERROR, "/stream", 1);
            start(builder(tape).alternatives(second.url()).everyHost(), HYPE);

            await().until(() -> tape.of(Opened.class).size() == 2);
            await().until(() -> streams.live() == 1 && second.streams().live() == 1);
            assertThat(tape.of(ConnectFailed.class)).hasSize(1);
        }
    }

    // ---- the listener

    @Test
    void conflation_givesTheNewest_andHoldsNothingUp() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        HermesListener slow = event -> {
            tape.onEvent(event);
            if (event instanceof Prices) {
                stuck.countDown();
                await().atMost(Duration.ofMinutes(1)).until(() -> goOn.getCount() == 0);
            }
        };
        HermesStream stream = start(builder(slow).conflate(), HYPE, BTC);
        await().until(() ->
                streams.live() == 1 && stream.status().connections().get(0).connected());
        seconds(1);
        stuck.await();
        seconds(5);
        clock.advance(Duration.ofSeconds(5));
        seconds(1);
        assertThat(stream.latest(HYPE).orElseThrow().tick().price().publishTime())
                .isEqualTo(start + 12);
        goOn.countDown();

        await().until(() -> tape.of(Prices.class).size() == 2);
        assertThat(tape.of(Prices.class).get(1).ticks())
                .extracting(tick -> tick.price().publishTime())
                .containsExactly(start + 12, start + 12);
        stream.close();
        assertThat(tape.of(Gap.class)).isEmpty();
        assertThat(tape.of(Restored.class)).isEmpty();
        assertThat(stream.status().requests()).isZero();
        assertThat(tape.events().get(tape.events().size() - 1)).isInstanceOf(Closed.class);
    }

    @Test
    void conflation_tellsNothingOfFeedsThatWereLeftOutMeanwhile() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        HermesListener slow = event -> {
            tape.onEvent(event);
            if (event instanceof Prices) {
                stuck.countDown();
                await().atMost(Duration.ofMinutes(1)).until(() -> goOn.getCount() == 0);
            }
        };
        HermesStream stream = start(builder(slow).conflate(), HYPE, BTC);
        awaitOpened(1);
        seconds(1);
        stuck.await();
        seconds(1);
        stream.unsubscribe(List.of(BTC));
        goOn.countDown();

        await().until(() -> tape.of(Prices.class).size() == 2);
        assertThat(tape.seconds(HYPE)).containsExactly(start + 1, start + 2);
        assertThat(tape.seconds(BTC)).containsExactly(start + 1);
    }

    @Test
    void conflation_holdsNothingUp_whateverElseIsTold() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicReference<HermesStream> stream = new AtomicReference<>();
        HermesListener slow = event -> {
            tape.onEvent(event);
            if (event instanceof Prices) {
                await().atMost(Duration.ofMinutes(1)).until(() -> goOn.getCount() == 0);
                stream.get().status();
            }
        };
        stream.set(builder(slow).conflate().build(List.of(HYPE)));
        running.set(stream.get());
        stream.get().start();
        awaitOpened(1);
        seconds(1);
        await().until(() -> !tape.ticks().isEmpty());
        for (int n = 0; n < 1500; n++) {
            streams.sendRaw("nonsense");
            if (n % 500 == 499) { // Hermes ends who has a thousand waiting
                long sent = n + 2;
                await().until(() -> CompletableFuture.supplyAsync(
                                        () -> stream.get().status().frames())
                                .get(20, TimeUnit.SECONDS)
                        == sent);
            }
        }
        goOn.countDown();
        seconds(1);

        await().until(() -> tape.seconds(HYPE).size() == 2);
        assertThat(tape.of(Undecodable.class)).hasSize(1024);
        assertThat(stream.get().status().undecodable()).isEqualTo(1500);
    }

    @Test
    void listenerThatThrows_isCounted_andGetsTheRest() {
        HermesStream stream = start(
                builder(event -> {
                    tape.onEvent(event);
                    throw new IllegalStateException("listener");
                }),
                HYPE);
        awaitOpened(1);
        seconds(3);

        awaitSeconds(start + 1, start + 3);
        assertThat(stream.status().listenerFailures()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void stop_tellsClosedLast_andLeavesNoThread() {
        HermesStream stream = startHype();
        seconds(2);
        stream.stop(Duration.ofSeconds(5));
        stream.stop(Duration.ofSeconds(5));

        assertThat(tape.events().get(tape.events().size() - 1)).isInstanceOf(Closed.class);
        assertThat(tape.of(Closed.class)).hasSize(1);
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(stream::start);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> stream.subscribe(List.of(BTC)));
    }

    @Test
    void listenerThatNeverReturns_isInterruptedByTheStop() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        HermesStream stream = start(
                builder(event -> {
                    tape.onEvent(event);
                    if (event instanceof Prices) {
                        stuck.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                        }
                    }
                }),
                HYPE);
        awaitOpened(1);
        clock.advance(SECOND);
        streams.tick();
        stuck.await();

        stream.stop(Duration.ofSeconds(2));

        assertThat(interrupted.getCount()).isZero();
        assertThat(tape.events().get(tape.events().size() - 1)).isInstanceOf(Closed.class);
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void listenerMayStopAndChangeTheStream() {
        AtomicReference<HermesStream> stream = new AtomicReference<>();
        stream.set(builder(event -> {
                    tape.onEvent(event);
                    if (event instanceof Prices && tape.of(Prices.class).size() == 1) {
                        stream.get().subscribe(List.of(BTC));
                        stream.get().unsubscribe(List.of(HYPE));
                        stream.get().status();
                        stream.get().stop(Duration.ofSeconds(5));
                    }
                })
                .feedsPerConnection(1)
                .build(List.of(HYPE)));
        running.set(stream.get());
        stream.get().start();
        awaitOpened(1);
        clock.advance(SECOND);
        streams.tick();

        await().until(() -> !tape.of(Closed.class).isEmpty());
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThat(tape.of(Prices.class)).hasSize(1);
    }

    @Test
    void stopWhileFillingIn_doesNotHang() {
        startHype();
        seconds(1);
        hermes.misbehave(HttpFault.HANG, "/v2/updates/price/" + (start + 2));
        clock.advance(SECOND);
        seconds(1);
        await().until(() -> running.get().status().requests() == 1);

        running.get().stop(Duration.ofMillis(500));

        assertThat(tape.of(Closed.class)).hasSize(1);
        hermes.close(); // ends the request
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void valuesThatCannotBe_areRefused() {
        HermesStream.Builder builder = builder(tape);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.silentAfter(Duration.ZERO))
                .withMessageContaining("silentAfter");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.feedsPerConnection(0))
                .withMessageContaining("0");
        List<Runnable> bad = new ArrayList<>(Arrays.asList(
                () -> new FillPolicy(Duration.ofSeconds(-1), SECOND, SECOND, 1, SECOND),
                () -> new FillPolicy(SECOND, Duration.ofSeconds(-1), SECOND, 1, SECOND),
                () -> new FillPolicy(SECOND, SECOND, Duration.ofSeconds(-1), 1, SECOND),
                () -> new FillPolicy(SECOND, SECOND, SECOND, 0, SECOND),
                () -> new FillPolicy(SECOND, SECOND, SECOND, 1, Duration.ofSeconds(-1))));
        bad.forEach(task -> assertThatIllegalArgumentException().isThrownBy(task::run));
    }
}
