package io.plimsoll.hyperliquid.testing;

import static io.plimsoll.hyperliquid.testing.VenueFixture.ALICE;
import static io.plimsoll.hyperliquid.testing.VenueFixture.BOB;
import static io.plimsoll.hyperliquid.testing.VenueFixture.CAROL;
import static io.plimsoll.hyperliquid.testing.VenueFixture.buy;
import static io.plimsoll.hyperliquid.testing.VenueFixture.sell;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.crypto.Signer;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.hyperliquid.exchange.CancelOutcome;
import io.plimsoll.hyperliquid.exchange.ExchangeClient;
import io.plimsoll.hyperliquid.exchange.OrderAction;
import io.plimsoll.hyperliquid.exchange.TimeInForce;
import io.plimsoll.hyperliquid.exchange.TwapCancelAction;
import io.plimsoll.hyperliquid.exchange.TwapOrderAction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The websocket speaks as the venue does, and fails in every way a connection can. */
class FakeVenueStreamsTest {
    private final VenueFixture fixture = new VenueFixture();
    private final FakeVenue venue = fixture.venue;
    private final List<StreamClient> clients = new ArrayList<>();

    @AfterEach
    void close() {
        clients.forEach(StreamClient::close);
        fixture.close();
    }

    private StreamClient connect() {
        StreamClient client = new StreamClient(fixture.http, venue.url());
        clients.add(client);
        return client;
    }

    private static String user(Address address) {
        return "'user':'" + address + "'";
    }

