package io.plimsoll.hyperliquid.ws;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.hyperliquid.info.ExplorerBlock;
import io.plimsoll.hyperliquid.info.ExplorerTransaction;
import io.plimsoll.hyperliquid.info.L2Book;
import io.plimsoll.hyperliquid.limit.Quotas;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a stream does while its connection lives. */
@Timeout(30)
class VenueStreamTest {
    private static final Address USER = Address.parse(Wire.USER);
    private static final Address OTHER = Address.parse(Wire.OTHER);

    private final ScriptedVenue venue = new ScriptedVenue();
    private final List<SourceException> problems = new CopyOnWriteArrayList<>();
    private VenueStream stream = started(venue.stream());

    private VenueStream started(VenueStream.Builder builder) {
        VenueStream built = builder.onProblem(problems::add).build();
        built.start();
        return built;
    }

    private void restart(VenueStream.Builder builder) {
        stream.close();
        stream = started(builder);
    }

    @AfterEach
    void close() {
        stream.close();
        venue.close();
    }

    @Test
    void subscribe_returnsWhenTheVenueHasTakenIt_andItsMessagesComeInOrder() {
        Heard<L2Book> heard = new Heard<>();

        stream.subscribe(L2BookChannel.of("BTC"), heard);
        assertThat(venue.methods).containsExactly("subscribe l2Book");
        LongStream.range(0, 50).forEach(time -> venue.send(Wire.book("BTC", time)));

        await().until(() -> heard.messages().size() == 50);
        assertThat(heard.messages())
                .extracting(L2Book::time)
                .isEqualTo(LongStream.range(0, 50).boxed().toList());
        assertThat(heard.received().map(ChannelEvent.Received::snapshot).filter(flag -> flag))
                .as("only the first tells how things are")
                .hasSize(1);
    }

    @Test
    void frames_ofSeveralSubscriptions_goToTheirs() {
        Heard<L2Book> bitcoin = new Heard<>();
        Heard<L2Book> ether = new Heard<>();
        Heard<UserFillsChannel.Message> fills = new Heard<>();
        stream.subscribe(L2BookChannel.of("BTC"), bitcoin);
        stream.subscribe(L2BookChannel.of("ETH"), ether);
        stream.subscribe(UserFillsChannel.of(USER), fills);

        venue.send(Wire.book("ETH", 1));
        venue.send(Wire.book("SOL", 2));
        venue.send(Wire.book("BTC", 3));
        venue.send(Wire.fillsOf(Wire.OTHER, false, 4));
        venue.send(Wire.fillsOf(
                "0x1111111111111111111111111111111111111111".toUpperCase().replace('X', 'x'), false, 5));

        await().until(() -> !fills.messages().isEmpty());
        assertThat(bitcoin.messages()).extracting(L2Book::time).containsExactly(3L);
        assertThat(ether.messages()).extracting(L2Book::time).containsExactly(1L);
        assertThat(fills.messages()).hasSize(1);
        assertThat(stream.status().strays()).isEqualTo(2);
    }

    @Test
    void listeners_ofEqualSubscriptions_shareOne_whichEndsWithTheLast_inTheVenuesForm() {
        Heard<L2Book> one = new Heard<>();
        Heard<L2Book> two = new Heard<>();
        ActiveSubscription first = stream.subscribe(L2BookChannel.of("BTC"), one);
        ActiveSubscription second = stream.subscribe(L2BookChannel.of("BTC"), two);

        venue.send(Wire.book("BTC", 1));
        await().until(() -> one.messages().size() == 1 && two.messages().size() == 1);
        first.close();
        first.close();
        venue.send(Wire.book("BTC", 2));
        await().until(() -> two.messages().size() == 2);
        assertThat(one.messages()).hasSize(1);
        assertThat(venue.methods).containsExactly("subscribe l2Book");
        second.close();

        await().until(() -> venue.methods.contains("unsubscribe l2Book"));
        assertThat(venue.newest().received().get(1))
                .contains("\"nSigFigs\":null", "\"mantissa\":null", "\"fast\":false");
        assertThat(stream.status().subscriptions()).isZero();
    }

