package io.plimsoll.pyth.pro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.core.kit.stream.ReconnectPolicy;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.pyth.pro.ProEvent.Closed;
import io.plimsoll.pyth.pro.ProEvent.Disbelieved;
import io.plimsoll.pyth.pro.ProEvent.Gap;
import io.plimsoll.pyth.pro.ProEvent.HostDown;
import io.plimsoll.pyth.pro.ProEvent.HostFailed;
import io.plimsoll.pyth.pro.ProEvent.HostUp;
import io.plimsoll.pyth.pro.ProEvent.Interrupted;
import io.plimsoll.pyth.pro.ProEvent.NotServed;
import io.plimsoll.pyth.pro.ProEvent.Served;
import io.plimsoll.pyth.pro.ProEvent.Update;
import io.plimsoll.pyth.testing.FakePro;
import io.plimsoll.pyth.testing.ProFault;
import io.plimsoll.pyth.testing.ProSigner;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProStreamTest {
    private static final Duration STEP = Duration.ofMillis(200);
    private static final ReconnectPolicy FAST =
            new ReconnectPolicy(Duration.ofMillis(20), Duration.ofMillis(60), Duration.ofSeconds(1));
    private static final ProSubscription BTC = ProSubscription.prices(ProChannel.FIXED_RATE_200_MS, List.of(1L));

    private final ManualClock clock = ManualClock.atNewYear();
    private final List<ProEvent> events = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Long> published = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private FakePro pro(int hosts) {
        FakePro pro = new FakePro(hosts, clock);
        open.add(pro);
        return pro;
    }

    private ProStream.Builder builder(FakePro pro) {
        return ProStream.builder(pro.streams(), () -> FakePro.KEY, ProVerifier.trusting(pro.trust()), events::add)
                .clock(clock)
                .patience(Duration.ofSeconds(3))
                .reconnect(FAST);
    }

    private ProStream started(ProStream.Builder builder, ProSubscription... subscriptions) {
        ProStream stream = builder.build();
        open.add(stream);
        for (ProSubscription subscription : subscriptions) {
            stream.subscribe(subscription);
        }
        stream.start();
        return stream;
    }

    /** A stream over a service, connected to all hosts, with their subscriptions made. */
    private ProStream connected(FakePro pro, ProSubscription... subscriptions) {
        ProStream stream = started(builder(pro), subscriptions);
        awaitServed(pro, subscriptions.length);
        return stream;
    }

    private static void awaitServed(FakePro pro, int subscriptions) {
        for (int i = 0; i < pro.streams().size(); i++) {
            int number = i;
            await().until(() -> pro.host(number).subscriptions() == subscriptions);
        }
    }

    private void publish(FakePro pro, int moments) {
        for (int i = 0; i < moments; i++) {
            clock.advance(STEP);
            pro.publish(clock.instant());
            published.add(ProChannel.REAL_TIME.floorUs(clock.instant()));
        }
    }

    private <E extends ProEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private <E extends ProEvent> E first(Class<E> type) {
        await().until(() -> !all(type).isEmpty());
        return all(type).get(0);
    }

    private List<Long> told() {
        return all(Update.class).stream()
                .map(update -> update.payload().timestampUs())
                .toList();
    }

    private void awaitAllTold() {
        await().untilAsserted(() -> assertThat(told()).isEqualTo(published));
    }

    // ---- the ordinary

    @Test
    void threeHosts_eachMomentIsToldOnceInOrder() {
        FakePro pro = pro(3);
        ProStream stream = connected(pro, BTC);

        publish(pro, 50);

        awaitAllTold();
        await().until(() -> stream.status().duplicates() == 100);
        ProStreamStatus status = stream.status();
        assertThat(status.delivered()).isEqualTo(50);
        assertThat(status.late()).isZero();
        assertThat(status.disbelieved()).isZero();
        assertThat(status.connected()).isEqualTo(3);
        Update update = all(Update.class).get(0);
        assertThat(update.attestation()).contains(new Attestation("fake-pro", 0, 1, 1));
        assertThat(update.payload().price(1).orElseThrow().value()).isEqualByComparingTo("60000");
        assertThat(update.payload().price(1).orElseThrow().publishTime())
                .isEqualTo(update.payload().timestamp());
        assertThat(update.payload().channel()).contains(ProChannel.FIXED_RATE_200_MS);
        assertThat(all(Served.class)).as("told once, not by each host").hasSize(1);
        assertThat(all(HostUp.class)).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(ProEncoding.class)
    void allFormats_areDeliveredAndAgree(ProEncoding encoding) {
        FakePro pro = pro(2);
        connected(
                pro,
                BTC.withFormats(ProFormat.values())
                        .withEncoding(encoding)
                        .withProperties(ProProperty.values())
                        .withParsed());

        publish(pro, 3);

        awaitAllTold();
        Update update = all(Update.class).get(0);
        for (ProFormat format : ProFormat.values()) {
            ProMessage message =
                    ProMessage.decode(update.update().message(format).orElseThrow());
            assertThat(message.format()).isEqualTo(format);
            assertThat(ProPayload.decode(message.payload(), format.order())).isEqualTo(update.payload());
        }
        ProUpdate.Parsed parsed = update.update().parsed();
        assertThat(parsed).isNotNull();
        assertThat(parsed.timestampUs()).isEqualTo(update.payload().timestampUs());
        for (ProProperty property : ProProperty.values()) {
            assertThat(parsed.priceFeeds().get(0).find(property))
                    .as(property.wireName())
                    .isEqualTo(update.payload().feeds().get(0).find(property));
        }
    }

    @Test
    void withoutSignedFormat_updatesComeWithoutAttestation() {
        FakePro pro = pro(1);
        ProStream stream = connected(pro, BTC.withFormats(), BTC.withFormats(ProFormat.LE_UNSIGNED));

        publish(pro, 1);

        await().until(() -> stream.status().delivered() == 2);
        assertThat(all(Update.class)).allSatisfy(update -> {
            assertThat(update.attestation()).isEmpty();
            assertThat(update.payload().price(1).orElseThrow().value()).isEqualByComparingTo("60000");
            assertThat(update.payload().channel()).contains(ProChannel.FIXED_RATE_200_MS);
        });
    }

    @Test
    void channels_eachGetsItsMoments() {
        FakePro pro = pro(1);
        ProStream stream = started(builder(pro));
        long second = stream.subscribe(ProSubscription.prices(ProChannel.FIXED_RATE_1000_MS, List.of(1L)));
        long all = stream.subscribe(ProSubscription.prices(ProChannel.REAL_TIME, List.of(1L, 110L)));
        awaitServed(pro, 2);

        publish(pro, 10);

        await().until(() -> stream.status().delivered() == 12);
        assertThat(all(Update.class).stream().filter(update -> update.subscriptionId() == second))
                .hasSize(2);
        assertThat(all(Update.class).stream().filter(update -> update.subscriptionId() == all))
                .hasSize(10)
                .allSatisfy(update -> assertThat(update.payload().feeds()).hasSize(2));
    }

    @Test
    void symbols_areServedAsTheirNumbers() {
        FakePro pro = pro(1);
        connected(
                pro,
                new ProSubscription(
                        List.of(),
                        List.of("Crypto.HYPE/USD"),
                        ProProperty.FOR_PRICES,
                        List.of(ProFormat.SOLANA),
                        ProChannel.REAL_TIME,
                        ProEncoding.HEX,
                        false,
                        true));

        publish(pro, 1);

        assertThat(first(Update.class).payload().price(110)).isPresent();
    }

    @Test
    void closedMarket_theRepeatedPriceKeepsItsTime() {
        FakePro pro = pro(1);
        connected(pro, BTC);
        publish(pro, 1);
        Instant made = clock.instant();
        pro.closeMarket(1);

        publish(pro, 3);

        awaitAllTold();
        assertThat(all(Update.class).get(3).payload().price(1).orElseThrow().publishTime())
                .isEqualTo(made);
    }

    // ---- one host fails

    @Test
    void oneHost_deadFromTheStart_costsNothing() {
        FakePro pro = pro(3);
        pro.host(1).misbehave(HttpFault.DISCONNECT, "stream");
        started(builder(pro), BTC);
        await().until(() -> pro.host(0).subscriptions() == 1 && pro.host(2).subscriptions() == 1);

        publish(pro, 30);

        awaitAllTold();
        assertThat(first(HostFailed.class).error()).isInstanceOf(Transport.class);
        assertThat(first(HostFailed.class).host()).isEqualTo(pro.host(1).stream());
        assertThat(all(Gap.class)).isEmpty();
        assertThat(all(Interrupted.class)).isEmpty();
    }

    @Test
    void oneHost_cutAgainAndAgain_costsNothing() {
        FakePro pro = pro(3);
        connected(pro, BTC);

        for (int i = 0; i < 12; i++) {
            pro.host(i % 3).cutAll();
            publish(pro, 5);
            awaitServed(pro, 1);
        }

        awaitAllTold();
        await().until(() -> all(HostUp.class).size() == 15);
        assertThat(all(HostDown.class))
                .hasSize(12)
                .allSatisfy(down -> assertThat(down.cause()).isPresent());
        assertThat(all(Interrupted.class)).isEmpty();
        assertThat(all(Gap.class)).isEmpty();
    }

    @Test
    void oneHost_leavingMomentsOut_costsNothing() {
        FakePro pro = pro(3);
        connected(pro, BTC);
        // a stream begins with the first that comes: what is older than that was not left out by anybody
        publish(pro, 1);
        awaitAllTold();

        for (int i = 0; i < 9; i++) {
            pro.host(i % 3).skip(2);
            publish(pro, 3);
        }

        awaitAllTold();
    }

    @Test
    void oneHost_lagging_bringsDuplicatesOnly() {
        FakePro pro = pro(2);
        ProStream stream = connected(pro, BTC);
        pro.host(0).lag(5);

        publish(pro, 20);
        awaitAllTold();
        pro.host(0).lag(0);

        await().until(() -> stream.status().duplicates() == 20);
        assertThat(stream.status().late()).isZero();
        assertThat(all(Update.class))
                .allSatisfy(update -> assertThat(update.host()).isIn(pro.streams()));
    }

    @Test
    void moment_thatComesAfterALaterOne_isLeftOutAndCounted() {
        FakePro pro = pro(2);
        ProStream stream = connected(pro, BTC);
        pro.host(0).skip(1);
        pro.host(1).lag(2);

        publish(pro, 2);
        await().until(() -> told().equals(published.subList(1, 2)));
        pro.host(1).lag(0);

        await().until(() -> stream.status().duplicates() == 1);
        assertThat(stream.status().late()).isEqualTo(1);
        assertThat(told()).isEqualTo(published.subList(1, 2));
    }

    @ParameterizedTest
    @EnumSource(
            value = ProFault.class,
            names = {"DUPLICATED", "OUT_OF_ORDER"})
    void oneHost_repeatingOrReordering_costsNothing(ProFault fault) {
        FakePro pro = pro(2);
        pro.host(0).misbehave(fault);
        connected(pro, BTC);

        // one after the other, so that the true host is never behind
        for (int i = 0; i < 20; i++) {
            publish(pro, 1);
            awaitAllTold();
        }
        assertThat(all(Disbelieved.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ProChannel.class,
            names = {"REAL_TIME", "FIXED_RATE_200_MS"})
    void everyHost_reordering_timesStillNeverGoBack(ProChannel channel) {
        FakePro pro = pro(2);
        ProStream stream = connected(pro, ProSubscription.prices(channel, List.of(1L)));
        publish(pro, 1);
        awaitAllTold();
        await().until(() -> stream.status().duplicates() == 1);
        pro.host(0).misbehave(ProFault.OUT_OF_ORDER);
        pro.host(1).misbehave(ProFault.OUT_OF_ORDER);

        publish(pro, 20);

        await().until(() -> stream.status().delivered()
                        + stream.status().late()
                        + stream.status().duplicates()
                == 42);
        assertThat(told()).isSorted().doesNotHaveDuplicates();
        if (channel == ProChannel.REAL_TIME) {
            assertThat(stream.status().late()).as("no hole shows").isGreaterThanOrEqualTo(10);
        } else {
            assertThat(told()).isEqualTo(published);
        }
    }

    @Test
    void hole_thatNobodyFills_isGivenUpAfterAMoment() {
        FakePro pro = pro(2);
        ProStream stream = started(builder(pro).patience(Duration.ofMillis(50)), BTC);
        awaitServed(pro, 1);
        publish(pro, 1);
        awaitAllTold();
        pro.host(0).skip(2);
        pro.host(1).skip(2);

        publish(pro, 4);

        published.subList(1, 3).clear();
        awaitAllTold();
        assertThat(stream.status().late()).isZero();
    }

    // ---- one host lies

    @ParameterizedTest
    @EnumSource(
            value = ProFault.class,
            names = {"WRONG_SIGNATURE", "WRONG_SIGNER", "TAMPERED", "UNSIGNED", "BAD_ENCODING"})
    void lyingHost_isToldAsSuch_andTheTrueOneStillCounts(ProFault fault) {
        FakePro pro = pro(2);
        pro.host(0).misbehave(fault);
        pro.host(1).lag(1); // so that the lie comes first
        ProStream stream = connected(pro, BTC.withFormats(ProFormat.SOLANA).withParsed());

        publish(pro, 1);
        Disbelieved lie = first(Disbelieved.class);
        assertThat(told()).isEmpty();
        pro.host(1).lag(0);

        awaitAllTold();
        assertThat(lie.host()).isEqualTo(pro.host(0).stream());
        assertThat(lie.reason())
                .isEqualTo(
                        switch (fault) {
                            case WRONG_SIGNER -> ProReason.UNTRUSTED_SIGNER;
                            case UNSIGNED -> ProReason.MISSING_FORMAT;
                            case BAD_ENCODING -> ProReason.BAD_ENCODING;
                            default -> ProReason.INVALID_SIGNATURE;
                        });
        assertThat(first(Update.class).host()).isEqualTo(pro.host(1).stream());
        assertThat(stream.status().disbelieved()).isEqualTo(1);
    }

    @Test
    void lyingHost_withEvmMessages_isDisbelieved() {
        FakePro pro = pro(1);
        connected(pro, BTC.withFormats(ProFormat.EVM), BTC.withFormats(ProFormat.LE_ECDSA));
        pro.host(0).misbehave(ProFault.TAMPERED);

        publish(pro, 3);

        await().until(() -> all(Disbelieved.class).size() == 6);
        assertThat(all(Disbelieved.class))
                .allSatisfy(
                        lie -> assertThat(lie.reason()).isIn(ProReason.UNTRUSTED_SIGNER, ProReason.INVALID_SIGNATURE));
        assertThat(told()).isEmpty();
    }

    @Test
    void lyingParsedPart_isNotRead() {
        FakePro pro = pro(1);
        pro.host(0).misbehave(ProFault.LYING_PARSED);
        connected(pro, BTC.withParsed());

        publish(pro, 1);

        Update update = first(Update.class);
        assertThat(update.payload().price(1).orElseThrow().value()).isEqualByComparingTo("60000");
        assertThat(update.update().parsed().priceFeeds().get(0).price()).isEqualTo(6_600_000_000_000L);
    }

    @Test
    void truncatedFrames_areToldAndTheConnectionStays() {
        FakePro pro = pro(2);
        connected(pro, BTC);
        pro.host(0).misbehave(ProFault.TRUNCATED_JSON);

        publish(pro, 5);

        awaitAllTold();
        assertThat(first(HostFailed.class).error()).isInstanceOf(MalformedResponse.class);
        assertThat(all(HostDown.class)).isEmpty();
    }

    @Test
    void otherFeedsAndOtherTimes_areDisbelieved() {
        FakePro pro = pro(1);
        connected(pro, BTC);
        long now = ProChannel.REAL_TIME.floorUs(clock.instant());

        pro.host(0).send(signed(pro.signer(), ProSamples.price(now, 2, 5)));
        pro.host(0).send(signed(pro.signer(), ProSamples.price(now + 5_000_001, 1, 5)));
        pro.host(0).send(signed(pro.signer(), ProSamples.price(now + 5_000_000, 1, 5)));

        await().until(() -> told().size() == 1);
        assertThat(all(Disbelieved.class).stream().map(Disbelieved::reason))
                .containsExactly(ProReason.OTHER_FEEDS, ProReason.FROM_THE_FUTURE);
    }

    @Test
    void signedMessageOfAnotherSubscription_doesNotStandInForTheOneAskedFor() {
        FakePro pro = pro(2);
        connected(pro, BTC);
        pro.host(1).lag(1); // so that the other message comes first
        pro.host(0).skip(1);
        ProFeed bare = new ProFeed(1, List.of(ProFeed.Value.of(ProProperty.PRICE, 5)));
        long next = ProChannel.REAL_TIME.floorUs(clock.instant().plus(STEP));

        pro.host(0).send(signed(pro.signer(), new ProPayload(next, ProChannel.FIXED_RATE_200_MS.id(), List.of(bare))));
        assertThat(first(Disbelieved.class).reason()).isEqualTo(ProReason.OTHER_PROPERTIES);
        publish(pro, 1);
        pro.host(1).lag(0);

        awaitAllTold();
        assertThat(first(Update.class).payload().price(1)).isPresent();
    }

    @Test
    void hostWhoseClockIsFarAhead_doesNotShutOutTheOthers() {
        FakePro pro = pro(2);
        ProStream stream = connected(pro, BTC);
        publish(pro, 1);
        awaitAllTold();

        for (int i = 0; i < 10; i++) {
            long ahead = ProChannel.REAL_TIME.floorUs(clock.instant().plusSeconds(59));
            pro.host(0).send(signed(pro.signer(), ProSamples.price(ahead, 1, 5)));
            await().until(() ->
                    stream.status().disbelieved() == all(Disbelieved.class).size());
            publish(pro, 1);
            awaitAllTold();
        }
        await().until(() -> all(Disbelieved.class).size() == 10);
        assertThat(all(Disbelieved.class))
                .allSatisfy(lie -> assertThat(lie.reason()).isEqualTo(ProReason.FROM_THE_FUTURE));
        assertThat(stream.status().late()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"timestampUs\":\"1\",\"priceFeeds\":[{\"priceFeedId\":-1}]}",
                "{\"timestampUs\":\"1\",\"priceFeeds\":[{\"priceFeedId\":4294967296}]}",
                "{\"timestampUs\":\"1\",\"priceFeeds\":[null]}",
                "{\"timestampUs\":\"no\",\"priceFeeds\":[]}",
                "{\"timestampUs\":\"1\"}",
                "MANY"
            })
    void parsedPart_thatCanBeNoUpdate_isTheHostsFailureAndNotTheListeners(String parsed) {
        FakePro pro = pro(1);
        ProStream stream = connected(pro, BTC.withFormats());
        String many = "{\"timestampUs\":\"1\",\"priceFeeds\":["
                + String.join(",", Collections.nCopies(256, "{\"priceFeedId\":1}")) + "]}";

        pro.host(0)
                .send("{\"type\":\"streamUpdated\",\"subscriptionId\":1,\"parsed\":"
                        + (parsed.equals("MANY") ? many : parsed) + "}");

        assertThat(first(HostFailed.class).error()).isInstanceOf(MalformedResponse.class);
        publish(pro, 1);
        awaitAllTold();
        assertThat(stream.status().listenerFailures()).isZero();
    }

    @Test
    void hostThatRepeatsTheToken_doesNotBringItIntoEvents() {
        FakePro pro = pro(1);
        connected(pro, BTC);

        pro.host(0).send("{\"type\":\"error\",\"error\":\"bad token " + FakePro.KEY + "\"}");
        pro.host(0).send("{\"type\":\"subscriptionError\",\"subscriptionId\":1,\"error\":\"for " + FakePro.KEY + "\"}");
        pro.host(0).send("Bearer " + FakePro.KEY + " is no JSON");
        pro.host(0).send("{\"type\":\"subscribed\",\"subscriptionId\":\"" + FakePro.KEY + "\"}");

        await().until(() ->
                all(HostFailed.class).size() == 3 && all(NotServed.class).size() == 1);
        assertThat(all(NotServed.class).get(0).error()).isEqualTo("for ***");
        assertThat(all(HostFailed.class)).allSatisfy(failed -> {
            StringWriter trace = new StringWriter();
            failed.error().printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain(FakePro.KEY);
        });
    }

    @Test
    void expiredSigner_isDisbelieved() {
        FakePro pro = pro(1);
        ProVerifier until =
                ProVerifier.trusting(pro.signer().trustUntil(clock.instant().plus(STEP.multipliedBy(3))));
        started(
                ProStream.builder(pro.streams(), () -> FakePro.KEY, until, events::add)
                        .clock(clock),
                BTC);
        awaitServed(pro, 1);

        publish(pro, 1);
        await().until(() -> told().size() == 1);
        publish(pro, 2);

        await().until(() -> all(Disbelieved.class).stream().anyMatch(lie -> lie.reason() == ProReason.EXPIRED_SIGNER));
    }

    private static String signed(ProSigner signer, ProPayload payload) {
        String data = Base64.getEncoder().encodeToString(signer.sign(ProFormat.EVM, payload));
        return "{\"type\":\"streamUpdated\",\"subscriptionId\":1,\"evm\":{\"encoding\":\"base64\",\"data\":\"" + data
                + "\"}}";
    }

    // ---- all hosts fail

    @Test
    void allHosts_cutAndRefusing_isAnInterruptionAndAGap() {
        FakePro pro = pro(3);
        connected(pro, BTC);
        publish(pro, 2);
        awaitAllTold();
        Instant lastReceipt = clock.instant();
        for (int i = 0; i < 3; i++) {
            pro.host(i).refuse(503);
        }
        clock.advance(STEP);
        for (int i = 0; i < 3; i++) {
            pro.host(i).cutAll();
        }
        first(Interrupted.class);
        assertThat(all(Gap.class)).isEmpty();
        assertThat(((Rejected) first(HostFailed.class).error()).status()).isEqualTo(503);
        publish(pro, 4);
        published.subList(2, 6).clear();

        for (int i = 0; i < 3; i++) {
            pro.host(i).behave();
        }
        Gap gap = first(Gap.class);
        awaitServed(pro, 1);
        publish(pro, 3);

        awaitAllTold();
        assertThat(gap.from()).isEqualTo(lastReceipt);
        assertThat(gap.to()).isEqualTo(lastReceipt.plus(STEP.multipliedBy(5)));
        assertThat(all(Interrupted.class)).hasSize(1);
        assertThat(all(Gap.class)).hasSize(1);
    }

    @Test
    void allHosts_silent_areReplaced() {
        FakePro pro = pro(2);
        ProStream stream = started(builder(pro).silence(Duration.ofMillis(400)), BTC);
        awaitServed(pro, 1);
        pro.host(0).goHalfOpen();
        pro.host(1).goHalfOpen();

        Gap gap = first(Gap.class);

        assertThat(gap.to()).isAfterOrEqualTo(gap.from());
        await().until(() -> stream.status().connected() == 2);
        await().until(() -> pro.host(0).subscriptions() >= 1 && pro.host(1).subscriptions() >= 1);
        // the silence goes on meanwhile: what is published must come over some later connection
        await().untilAsserted(() -> {
            publish(pro, 1);
            assertThat(told()).isNotEmpty();
        });
    }

    @Test
    void wrongKey_isTypedAndToldOnceForEachHost() {
        FakePro pro = pro(2);
        ProStream stream = started(
                ProStream.builder(
                                pro.streams(), () -> "secret-but-wrong", ProVerifier.trusting(pro.trust()), events::add)
                        .reconnect(FAST),
                BTC);

        await().until(() ->
                pro.host(0).requests().size() > 3 && pro.host(1).requests().size() > 3);

        assertThat(all(HostFailed.class)).hasSize(2).allSatisfy(failed -> {
            assertThat(failed.error()).isInstanceOf(ProUnauthorized.class);
            assertThat(failed.error().getMessage()).doesNotContain("secret");
            assertThat(failed.error().retryable()).isFalse();
        });
        assertThat(stream.status().connected()).isZero();
        assertThat(stream.status().toString()).doesNotContain("secret");
    }

    @Test
    void token_isAskedForAtEachConnect() {
        FakePro pro = pro(1);
        AtomicReference<String> token = new AtomicReference<>("old");
        started(
                ProStream.builder(pro.streams(), token::get, ProVerifier.trusting(pro.trust()), events::add)
                        .clock(clock)
                        .reconnect(FAST),
                BTC);
        first(HostFailed.class);

        token.set(FakePro.KEY);

        first(HostUp.class);
    }

    @Test
    void refusalThatRepeatsTheToken_doesNotShowIt() {
        TextServer server = new TextServer(400, "what is s3cret?");
        open.add(server);
        ProStream stream = started(ProStream.builder(
                        List.of(server.url()), () -> "s3cret", ProVerifier.trusting(ProTrust.MAINNET), events::add)
                .reconnect(FAST));

        await().until(() ->
                stream.status().hosts().get(0).connection().lastFailure().isPresent());

        SourceException failure =
                stream.status().hosts().get(0).connection().lastFailure().orElseThrow();
        assertThat(((Rejected) failure).status()).isEqualTo(400);
        assertThat(failure.getMessage()).contains("what is ***?");
        assertThat(failure.getMessage()).doesNotContain("s3cret");
        assertThat(first(HostFailed.class).error().getMessage()).doesNotContain("s3cret");
    }

    @Test
    void tokenInAReasonToClose_isNotTold() {
        FakePro pro = pro(1);
        connected(pro, BTC);

        pro.host(0).closeAll(1008, "expired: " + FakePro.KEY);

        String cause = first(HostDown.class).cause().orElseThrow().getMessage();
        assertThat(cause).contains("expired: ***");
    }

    @Test
    void redirect_isARefusalAndTakesTheTokenNowhere() {
        FakePro pro = pro(1);
        FakeServer elsewhere = new FakeServer() {
            @Override
            protected MockResponse answer(RecordedRequest request) {
                return new MockResponse.Builder()
                        .code(302)
                        .addHeader("Location", pro.host(0).stream().toString())
                        .build();
            }
        };
        open.add(elsewhere);
        started(ProStream.builder(
                        List.of(elsewhere.url()), () -> FakePro.KEY, ProVerifier.trusting(pro.trust()), events::add)
                .reconnect(FAST));

        assertThat(((Rejected) first(HostFailed.class).error()).status()).isEqualTo(302);
        assertThat(pro.host(0).requests()).isEmpty();
    }

    @Test
    void tokenSupplier_thatFails_isToldAndAskedAgain() {
        FakePro pro = pro(1);
        Queue<Supplier<String>> answers = new ConcurrentLinkedQueue<>(List.of(
                () -> {
                    throw new Rejected("broker", 503, "");
                },
                () -> {
                    throw new IllegalStateException("no token");
                },
                () -> "two\nlines",
                () -> ""));
        started(
                ProStream.builder(
                                pro.streams(),
                                () -> Optional.ofNullable(answers.poll())
                                        .map(Supplier::get)
                                        .orElse(FakePro.KEY),
                                ProVerifier.trusting(pro.trust()),
                                events::add)
                        .clock(clock)
                        .reconnect(FAST),
                BTC);

        awaitServed(pro, 1);

        first(HostUp.class);
        assertThat(all(HostFailed.class).stream()
                        .map(failed -> failed.error().getClass().getSimpleName()))
                .containsExactly("Rejected", "Transport", "ProUnauthorized");
        assertThat(all(HostFailed.class))
                .allSatisfy(failed -> assertThat(failed.error().getMessage()).doesNotContain("lines"));
    }

    // ---- subscriptions

    @Test
    void someFeedsInvalid_theOthersAreServed() {
        FakePro pro = pro(2);
        pro.add(FakePro.symbol(7, "Equity.US.X/USD", ProChannel.FIXED_RATE_1000_MS, "stable", "07".repeat(32)));
        pro.add(FakePro.symbol(8, "Crypto.NEW/USD", ProChannel.REAL_TIME, "coming_soon", "08".repeat(32)));
        pro.withhold(6);
        connected(pro, ProSubscription.prices(ProChannel.FIXED_RATE_200_MS, List.of(1L, 6L, 7L, 8L, 999L)));

        Served served = first(Served.class);

        assertThat(served.feedIds()).containsExactly(1L);
        assertThat(served.ignored())
                .isEqualTo(
                        new ProResponse.InvalidFeeds(List.of(999L), List.of(), List.of(7L), List.of(8L), List.of(6L)));
        publish(pro, 2);
        awaitAllTold();
        assertThat(all(Served.class)).hasSize(1);
    }

    @Test
    void noFeedValid_orAllWanted_isNotServed() {
        FakePro pro = pro(2);
        ProStream stream = started(builder(pro));
        long none = stream.subscribe(ProSubscription.prices(ProChannel.REAL_TIME, List.of(999L)));
        long all = stream.subscribe(
                ProSubscription.prices(ProChannel.REAL_TIME, List.of(1L, 999L)).allOrNothing());

        await().until(() -> all(NotServed.class).size() == 4);

        assertThat(all(NotServed.class)).allSatisfy(refused -> {
            assertThat(refused.subscriptionId()).isIn(none, all);
            assertThat(refused.error()).contains("999");
        });
        assertThat(all(Served.class)).isEmpty();
    }

    @Test
    void unsubscribe_endsTheUpdates_andIsNotMadeAnew() {
        FakePro pro = pro(2);
        ProStream stream = started(builder(pro));
        long btc = stream.subscribe(BTC);
        long eth = stream.subscribe(ProSubscription.prices(ProChannel.FIXED_RATE_200_MS, List.of(2L)));
        awaitServed(pro, 2);

        stream.unsubscribe(btc);
        stream.unsubscribe(btc);
        stream.unsubscribe(77);
        awaitServed(pro, 1);
        pro.host(0).cutAll();
        await().until(() -> all(HostUp.class).size() == 3);
        awaitServed(pro, 1);
        publish(pro, 3);

        await().until(() -> stream.status().delivered() == 3);
        assertThat(all(Update.class))
                .allSatisfy(update -> assertThat(update.subscriptionId()).isEqualTo(eth));
        assertThat(all(NotServed.class)).isEmpty();
    }

    /** As when a listener unsubscribes as soon as the first host serves, before the others were asked. */
    @Test
    void subscribe_afterTheUnsubscribe_asksForNothing() {
        FakePro pro = pro(1);
        Map<Long, Tracked> subscriptions = new ConcurrentHashMap<>();
        Delivery delivery = new Delivery("link", 8);
        delivery.start();
        ProStream.Builder settings = builder(pro);
        HostLink link = new HostLink(
                0,
                pro.streams().get(0),
                settings,
                subscriptions,
                delivery,
                new Merger(
                        subscriptions,
                        ProVerifier.trusting(pro.trust()),
                        clock,
                        STEP,
                        STEP,
                        delivery::control,
                        events::add));
        open.add(() -> {
            link.stop(Duration.ofSeconds(5));
            delivery.end(() -> {});
        });
        link.start();
        first(HostUp.class);
        Tracked wanted = new Tracked(8, BTC);
        subscriptions.put(8L, wanted);

        link.subscribe(new Tracked(7, BTC));
        link.subscribe(wanted);

        first(Served.class);
        assertThat(pro.host(0).subscriptions()).isEqualTo(1);
    }

    @Test
    void listener_thatStops_isNotToldWhatWasHeld() {
        FakePro pro = pro(1);
        AtomicReference<ProStream> itself = new AtomicReference<>();
        ProStream stream = started(
                ProStream.builder(pro.streams(), () -> FakePro.KEY, ProVerifier.trusting(pro.trust()), event -> {
                            events.add(event);
                            if (event instanceof HostFailed) {
                                itself.get().close();
                            }
                        })
                        .clock(clock)
                        .patience(Duration.ofMinutes(1)),
                BTC);
        itself.set(stream);
        awaitServed(pro, 1);
        publish(pro, 1);
        awaitAllTold();
        pro.host(0).skip(1);
        publish(pro, 3); // the last two wait for the one that is missing

        pro.host(0).send("{\"type\":\"error\",\"error\":\"stop\"}");

        first(Closed.class);
        assertThat(all(Update.class)).hasSize(1);
    }

    @Test
    void listener_maySubscribeAndStop() {
        FakePro pro = pro(2);
        AtomicReference<ProStream> itself = new AtomicReference<>();
        ProStream stream = ProStream.builder(
                        pro.streams(), () -> FakePro.KEY, ProVerifier.trusting(pro.trust()), event -> {
                            events.add(event);
                            if (event instanceof HostUp && all(HostUp.class).size() == 1) {
                                itself.get().subscribe(BTC);
                            } else if (event instanceof Update) {
                                itself.get().close();
                            }
                        })
                .clock(clock)
                .build();
        itself.set(stream);
        open.add(stream);
        stream.start();
        awaitServed(pro, 1);

        publish(pro, 3);

        first(Closed.class);
        assertThat(all(Update.class)).hasSize(1);
        assertThat(events.get(events.size() - 1)).isInstanceOf(Closed.class);
        await().until(() -> threadsOf("pyth-pro") == 0);
    }

    // ---- the rest

    @Test
    void slowListener_holdsUpTheSocketsAndLosesNothing() throws InterruptedException {
        FakePro pro = pro(2);
        CountDownLatch gate = new CountDownLatch(1);
        ProStream stream = started(
                ProStream.builder(pro.streams(), () -> FakePro.KEY, ProVerifier.trusting(pro.trust()), event -> {
                            events.add(event);
                            if (event instanceof Update) {
                                try {
                                    gate.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }
                        })
                        .clock(clock)
                        .queueCapacity(4),
                BTC);
        awaitServed(pro, 1);

        publish(pro, 200);
        await().until(() -> told().size() == 1);
        gate.countDown();

        awaitAllTold();
        assertThat(stream.status().late()).isZero();
    }

    @Test
    void throwingListener_isCountedAndGoesOn() {
        FakePro pro = pro(1);
        ProStream stream = started(
                ProStream.builder(pro.streams(), () -> FakePro.KEY, ProVerifier.trusting(pro.trust()), event -> {
                            events.add(event);
                            throw new IllegalStateException("no");
                        })
                        .clock(clock),
                BTC);
        awaitServed(pro, 1);

        publish(pro, 5);

        awaitAllTold();
        await().until(() -> stream.status().listenerFailures() >= 7);
    }

    @Test
    void errorsAndStrangeTexts_doNoHarm() {
        FakePro pro = pro(1);
        connected(pro, BTC);

        pro.host(0).send("{\"type\":\"error\",\"error\":\"over capacity\"}");
        pro.host(0).send("{\"type\":\"error\",\"message\":\"as documented\"}");
        pro.host(0).send("{\"type\":\"maintenance\",\"at\":1}");
        pro.host(0).send("{\"type\":\"subscribed\"}");
        pro.host(0).send("[]");
        pro.host(0).send("{\"type\":\"streamUpdated\",\"subscriptionId\":99}");
        pro.host(0).send("{\"type\":\"streamUpdated\",\"subscriptionId\":1}");
        publish(pro, 1);

        awaitAllTold();
        assertThat(all(HostFailed.class).stream().map(failed -> failed.error().getMessage()))
                .anySatisfy(message -> assertThat(message).contains("over capacity"))
                .anySatisfy(message -> assertThat(message).contains("as documented"))
                .anySatisfy(message -> assertThat(message).contains("subscriptionId"))
                .hasSize(3);
        assertThat(all(Disbelieved.class).stream().map(Disbelieved::reason)).containsExactly(ProReason.MISSING_FORMAT);
    }

    @Test
    void stop_endsAllThreads_andStartsNoMore() {
        FakePro pro = pro(3);
        ProStream stream = started(builder(pro).name("to-stop"), BTC);
        awaitServed(pro, 1);
        publish(pro, 2);
        awaitAllTold();

        stream.start();
        stream.stop(Duration.ofSeconds(5));
        stream.stop(Duration.ofSeconds(5));

        assertThat(events.get(events.size() - 1)).isInstanceOf(Closed.class);
        assertThat(all(Closed.class)).hasSize(1);
        assertThat(threadsOf("to-stop")).isZero();
        await().until(() -> IntStream.range(0, 3).allMatch(i -> pro.host(i).live() == 0));
        assertThatIllegalStateException().isThrownBy(stream::start);
        builder(pro).build().close();
    }

    @Test
    void stop_withAListenerThatHangs_keepsToItsLimit() {
        FakePro pro = pro(3);
        CountDownLatch never = new CountDownLatch(1);
        ProStream stream = started(
                ProStream.builder(pro.streams(), () -> FakePro.KEY, ProVerifier.trusting(pro.trust()), event -> {
                            events.add(event);
                            if (event instanceof Update) {
                                try {
                                    never.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }
                        })
                        .clock(clock)
                        .queueCapacity(2)
                        .name("hanging"),
                BTC);
        awaitServed(pro, 1);
        publish(pro, 50);
        await().until(() -> told().size() == 1);

        Duration took = timed(() -> stream.stop(Duration.ofSeconds(4)));

        assertThat(took).isLessThan(Duration.ofSeconds(8));
        await().until(() -> threadsOf("hanging") == 0);
        assertThat(all(Closed.class)).hasSize(1);
    }

    private static Duration timed(Runnable task) {
        long start = System.nanoTime();
        task.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static long threadsOf(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name + "-"))
                .count();
    }

    @Test
    void whatCannotWork_isRefused() {
        FakePro pro = pro(1);
        ProVerifier verifier = ProVerifier.trusting(pro.trust());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProStream.builder(List.of(), () -> "", verifier, event -> {}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProStream.builder(
                        List.of(pro.streams().get(0), pro.streams().get(0)), () -> "", verifier, event -> {}));
        for (String secret : List.of("http://h/?ACCESS_TOKEN=secret", "http://secret@h/", "http://:secret@h/")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ProStream.builder(List.of(HttpUrl.get(secret)), () -> "", verifier, event -> {}))
                    .withMessageNotContaining("secret");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> builder(pro).queueCapacity(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder(pro).tolerance(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder(pro).patience(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> ProSubscription.prices(ProChannel.REAL_TIME, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProSubscription.prices(ProChannel.REAL_TIME, List.of(1L, 1L)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProSubscription.prices(ProChannel.REAL_TIME, List.of(-1L)));
        assertThatIllegalArgumentException().isThrownBy(BTC::withProperties);
        assertThatIllegalArgumentException().isThrownBy(() -> BTC.withFormats(ProFormat.EVM, ProFormat.EVM));
        assertThat(BTC.withFormats().parsed()).isTrue();
        assertThat(BTC.withFormats().isSigned()).isFalse();
    }
}