    private static void eventually(Runnable assertion) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(assertion::run);
    }

    private void tradeOnce() {
        venue.trade("HYPE", ALICE.address(), BOB.address(), "1", "40");
    }

    // ---- protocol

    @Test
    void acknowledgement_repeatsTheSubscriptionInTheVenuesForm() {
        StreamClient client = connect().subscribe("'type':'l2Book','coin':'HYPE'");

        assertThat(client.await("subscriptionResponse"))
                .isEqualTo(StreamClient.parse("{\"method\":\"subscribe\",\"subscription\":{\"type\":\"l2Book\","
                        + "\"coin\":\"HYPE\",\"nSigFigs\":null,\"mantissa\":null,\"fast\":false}}"));
        assertThat(client.texts.get(0)).contains("subscriptionResponse");
        client.subscribe("'type':'l2Book','coin':'HYPE','nSigFigs':null");
        assertThat(client.await("error").asText()).startsWith("Already subscribed: {\"type\":\"l2Book\"");
        client.say("{'method':'unsubscribe','subscription':{'fast':false,'coin':'HYPE','type':'l2Book'}}");
        client.await(
                "subscriptionResponse", data -> data.path("method").asText().equals("unsubscribe"));
        assertThat(venue.streams().subscriptions()).isEmpty();
    }

    @Test
    void whatTheVenueCannotRead_isAnErrorWithoutReference_andTheSessionLives() {
        StreamClient client = connect()
                .say("{'method':'subscribe','subscription':{'type':'liquidations'}}")
                .say("nonsense")
                .say("{'method':'dance'}")
                .say("{'method':'ping'}");

        eventually(() -> assertThat(client.texts).contains("{\"channel\":\"pong\"}"));
        assertThat(client.frames("error"))
                .hasSize(3)
                .allSatisfy(error ->
                        assertThat(error.asText()).startsWith("Error parsing JSON into valid websocket request"));
    }

    @Test
    void sixteenthUser_isRefused_overAllConnections() {
        StreamClient first = connect();
        StreamClient second = connect();
        for (int i = 10; i < 25; i++) {
            (i % 2 == 0 ? first : second)
                    .subscribe(
                            "'type':'userFills'," + user(VenueFixture.signer(i).address()));
        }
        eventually(() -> assertThat(venue.streams().subscriptions()).hasSize(15));
        first.subscribe("'type':'userFills'," + user(ALICE.address()));
        assertThat(first.await("error").asText()).isEqualTo("Cannot track more than 15 total users.");

        second.close();
        eventually(() -> assertThat(venue.streams().subscriptions()).hasSizeLessThan(15));
        first.subscribe("'type':'userFills'," + user(ALICE.address()));
        first.await(
                "userFills",
                data -> data.path("user").asText().equals(ALICE.address().hex()));
    }

    @Test
    void posts_areAnsweredWithTheirNumber() {
        StreamClient client = connect()
                .say("{'method':'post','id':5,'request':{'type':'info','payload':{'type':'allMids'}}}")
                .say("{'method':'post','id':6,'request':{'type':'info','payload':{'type':'nosuch'}}}")
                .say("{'method':'post','id':7,'request':{'type':'action','payload':"
                        + fixture.client(ALICE)
                                .signer()
                                .sign(OrderAction.of(buy("1", "30", TimeInForce.GOOD_TIL_CANCEL)))
                                .json()
                        + "}}")
                .say("{'method':'post','request':{}}")
                .say("{'method':'post','id':8,'request':{'type':'nosuch','payload':{}}}");

        JsonNode mids = client.await("post", data -> data.path("id").asInt() == 5);
        assertThat(mids.at("/response/payload/data/HYPE").asText()).isEqualTo("40.0");
        JsonNode refused = client.await("post", data -> data.path("id").asInt() == 6);
        assertThat(refused.at("/response/type").asText()).isEqualTo("error");
        assertThat(refused.at("/response/payload").asText()).startsWith("422");
        JsonNode order = client.await("post", data -> data.path("id").asInt() == 7);
        assertThat(order.at("/response/payload/status").asText()).isEqualTo("ok");
        assertThat(order.at("/response/payload/response/data/statuses/0/resting/oid")
                        .isIntegralNumber())
                .isTrue();
        eventually(() -> assertThat(client.frames("error")).hasSize(2));
        assertThat(client.frames("post")).hasSize(3);
    }

    @Test
    void posts_shareTheWeightOfTheAddress() {
        venue.limitWeight(60);
        StreamClient client = connect();
        for (int id = 1; id <= 4; id++) {
            client.say("{'method':'post','id':" + id
                    + ",'request':{'type':'info','payload':{'type':'openOrders','user':'" + ALICE.address() + "'}}}");
        }

        assertThat(client.await("post", data -> data.path("id").asInt() == 4)
                        .at("/response/payload")
                        .asText())
                .startsWith("429");
        assertThat(client.await("post", data -> data.path("id").asInt() == 3)
                        .at("/response/type")
                        .asText())
                .isEqualTo("info");
    }

    @Test
    void sessionToWhichNothingWasSentForAMinute_isClosed_andAPingKeepsItOpen() {
        StreamClient silent = watchingFills();
        StreamClient speaking = watchingFills();
        fixture.clock.advance(Duration.ofSeconds(59));
        venue.streams().closeIdle();
        speaking.say("{'method':'ping'}").await("pong", data -> true);
        fixture.clock.advance(Duration.ofSeconds(1));

        venue.streams().closeIdle();

        eventually(() -> assertThat(silent.closeCode).isEqualTo(1000));
        eventually(() -> assertThat(venue.streams().live()).isEqualTo(1));
        assertThat(speaking.closeCode).isZero();
    }

    // ---- channels

    @Test
    void stateSubscribedToAgain_isSentAgain_thoughItIsTheSame() {
        venue.quote(ALICE.address(), "HYPE", "1", "39");
        StreamClient client = connect();
        for (String type : List.of("bbo", "l2Book", "fastAssetCtxs")) {
            String subscription =
                    type.equals("fastAssetCtxs") ? "'type':'" + type + "'" : "'type':'" + type + "','coin':'HYPE'";
            client.subscribe(subscription).await(type);
            client.say("{'method':'unsubscribe','subscription':{" + subscription + "}}")
                    .subscribe(subscription);
            eventually(() -> assertThat(client.frames(type)).hasSize(2));
            assertThat(client.frames(type).get(0).path("bbo"))
                    .isEqualTo(client.frames(type).get(1).path("bbo"));
        }
    }

    @Test
    void fastContexts_areAllAtFirst_andThenThoseThatChanged() {
        StreamClient client = connect().subscribe("'type':'fastAssetCtxs'");
        assertThat(inflated(client.await("fastAssetCtxs").asText())).hasSize(3);

        venue.move("HYPE", "41");

        eventually(() -> assertThat(client.frames("fastAssetCtxs")).hasSize(2));
        JsonNode changed = inflated(client.frames("fastAssetCtxs").get(1).asText());
        assertThat(changed).hasSize(1);
        assertThat(changed.at("/HYPE/markPx").asText()).isEqualTo("41.0");
    }

    private static JsonNode inflated(String text) {
        try (InflaterInputStream in = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(text)), new Inflater(true))) {
            return StreamClient.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void twapOrders_leaveTheirHistory() throws IOException {
        ExchangeClient alice = fixture.client(ALICE);
        TwapOrderAction order = TwapOrderAction.of(new TwapOrderAction.Twap(1, true, BigDecimal.TEN, false, 30, false));
        alice.submit(order);
        StreamClient client = connect()
                .subscribe("'type':'userTwapHistory'," + user(ALICE.address()))
                .subscribe("'type':'userEvents'," + user(ALICE.address()));
        assertThat(client.await(
                                "userTwapHistory",
                                data -> data.path("isSnapshot").asBoolean())
                        .at("/history/0/status/status")
                        .asText())
                .isEqualTo("activated");
        eventually(() -> assertThat(venue.streams().subscriptions()).hasSize(2));

        assertThat(alice.submit(new TwapCancelAction(0, 1))).isInstanceOf(CancelOutcome.Rejected.class);
        assertThat(alice.submit(new TwapCancelAction(1, 1))).isInstanceOf(CancelOutcome.Cancelled.class);

        assertThat(client.await("userTwapHistory", data -> !data.has("isSnapshot"))
                        .at("/history/0/status/status")
                        .asText())
                .isEqualTo("terminated");
        client.await("user", event -> event.at("/twapHistory/0/twapId").asLong() == 1);
        JsonNode history =
                StreamClient.parse(fixture.info("{\"type\":\"twapHistory\",\"user\":\"" + ALICE.address() + "\"}"));
        assertThat(history).hasSize(2);
        assertThat(history.at("/0/status/status").asText()).isEqualTo("terminated");
        assertThat(history.at("/0/time").asLong()).isEqualTo(fixture.clock.millis() / 1000);
    }

    @Test
    void summedFills_areSummedInEveryFrame() {
        StreamClient client = connect().subscribe("'type':'userFills','aggregateByTime':true," + user(ALICE.address()));
        client.await("userFills");
        venue.quote(BOB.address(), "HYPE", "-1", "40");
        venue.quote(BOB.address(), "HYPE", "-1", "41");

        venue.take(ALICE.address(), "HYPE", "2", "41");

        JsonNode live = client.await("userFills", data -> !data.has("isSnapshot"));
        assertThat(live.path("fills")).hasSize(1);
        assertThat(live.at("/fills/0/px").asText()).isEqualTo("40.5");
        assertThat(live.at("/fills/0/startPosition").asText()).isEqualTo("0.0");
        StreamClient late = connect().subscribe("'type':'userFills','aggregateByTime':true," + user(ALICE.address()));
        assertThat(late.await("userFills").path("fills")).isEqualTo(live.path("fills"));
    }

    @Test
    void fills_startWithAMarkedSnapshot_andGoOnWithoutMark() {
        tradeOnce();
        StreamClient client = connect().subscribe("'type':'userFills'," + user(ALICE.address()));
        JsonNode snapshot = client.await("userFills");
        assertThat(snapshot.path("isSnapshot").asBoolean()).isTrue();
        assertThat(snapshot.path("fills")).hasSize(1);

        tradeOnce();

        JsonNode live = client.await("userFills", data -> !data.has("isSnapshot"));
        assertThat(live.at("/fills/0/tid").asLong())
                .isEqualTo(venue.ledger().fills(ALICE.address()).get(1).tid());
    }

    @Test
    void snapshotOfFills_isCapped() {
        venue.streams().limitSnapshots(2);
        tradeOnce();
        tradeOnce();
        tradeOnce();

        JsonNode snapshot = connect()
                .subscribe("'type':'userFills'," + user(ALICE.address()))
                .await("userFills");

        assertThat(snapshot.path("fills")).hasSize(2);
        assertThat(snapshot.at("/fills/0/tid").asLong())
                .isEqualTo(venue.ledger().fills(ALICE.address()).get(2).tid());
    }

    @Test
    void trades_areRepeatedOnSubscription_atMostThirty() {
        for (int i = 0; i < 33; i++) {
            tradeOnce();
        }
        StreamClient client = connect().subscribe("'type':'trades','coin':'HYPE'");

        assertThat(client.await("trades")).hasSize(30);
        tradeOnce();
        JsonNode live = client.await("trades", data -> data.size() == 1);
        assertThat(live.at("/0/users/0").asText()).isEqualTo(ALICE.address().hex());
    }

    @Test
    void orderUpdatesAndEvents_haveNoFirstFrame_andNoUser() {
        venue.quote(ALICE.address(), "HYPE", "1", "39");
        StreamClient client = connect()
                .subscribe("'type':'orderUpdates'," + user(ALICE.address()))
                .subscribe("'type':'userEvents'," + user(ALICE.address()))
                .say("{'method':'ping'}");
        eventually(() -> assertThat(client.texts).contains("{\"channel\":\"pong\"}"));
        assertThat(client.frames("orderUpdates")).isEmpty();
        assertThat(client.frames("user")).isEmpty();

        venue.take(BOB.address(), "HYPE", "-1", "39");

        JsonNode update = client.await("orderUpdates").get(0);
        assertThat(update.path("status").asText()).isEqualTo("filled");
        assertThat(update.at("/order/sz").asText()).isEqualTo("0.0");
        assertThat(client.await("user").at("/fills/0/coin").asText()).isEqualTo("HYPE");
    }

    @Test
    void everyChannel_speaks() {
        String alice = user(ALICE.address());
        StreamClient client = connect();
        tradeOnce();
        for (String type : List.of("allMids", "allDexsAssetCtxs", "assetCtxs", "fastAssetCtxs", "spotAssetCtxs")) {
            client.subscribe("'type':'" + type + "'").await(type);
        }
        for (String type : List.of("l2Book", "bbo", "activeAssetCtx")) {
            client.subscribe("'type':'" + type + "','coin':'HYPE'").await(type);
        }
        client.subscribe("'type':'candle','coin':'HYPE','interval':'1h'").await("candle");
        client.subscribe("'type':'activeAssetCtx','coin':'PURR/USDC'").await("activeSpotAssetCtx");
        client.subscribe("'type':'activeAssetData','coin':'HYPE'," + alice).await("activeAssetData");
        for (String type : List.of(
                "allDexsClearinghouseState",
                "clearinghouseState",
                "openOrders",
                "spotState",
                "twapStates",
                "userFundings",
                "userHistoricalOrders",
                "userNonFundingLedgerUpdates",
                "userTwapHistory",
                "userTwapSliceFills",
                "webData3")) {
            client.subscribe("'type':'" + type + "'," + alice).await(type);
        }
        client.subscribe("'type':'notification'," + alice);
        eventually(() -> assertThat(venue.streams().subscriptions()).hasSize(23));
        venue.streams().notify(ALICE.address(), "hello");
        assertThat(client.await("notification").path("notification").asText()).isEqualTo("hello");
        assertThat(client.frames("error")).isEmpty();
    }

    @Test
    void bookAndBest_followTheBook() {
        StreamClient client =
                connect().subscribe("'type':'l2Book','coin':'HYPE'").subscribe("'type':'bbo','coin':'HYPE'");

        venue.quote(ALICE.address(), "HYPE", "1", "39");
        venue.quote(BOB.address(), "HYPE", "2", "39");
        venue.quote(BOB.address(), "HYPE", "-3", "41");

        client.await(
                "l2Book",
                book -> book.at("/levels/0/0/sz").asText().equals("3.0")
                        && book.at("/levels/0/0/n").asInt() == 2
                        && book.at("/levels/1/0/px").asText().equals("41.0"));
        client.await("bbo", bbo -> bbo.at("/bbo/1/px").asText().equals("41.0"));
    }

    @Test
    void liquidationFundingAndCancelByTheVenue_areEvents() {
        tradeOnce();
        venue.quote(CAROL.address(), "HYPE", "1", "38");
        StreamClient client = connect()
                .subscribe("'type':'userEvents'," + user(ALICE.address()))
                .subscribe("'type':'userFundings'," + user(ALICE.address()))
                .subscribe("'type':'userNonFundingLedgerUpdates'," + user(ALICE.address()));
        eventually(() -> assertThat(venue.streams().subscriptions()).hasSize(3));
        venue.quote(ALICE.address(), "HYPE", "1", "30");

        venue.payFunding();
        venue.liquidate(ALICE.address(), "HYPE");

        assertThat(client.await("user", event -> event.has("funding"))
                        .at("/funding/usdc")
                        .asText())
                .isEqualTo("-0.0005");
        client.await("userFundings", data -> !data.has("isSnapshot"));
        assertThat(client.await("user", event -> event.has("liquidation"))
                        .at("/liquidation/liquidated_user")
                        .asText())
                .isEqualTo(ALICE.address().hex());
        client.await("user", event -> event.has("nonUserCancel"));
        assertThat(client.await("userNonFundingLedgerUpdates", data -> !data.has("isSnapshot"))
                        .at("/nonFundingLedgerUpdates/0/delta/type")
                        .asText())
                .isEqualTo("liquidation");
    }

    @Test
    void fills_comeInTheOrderOfTheLedger() {
        StreamClient client = connect().subscribe("'type':'userFills'," + user(ALICE.address()));
        client.await("userFills");
        for (int i = 0; i < 300; i++) {
            tradeOnce();
        }

        List<Long> done = venue.ledger().fills(ALICE.address()).stream()
                .map(VenueLedger.Fill::tid)
                .toList();
        eventually(() -> assertThat(tids(client)).isEqualTo(done));
    }

    @Test
    void underLoadFromManySides_everyWatcherSeesItsLedger() throws Exception {
        List<Signer> traders = List.of(ALICE, BOB, CAROL);
        List<StreamClient> watching = new ArrayList<>();
        for (Signer trader : traders) {
            StreamClient client = connect().subscribe("'type':'userFills'," + user(trader.address()));
            client.await("userFills");
            watching.add(client);
        }
        ExecutorService pool = Executors.newFixedThreadPool(traders.size());
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < traders.size(); i++) {
            int number = i;
            ExchangeClient client = fixture.client(traders.get(number));
            running.add(pool.submit(() -> {
                for (int j = 0; j < 100; j++) {
                    client.submit(OrderAction.of(
                            (j + number) % 2 == 0
                                    ? buy("1", "40", TimeInForce.GOOD_TIL_CANCEL)
                                    : sell("1", "40", TimeInForce.GOOD_TIL_CANCEL)));
                }
            }));
        }
        for (Future<?> run : running) {
            run.get();
        }
        pool.shutdown();

        for (int i = 0; i < traders.size(); i++) {
            StreamClient client = watching.get(i);
            List<Long> done = venue.ledger().fills(traders.get(i).address()).stream()
                    .map(VenueLedger.Fill::tid)
                    .toList();
            eventually(() -> assertThat(tids(client)).isEqualTo(done));
        }
        assertThat(venue.ledger().trades("HYPE")).isNotEmpty();
        assertThat(venue.ledger().forgotten()).isZero();
    }

    private static List<Long> tids(StreamClient client) {
        return client.frames("userFills").stream()
                .flatMap(data -> StreamSupport.stream(data.path("fills").spliterator(), false))
                .map(fill -> fill.path("tid").asLong())
                .toList();
    }

    // ---- faults

    private StreamClient watchingFills() {
        StreamClient client = connect().subscribe("'type':'userFills'," + user(ALICE.address()));
        client.await("userFills");
        return client;
    }

    @Test
    void duplicatedFrames() {
        StreamClient client = watchingFills();
        venue.streams().misbehave(StreamFault.DUPLICATED);

        tradeOnce();

        eventually(() -> assertThat(tids(client)).hasSize(2));
        assertThat(new HashSet<>(tids(client))).hasSize(1);
    }

    @Test
    void framesOutOfOrder_areAllThere() {
        StreamClient client = watchingFills();
        venue.streams().misbehave(StreamFault.OUT_OF_ORDER);
        for (int i = 0; i < 5; i++) {
            tradeOnce();
        }

        List<Long> done = venue.ledger().fills(ALICE.address()).stream()
                .map(VenueLedger.Fill::tid)
                .toList();
        eventually(() -> assertThat(tids(client)).containsExactlyInAnyOrderElementsOf(done));
        assertThat(tids(client)).isNotEqualTo(done);
    }

    @Test
    void snapshotWithoutMark() {
        venue.streams().misbehave(StreamFault.UNMARKED_SNAPSHOT);
        tradeOnce();

        JsonNode first = connect()
                .subscribe("'type':'userFills'," + user(ALICE.address()))
                .await("userFills");

        assertThat(first.has("isSnapshot")).isFalse();
        assertThat(first.path("fills")).hasSize(1);
    }

    @Test
    void cut_andOrderlyClose_endTheSession() {
        StreamClient cut = watchingFills();
        venue.streams().cutAll();
        eventually(() -> assertThat(cut.ends.get()).isEqualTo(1));
        eventually(() -> assertThat(venue.streams().live()).isZero());
        assertThat(venue.streams().subscriptions()).isEmpty();

        StreamClient expired = watchingFills();
        venue.streams().closeAll(1000, "Expired");
        eventually(() -> assertThat(expired.closeCode).isEqualTo(1000));
        assertThat(venue.streams().opened()).isEqualTo(2);
    }

    @Test
    void halfOpenSession_staysAndSaysNothing() {
        StreamClient client = watchingFills();
        venue.streams().goHalfOpen();
        int before = client.texts.size();

        tradeOnce();
        StreamClient other = watchingFills();

        assertThat(tids(other)).hasSize(1);
        assertThat(client.texts).hasSize(before);
        assertThat(client.ends.get()).isZero();
        assertThat(venue.streams().live()).isEqualTo(2);
    }

    @Test
    void stalledFrame_neverEnds() {
        StreamClient client = watchingFills();
        int before = client.texts.size();
        venue.streams().stall("{\"channel\":\"userFills\",\"data\":{}}");

        tradeOnce();
        watchingFills();

        assertThat(client.texts).hasSize(before);
        assertThat(client.ends.get()).isZero();
    }

    @Test
    void strangeFrames_areSentAsTheyAre() {
        StreamClient client = watchingFills();
        venue.streams().send("{\"channel\":\"userFills\",\"data\":{\"user\":");
        venue.streams().send("{\"channel\":\"gossip\",\"data\":[]}");

        eventually(() -> assertThat(client.texts)
                .contains("{\"channel\":\"userFills\",\"data\":{\"user\":", "{\"channel\":\"gossip\",\"data\":[]}"));
    }

    @Test
    void reconnectStorm_isRefusedUntilTheVenueBehaves() {
        venue.streams().rateLimit(Duration.ofSeconds(3));
        StreamClient limited = connect();
        eventually(() -> assertThat(limited.status).isEqualTo(429));
        venue.streams().refuse(503);
        StreamClient refused = connect();
        eventually(() -> assertThat(refused.status).isEqualTo(503));
        assertThat(venue.streams().refused()).isEqualTo(2);

        venue.streams().behave();

        watchingFills();
    }

    @Test
    void allFaultsTogether_endWithOneWord() throws IOException {
        venue.misbehave(HttpFault.SERVER_ERROR, "/info");
        venue.misbehave(HttpFault.RATE_LIMITED, "allMids");
        for (StreamFault fault : StreamFault.values()) {
            venue.streams().misbehave(fault);
        }
        assertThat(fixture.post("/info", "{\"type\":\"allMids\"}")).startsWith("429");
        assertThat(fixture.post("/info", "{\"type\":\"meta\"}")).startsWith("500");
        StreamClient client = connect().subscribe("'type':'userFills'," + user(ALICE.address()));
        eventually(() -> assertThat(client.frames("userFills")).hasSize(2));
        assertThat(client.frames("userFills").get(0).has("isSnapshot")).isFalse();
        venue.streams().hang();

        venue.behave();

        assertThat(fixture.post("/info", "{\"type\":\"allMids\"}")).startsWith("200");
        tradeOnce();
        eventually(() -> assertThat(tids(client)).hasSize(1));
        assertThat(watchingFills().frames("userFills")).hasSize(1);
        assertThat(client.frames("userFills")).hasSize(3);
    }

    @Test
    void lostPostAnswer_leavesTheOrderStanding() {
        venue.streams().misbehave(StreamFault.POST_ANSWER_LOST);
        StreamClient client = connect()
                .say("{'method':'post','id':1,'request':{'type':'action','payload':"
                        + fixture.client(ALICE)
                                .signer()
                                .sign(OrderAction.of(buy("1", "30", TimeInForce.GOOD_TIL_CANCEL)))
                                .json()
                        + "}}")
                .say("{'method':'ping'}");

        eventually(() -> assertThat(client.texts).contains("{\"channel\":\"pong\"}"));
        assertThat(client.frames("post")).isEmpty();
        assertThat(venue.ledger().openOrders(ALICE.address())).hasSize(1);
    }

    @Test
    void slowSession_getsEverythingInTheEnd() {
        StreamClient client = watchingFills();
        venue.streams().misbehave(StreamFault.SLOW);
        for (int i = 0; i < 10; i++) {
            tradeOnce();
        }

        eventually(() -> assertThat(tids(client)).hasSize(10));
    }
}