    @Test
    void subscribe_again_afterTheLastWasClosed_isSentAfterTheEndOfTheOld() {
        for (int n = 0; n < 20; n++) {
            stream.subscribe(L2BookChannel.of("BTC"), new Heard<>()).close();
        }

        await().until(() -> venue.methods.size() == 40);
        for (int n = 0; n < 40; n++) {
            assertThat(venue.methods.get(n)).isEqualTo(n % 2 == 0 ? "subscribe l2Book" : "unsubscribe l2Book");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Invalid subscription {\"type\":\"l2Book\",\"coin\":\"BTC\"}|Rejected",
                "Error parsing JSON into valid websocket request: {\"method\":\"subscribe\",\"subscription\":{\"type\":\"l2Book\","
                        + "\"coin\":\"BTC\"}}|Rejected",
                "Already subscribed: {\"type\":\"l2Book\",\"coin\":\"BTC\",\"nSigFigs\":null,\"mantissa\":null,\"fast\":false}|Rejected",
                "Cannot track more than 15 total users.|RateLimited"
            })
    void subscribe_refusedByTheVenue_throwsWithItsWords_andLeavesNothing(String text, String kind) {
        venue.instead.put(
                "l2Book",
                (connection, subscription) -> connection.send(Wire.frame("error", ScriptedVenue.quoted(text))));

        assertThatThrownBy(() -> stream.subscribe(L2BookChannel.of("BTC"), new Heard<>()))
                .isInstanceOf(SourceException.class)
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(kind))
                .hasMessageContaining(text.substring(0, 18));
        assertThat(stream.status().subscriptions()).isZero();
        assertThat(stream.status().connection().gaps()).isZero();
    }

    @Test
    void error_thatQuotesNothing_isAboutTheOldestOpenSubscription() {
        venue.instead.put("l2Book", (connection, subscription) -> {});
        venue.instead.put(
                "bbo",
                (connection, subscription) ->
                        connection.send(Wire.frame("error", "\"Cannot track more than 15 total users.\"")));
        CompletableFuture<?> older =
                CompletableFuture.runAsync(() -> stream.subscribe(L2BookChannel.of("BTC"), new Heard<>()));
        await().until(() -> venue.methods.contains("subscribe l2Book"));
        CompletableFuture<?> newer =
                CompletableFuture.runAsync(() -> stream.subscribe(BboChannel.of("BTC"), new Heard<>()));

        assertThatThrownBy(() -> older.get(10, SECONDS)).hasCauseInstanceOf(RateLimited.class);
        newer.cancel(true);
    }

    @Test
    void subscribe_notAnswered_isATransportError_andTakenBack() {
        restart(venue.stream().patience(Duration.ofMillis(100)));
        venue.instead.put("l2Book", (connection, subscription) -> {});

        assertThatThrownBy(() -> stream.subscribe(L2BookChannel.of("BTC"), new Heard<>()))
                .isInstanceOf(Transport.class)
                .hasMessageContaining("not confirmed within PT0.1S");
        await().until(() -> venue.methods.contains("unsubscribe l2Book"));
    }

    @Test
    void subscribe_whileNotConnected_isATransportError_butASessionInTimeWillDo() {
        venue.socket.hang();
        restart(venue.stream().patience(Duration.ofMillis(100)));

        assertThatThrownBy(() -> stream.subscribe(L2BookChannel.of("BTC"), new Heard<>()))
                .isInstanceOf(Transport.class)
                .hasMessageContaining("not connected within");
    }

    @Test
    void subscribe_whoseFramesCouldNotBeToldApart_isRefused() {
        stream.subscribe(OrderUpdatesChannel.of(USER), new Heard<>());
        stream.subscribe(UserEventsChannel.of(USER), new Heard<>());
        stream.subscribe(L2BookChannel.of("BTC"), new Heard<>());
        stream.subscribe(L2BookChannel.fast("BTC"), new Heard<>());

        assertThatThrownBy(() -> stream.subscribe(OrderUpdatesChannel.of(OTHER), new Heard<>()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Wire.OTHER)
                .hasMessageContaining("VenueStream of its own");
        assertThatThrownBy(() -> stream.subscribe(UserEventsChannel.of(OTHER), new Heard<>()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> stream.subscribe(L2BookChannel.of("BTC", 5, 2), new Heard<>()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> stream.subscribe(ExplorerBlockChannel.of(), new Heard<>()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other host");
        assertThat(venue.methods).hasSize(4);
    }

    @Test
    void quotas_usedUp_refuseBeforeAnythingIsSent() {
        VenueLimits limits = new VenueLimits(new Quotas(1200, 1, 30, 3, 1, 2000, 1));
        restart(venue.stream().limits(limits));
        stream.subscribe(L2BookChannel.of("BTC"), new Heard<>());
        ActiveSubscription fills = stream.subscribe(UserFillsChannel.of(USER), new Heard<>());

        assertThatThrownBy(() -> stream.subscribe(UserFillsChannel.of(OTHER), new Heard<>()))
                .isInstanceOf(RateLimited.class)
                .hasMessageContaining(Wire.OTHER);
        stream.subscribe(L2BookChannel.of("ETH"), new Heard<>());
        assertThatThrownBy(() -> stream.subscribe(L2BookChannel.of("SOL"), new Heard<>()))
                .isInstanceOf(RateLimited.class);
        assertThat(venue.methods).hasSize(3);
        fills.close();
        stream.subscribe(UserFillsChannel.of(OTHER), new Heard<>());
        assertThat(limits.streams().connections()).isEqualTo(1);
        stream.close();
        assertThat(limits.streams().connections()).isZero();
        assertThat(limits.streams().subscriptions()).isZero();
        assertThat(limits.streams().users()).isZero();
    }

    @Test
    void badFrames_areTypedErrorsWithChannelAndPath_andTheSessionLives() {
        Heard<L2Book> heard = new Heard<>();
        stream.subscribe(L2BookChannel.of("BTC"), heard);

        venue.send("this is no JSON");
        venue.send("[1,2]");
        venue.send(Wire.frame("nonsense", "{}"));
        venue.send(Wire.frame(
                "l2Book", "{\"coin\":\"BTC\",\"time\":1,\"levels\":[[{\"px\":\"1\",\"sz\":{},\"n\":1}],[]]}"));
        venue.send(Wire.frame("l2Book", "null"));
        venue.send("{\"channel\":\"l2Book\",\"data\":{\"coin\":\"BTC\",");
        venue.send(Wire.book("BTC", 9));

        await().until(() -> heard.messages().size() == 1);
        assertThat(problems).hasSize(6).allSatisfy(e -> assertThat(e).isInstanceOf(MalformedResponse.class));
        assertThat(problems.get(2)).hasMessageContaining("unknown channel nonsense");
        assertThat(problems.get(3)).hasMessageContaining("l2Book").hasMessageContaining("levels[0][0].sz");
        assertThat(heard.undecodable()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(heard.undecodable().get(0).error()).hasMessageContaining("levels[0][0].sz");
        assertThat(stream.status().malformed()).isEqualTo(6);
        assertThat(stream.status().connection().sessions()).isEqualTo(1);
    }

    @Test
    void listener_thatThrows_isCounted_andKeepsNothingFromOthers() {
        Heard<L2Book> heard = new Heard<>();
        stream.subscribe(L2BookChannel.of("BTC"), event -> {
            throw new IllegalStateException("bug of a listener");
        });
        stream.subscribe(L2BookChannel.of("BTC"), heard);

        venue.send(Wire.book("BTC", 1));
        venue.send(Wire.book("BTC", 2));

        await().until(() -> heard.messages().size() == 2);
        assertThat(stream.status().listenerFailures()).isEqualTo(2);
    }

    @Test
    void listener_thatSubscribesOrPosts_isTold_butMayClose() {
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        CompletableFuture<ActiveSubscription> mine = new CompletableFuture<>();
        mine.complete(stream.subscribe(L2BookChannel.of("BTC"), event -> {
            for (Runnable wrong : List.<Runnable>of(
                    () -> stream.subscribe(L2BookChannel.of("ETH"), new Heard<>()),
                    () -> stream.post(L2Book.of("BTC")))) {
                try {
                    wrong.run();
                } catch (IllegalStateException e) {
                    thrown.add(e);
                }
            }
            mine.join().close();
        }));

        venue.send(Wire.book("BTC", 1));

        await().until(() -> venue.methods.contains("unsubscribe l2Book"));
        assertThat(thrown).hasSize(2).allSatisfy(e -> assertThat(e).hasMessageContaining("must not"));
    }

    @Test
    void listener_thatClosesSubscriptions_whileOthersSubscribe_standsInNobodysWay() throws Exception {
        int count = 40;
        List<ActiveSubscription> doomed = new CopyOnWriteArrayList<>();
        Heard<L2Book> heard = new Heard<>();
        for (int n = 0; n < count; n++) {
            doomed.add(stream.subscribe(BboChannel.of("C" + n), new Heard<>()));
        }
        stream.subscribe(L2BookChannel.of("BTC"), event -> {
            if (!doomed.isEmpty()) {
                doomed.remove(0).close();
            }
            heard.onEvent(event);
        });
        CompletableFuture<Void> subscribing = CompletableFuture.runAsync(() -> {
            for (int n = 0; n < count; n++) {
                stream.subscribe(TradesChannel.of("C" + n % 3), new Heard<>()).close();
            }
        });

        LongStream.range(0, count).forEach(time -> venue.send(Wire.book("BTC", time)));

        subscribing.get(20, SECONDS);
        await().until(() -> heard.messages().size() == count);
        await().until(() ->
                venue.methods.stream().filter("unsubscribe bbo"::equals).count() == count);
        assertThat(stream.status().subscriptions()).isEqualTo(1);
        assertThat(stream.status().listenerFailures()).isZero();
    }

    @Test
    void slowListener_losesNothing_andTheVenueFeelsIt() {
        CountDownLatch goOn = new CountDownLatch(1);
        List<Long> times = new CopyOnWriteArrayList<>();
        stream.subscribe(L2BookChannel.of("BTC"), event -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (event instanceof ChannelEvent.Received<L2Book> received) {
                times.add(received.message().time());
            }
        });
        int frames = 2000;
        CompletableFuture<Void> sending = CompletableFuture.runAsync(
                () -> LongStream.range(0, frames).forEach(time -> venue.send(Wire.book("BTC", time))));

        await().until(() -> stream.status().frames() == 1); // the acknowledgement; the listener has the first book
        assertThat(stream.status().connection().waiting()).isLessThan(10);
        goOn.countDown();

        await().until(() -> times.size() == frames);
        sending.join();
        assertThat(times).isEqualTo(LongStream.range(0, frames).boxed().toList());
    }

    @Test
    void stop_tellsListeners_endsWhoWaits_andNothingFollows() {
        Heard<L2Book> heard = new Heard<>();
        stream.subscribe(L2BookChannel.of("BTC"), heard);
        venue.instead.put("bbo", (connection, subscription) -> {});
        CompletableFuture<?> waiting =
                CompletableFuture.runAsync(() -> stream.subscribe(BboChannel.of("BTC"), new Heard<>()));
        CompletableFuture<?> posting = CompletableFuture.runAsync(() -> stream.post(L2Book.of("BTC")));
        await().until(() -> stream.status().posts() == 1 && venue.methods.contains("subscribe bbo"));

        stream.stop(Duration.ofSeconds(5));
        stream.stop(Duration.ofSeconds(5));

        assertThatThrownBy(() -> waiting.get(1, SECONDS)).hasCauseInstanceOf(Transport.class);
        assertThatThrownBy(() -> posting.get(1, SECONDS)).hasCauseInstanceOf(Transport.class);
        assertThat(heard.events()).last().isInstanceOf(ChannelEvent.Closed.class);
        assertThatThrownBy(() -> stream.subscribe(L2BookChannel.of("ETH"), new Heard<>()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("hyperliquid-ws-"));
    }

    @Test
    void post_ofInfo_givesTheTypedAnswer() {
        assertThat(stream.awaitConnected(Duration.ofSeconds(5))).isTrue();
        venue.onPost = (connection, post) -> {
            assertThat(post.path("request").toString())
                    .isEqualTo("{\"type\":\"info\",\"payload\":{\"type\":\"l2Book\",\"coin\":\"BTC\"}}");
            connection.send(Wire.frame(
                    "post",
                    "{\"id\":" + post.path("id") + ",\"response\":{\"type\":\"info\",\"payload\":{\"type\":\"l2Book\","
                            + "\"data\":{\"coin\":\"BTC\",\"time\":5,\"levels\":[[],[]]}}}}"));
        };

        assertThat(stream.post(L2Book.of("BTC"))).map(L2Book::time).contains(5L);
    }

    @Test
    void post_ofInfo_mayAnswerNull() {
        assertThat(stream.awaitConnected(Duration.ofSeconds(5))).isTrue();
        venue.onPost = (connection, post) -> connection.send(Wire.frame(
                "post",
                "{\"id\":" + post.path("id") + ",\"response\":{\"type\":\"info\",\"payload\":{\"type\":\"l2Book\","
                        + "\"data\":null}}}"));

        assertThat(stream.post(L2Book.of("NOPE"))).isEqualTo(Optional.empty());
    }

    @Test
    void post_answersOutOfOrder_goToTheirRequests() {
        assertThat(stream.awaitConnected(Duration.ofSeconds(5))).isTrue();
        List<Long> ids = new CopyOnWriteArrayList<>();
        venue.onPost = (connection, post) -> {
            ids.add(post.path("id").asLong());
            if (ids.size() == 10) {
                for (int n = 9; n >= 0; n--) {
                    connection.send(Wire.frame(
                            "post",
                            "{\"id\":" + ids.get(n)
                                    + ",\"response\":{\"type\":\"action\",\"payload\":{\"status\":\"ok\",\"n\":"
                                    + ids.get(n) + "}}}"));
                }
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(10);
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            answers.add(CompletableFuture.supplyAsync(
                    () -> new String(stream.postAction("{}", Duration.ofSeconds(5)), StandardCharsets.UTF_8), threads));
        }
        threads.shutdown();

        assertThat(answers.stream().map(CompletableFuture::join))
                .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 10)
                        .mapToObj(id -> "{\"status\":\"ok\",\"n\":" + id + "}")
                        .toList());
    }

    @Test
    void post_ofARefusedAction_isAnAnswer() {
        assertThat(stream.awaitConnected(Duration.ofSeconds(5))).isTrue();
        venue.onPost = (connection, post) -> connection.send(
                Wire.frame(
                        "post",
                        "{\"id\":" + post.path("id")
                                + ",\"response\":{\"type\":\"action\",\"payload\":{\"status\":\"err\",\"response\":\"no such user\"}}}"));

        assertThat(stream.postAction("{\"action\":{}}", Duration.ofSeconds(5)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"status\":\"err\",\"response\":\"no such user\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 Too Many Requests: slow down|RateLimited",
                "422 Unprocessable: what is this|Rejected",
                "500 Internal Server Error|Rejected",
                "something else|MalformedResponse"
            })
    void post_answeredByAnError_throws(String text, String kind) {
        assertThat(stream.awaitConnected(Duration.ofSeconds(5))).isTrue();
        venue.onPost = (connection, post) -> connection.send(Wire.frame(
                "post",
                "{\"id\":" + post.path("id") + ",\"response\":{\"type\":\"error\",\"payload\":\"" + text + "\"}}"));

        assertThatThrownBy(() -> stream.postAction("{}", Duration.ofSeconds(5)))
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(kind))
                .hasMessageContaining(text);
    }

    @Test
    void post_ofInfo_answeredByAnErrorWithoutAStatus_isRejected() {
        assertThat(stream.awaitConnected(Duration.ofSeconds(5))).isTrue();
        venue.onPost = (connection, post) -> connection.send(Wire.frame(
                "post",
                "{\"id\":" + post.path("id") + ",\"response\":{\"type\":\"error\",\"payload\":\"no such coin\"}}"));

        assertThatThrownBy(() -> stream.post(L2Book.of("BTC")))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("no such coin");
    }

    @Test
    void post_whoseConnectionIsLost_failsBeforeThereIsAnother() {
        assertThat(stream.awaitConnected(Duration.ofSeconds(5))).isTrue();
        venue.onPost = (connection, post) -> {
            venue.socket.hang();
            connection.cut();
        };

        assertThatThrownBy(() -> stream.postAction("{}", Duration.ofSeconds(25)))
                .isInstanceOf(Transport.class)
                .hasMessageContaining("connection was lost");
        assertThat(venue.socket.connections()).hasSize(1);
        assertThatThrownBy(() -> stream.postAction("{}", Duration.ofSeconds(25)))
                .isInstanceOf(Transport.class)
                .hasCauseInstanceOf(ConnectException.class)
                .hasMessageContaining("nothing was sent");
    }

    @Test
    void post_thatTheVenueCannotRead_isRejectedIfItIsQuoted_andTimesOutIfNot() {
        assertThat(stream.awaitConnected(Duration.ofSeconds(5))).isTrue();
        venue.onPost = (connection, post) -> connection.send(
                Wire.frame("error", ScriptedVenue.quoted("Error parsing JSON into valid websocket request: " + post)));
        assertThatThrownBy(() -> stream.postAction("{}", Duration.ofSeconds(5))).isInstanceOf(Rejected.class);

        venue.onPost = (connection, post) ->
                connection.send(Wire.frame("error", "\"Error parsing JSON into valid websocket request\""));
        assertThatThrownBy(() -> stream.postAction("{}", Duration.ofMillis(100)))
                .isInstanceOf(Transport.class)
                .hasMessageContaining("outcome unknown");
        assertThat(problems).hasSize(1);
    }

    @Test
    void post_whoseConnectionIsLost_isUnknown_andNotSentAgain() {
        assertThat(stream.awaitConnected(Duration.ofSeconds(5))).isTrue();
        List<String> posts = new CopyOnWriteArrayList<>();
        venue.onPost = (connection, post) -> {
            posts.add(post.toString());
            connection.cut();
        };

        assertThatThrownBy(() -> stream.postAction("{}", Duration.ofSeconds(20)))
                .isInstanceOf(Transport.class)
                .hasMessageContaining("outcome unknown")
                .hasMessageContaining("connection was lost");
        stream.subscribe(L2BookChannel.of("BTC"), new Heard<>());
        assertThat(posts).hasSize(1);
        assertThat(stream.status().posts()).isZero();
    }

    @Test
    void post_whileNotConnected_isNotSent() {
        venue.socket.hang();
        restart(venue.stream());

        assertThat(stream.awaitConnected(Duration.ofMillis(50))).isFalse();
        assertThatThrownBy(() -> stream.postAction("{}", Duration.ofSeconds(20)))
                .isInstanceOf(Transport.class)
                .hasCauseInstanceOf(ConnectException.class)
                .hasMessageContaining("nothing was sent");
    }

    @Test
    void post_beyondThoseInFlight_isRefusedBeforeItIsSent() {
        assertThat(stream.awaitConnected(Duration.ofSeconds(5))).isTrue();
        restart(venue.stream().limits(new VenueLimits(new Quotas(1200, 1, 30, 3, 1, 2000, 1))));
        await().until(() -> stream.status().connection().connected());
        CompletableFuture<?> first = CompletableFuture.runAsync(() -> stream.postAction("{}", Duration.ofSeconds(20)));
        await().until(() -> stream.status().posts() == 1);

        assertThatThrownBy(() -> stream.postAction("{}", Duration.ofMillis(50))).isInstanceOf(RateLimited.class);
        assertThat(venue.methods).hasSize(1);
        first.cancel(true);
    }

    @Test
    void explorer_sendsBareLists() {
        restart(venue.stream().host(VenueStream.Host.EXPLORER));
        Heard<List<ExplorerBlock>> blocks = new Heard<>();
        Heard<List<ExplorerTransaction>> transactions = new Heard<>();
        stream.subscribe(ExplorerBlockChannel.of(), blocks);
        stream.subscribe(ExplorerTxsChannel.of(), transactions);

        venue.send("[{\"blockTime\":1,\"hash\":\"0xab\",\"height\":77,\"numTxs\":3,\"proposer\":\"0xcd\"}]");
        venue.send(
                "[{\"action\":{\"type\":\"order\"},\"block\":77,\"error\":null,\"hash\":\"0xab\",\"time\":1,\"user\":\""
                        + Wire.USER + "\"}]");

        await().until(() -> !transactions.messages().isEmpty());
        assertThat(blocks.messages().get(0).get(0).height()).isEqualTo(77);
        assertThat(transactions.messages().get(0).get(0).actionType()).contains("order");
    }
}
