package io.plimsoll.pyth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.pyth.testing.FakeHermes;
import io.plimsoll.pyth.testing.FakeHermesStreams;
import io.plimsoll.pyth.testing.UpdateSigner;
import io.plimsoll.pyth.update.UpdateMessage;
import io.plimsoll.pyth.update.UpdateVerifier;
import io.plimsoll.pyth.update.VerificationResult;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fake is product: what a reader of lines sees is what the real service sends. */
class FakeHermesStreamsTest {
    private static final Bytes32 HYPE = PythFeeds.USD.get("HYPE");
    private static final Bytes32 BTC = PythFeeds.USD.get("BTC");
    private static final Duration SLOT = Duration.ofMillis(400);

    private final ManualClock clock = ManualClock.atNewYear();
    private final UpdateSigner signer = UpdateSigner.named("streams");
    private final FakeHermes hermes =
            FakeHermes.start(signer, clock).publish(HYPE, "40", "1").publish(BTC, "100000", "20");
    private final FakeHermesStreams streams = hermes.streams();
    private final OkHttpClient http =
            new OkHttpClient.Builder().readTimeout(Duration.ofSeconds(10)).build();
    private final List<Response> open = new ArrayList<>();
    private final long start = clock.instant().getEpochSecond();

    @AfterEach
    void close() {
        open.forEach(Response::close);
        hermes.close();
    }

    private Response get(String query, String... header) throws IOException {
        Request.Builder request = new Request.Builder()
                .url(hermes.url().resolve("/v2/updates/price/stream?ids[]=" + HYPE.digits() + query));
        for (int i = 0; i < header.length; i += 2) {
            request.header(header[i], header[i + 1]);
        }
        Response response = http.newCall(request.build()).execute();
        open.add(response);
        return response;
    }

    private BufferedSource stream(String query) throws IOException {
        int before = streams.live();
        Response response = get(query);
        assertThat(response.code()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("text/event-stream");
        await().until(() -> streams.live() == before + 1);
        return response.body().source();
    }

    private void tick() {
        clock.advance(SLOT);
        streams.tick();
    }

    /** The next event: its lines without the empty one that ends it. */
    private static List<String> event(BufferedSource from) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = from.readUtf8Line(); line != null && !line.isEmpty(); line = from.readUtf8Line()) {
            lines.add(line);
        }
        return lines;
    }

    private static JsonNode update(BufferedSource from) throws IOException {
        List<String> lines = event(from);
        assertThat(lines).as("only a data line").hasSize(1);
        assertThat(lines.get(0)).startsWith("data:");
        return new ObjectMapper().readTree(lines.get(0).substring("data:".length()));
    }

    private VerificationResult verify(JsonNode update) {
        return UpdateVerifier.trusting(signer.trust())
                .verify(Base64.getDecoder().decode(update.at("/binary/data/0").asText()));
    }

    private UpdateMessage.Price price(JsonNode update) {
        return (UpdateMessage.Price) ((Verified) verify(update)).messages().get(0);
    }

    @Test
    void events_comeForEverySlot_changedOrNot_andVerify() throws IOException {
        BufferedSource events = stream("&encoding=base64&parsed=true");
        long[][] expected = {{0, -1}, {0, 0}, {1, 0}, {1, 1}, {2, 1}};
        for (long[] times : expected) {
            tick();
            JsonNode update = update(events);
            assertThat(price(update).publishTime() - start).isEqualTo(times[0]);
            assertThat(price(update).prevPublishTime() - start).isEqualTo(times[1]);
            assertThat(update.at("/parsed/0/price/publish_time").asLong() - start)
                    .isEqualTo(times[0]);
            assertThat(update.at("/parsed/0/metadata/slot").asLong()).isEqualTo(((Verified) verify(update)).slot());
        }
        streams.tick();
        tick();
        assertThat(((Verified) verify(update(events))).slot())
                .as("a slot is sent once")
                .isEqualTo(clock.instant().toEpochMilli() / 50);
    }

    @Test
    void firstSlotOfASecond_isTheUpdateThatTheHistoryHas() throws IOException {
        BufferedSource events = stream("&encoding=base64&parsed=false");
        tick();
        String streamed = update(events).at("/binary/data/0").asText();

        Request request = new Request.Builder()
                .url(hermes.url()
                        .resolve("/v2/updates/price/" + start + "?encoding=base64&parsed=false&ids[]=" + HYPE.digits()))
                .build();
        try (Response response = http.newCall(request).execute()) {
            assertThat(response.body().string()).contains(streamed);
        }
    }

    @Test
    void parameters_areJudgedBeforeTheStream() throws IOException {
        assertThat(get("&ids[]=" + "ab".repeat(32)).code()).isEqualTo(404);
        assertThat(get("&ids[]=zz").code()).isEqualTo(400);
        assertThat(get("&encoding=rot13").code()).isEqualTo(400);
        BufferedSource events =
                stream("&encoding=hex&parsed=false&ignore_invalid_price_ids=true&ids[]=" + "ab".repeat(32));
        tick();
        JsonNode update = update(events);
        assertThat(update.has("parsed")).isFalse();
        assertThat(update.at("/binary/encoding").asText()).isEqualTo("hex");
        assertThat(update.at("/binary/data/0").asText()).startsWith("504e4155");
    }

    @Test
    void keys_areJudgedBeforeTheStream() throws IOException {
        hermes.grant("key", Set.of(HYPE));
        try (Response response = get("")) {
            assertThat(response.code() + " " + response.body().string()).isEqualTo("401 unauthorized");
        }
        try (Response response = get("&ids[]=" + BTC.digits(), "Authorization", "bearer key")) {
            assertThat(response.code() + " " + response.body().string())
                    .startsWith("403 Not entitled: feed " + BTC.digits());
        }
        assertThat(get("", "Authorization", "Bearer key").code()).isEqualTo(200);
        assertThat(get("&ACCESS_TOKEN=key").code()).isEqualTo(200);
    }

    @Test
    void uniqueUpdatesOnly_leaveOutTheOtherSlots_andWholeEventsIfNothingIsLeft() throws IOException {
        BufferedSource events = stream("&encoding=base64&benchmarks_only=true");
        for (int slot = 0; slot < 6; slot++) {
            tick();
        }

        for (long second = 0; second < 3; second++) {
            UpdateMessage.Price price = price(update(events));
            assertThat(price.publishTime()).isEqualTo(start + second);
            assertThat(price.prevPublishTime()).isEqualTo(start + second - 1);
        }
    }

    @Test
    void afterADay_theNextEventIsTheEnd() throws IOException {
        BufferedSource events = stream("&encoding=base64");
        tick();
        update(events);
        clock.advance(Duration.ofHours(24));
        streams.tick();

        assertThat(event(events)).containsExactly("event: error", "data: Connection timeout reached (24h)");
        assertThat(events.exhausted()).isTrue();
        assertThat(streams.live()).isZero();
    }

    @Test
    void readerThatLags_isEnded() throws IOException {
        BufferedSource events = stream("&encoding=base64");
        streams.endAtLag(3);
        String big = "x".repeat(1 << 20);
        await().pollInterval(Duration.ofMillis(1)).until(() -> {
            streams.sendRaw(big);
            return streams.live() == 0;
        });

        List<String> last = event(events);
        while (last.get(0).startsWith("data: x")) {
            last = event(events);
        }
        assertThat(last).containsExactly("event: error", "data: Slow consumer: disconnected");
        assertThat(events.exhausted()).isTrue();
    }

    @Test
    void comments_errorsThatGoOn_andRawText_reachTheReader() throws IOException {
        BufferedSource events = stream("&encoding=base64");
        streams.keepAlive();
        streams.tellError("lagged");
        streams.sendRaw("{");
        tick();

        assertThat(event(events)).containsExactly(":");
        assertThat(event(events)).containsExactly("event: error", "data: Error receiving update: lagged");
        assertThat(event(events)).containsExactly("data: {");
        assertThat(price(update(events)).publishTime()).isEqualTo(start);
    }

    @Test
    void slotsOutOfOrder_comeOnlyToWhoAskedForThem() throws IOException {
        BufferedSource ordered = stream("&encoding=base64");
        BufferedSource unordered = stream("&encoding=base64&allow_unordered=true");
        streams.reorder();
        clock.advance(Duration.ofSeconds(1));
        streams.tick();
        clock.advance(Duration.ofSeconds(1));
        streams.tick();
        clock.advance(Duration.ofSeconds(1));
        streams.tick();

        assertThat(price(update(unordered)).publishTime()).isEqualTo(start + 2);
        assertThat(price(update(unordered)).publishTime()).isEqualTo(start + 1);
        assertThat(price(update(unordered)).publishTime()).isEqualTo(start + 3);
        assertThat(price(update(ordered)).publishTime()).isEqualTo(start + 2);
        assertThat(price(update(ordered)).publishTime()).isEqualTo(start + 3);
    }

    @Test
    void forgedSkippedRepeatedAndMissingFeeds_areAsOrdered() throws IOException {
        BufferedSource events = stream("&encoding=base64&ids[]=" + BTC.digits());
        streams.forge(1);
        tick();
        assertThat(verify(update(events))).isInstanceOf(VerificationResult.Refused.class);

        streams.skip(1);
        tick();
        streams.disappear(BTC);
        tick();
        JsonNode update = update(events);
        assertThat(((Verified) verify(update)).messages()).hasSize(1);
        assertThat(price(update).publishTime()).isEqualTo(start + 1);

        streams.repeat();
        assertThat(update(events)).isEqualTo(update);
        streams.reappear(BTC);
        streams.split(5);
        tick();
        assertThat(((Verified) verify(update(events))).messages()).hasSize(2);
    }

    @Test
    void closedMarket_staysAtItsLastPrice_inTheOlderSlot() throws IOException {
        BufferedSource events = stream("&encoding=base64");
        tick();
        update(events);
        hermes.closeMarket(HYPE);
        clock.advance(Duration.ofMinutes(1));
        streams.tick();

        assertThat(price(update(events)).publishTime()).isEqualTo(start);
    }

    @Test
    void endedInGoodOrder_orCut_theReaderSeesTheEnd() throws IOException {
        BufferedSource first = stream("");
        streams.closeAll();
        assertThat(first.exhausted()).isTrue();
        stream("");
        streams.cutAll();
        await().until(() -> streams.live() == 0);
        assertThat(streams.opened()).isEqualTo(2);
    }

    @Test
    void ticker_ticksByItself() throws IOException {
        FakeHermes live = FakeHermes.start(signer, Clock.systemUTC()).publish(HYPE, "1", "1");
        try (live;
                Response response = http.newCall(new Request.Builder()
                                .url(live.url()
                                        .resolve("/v2/updates/price/stream?encoding=base64&ids[]=" + HYPE.digits()))
                                .build())
                        .execute()) {
            live.streams().tickEvery(Duration.ofMillis(20));
            BufferedSource events = response.body().source();
            long first = ((Verified) verify(update(events))).slot();
            assertThat(((Verified) verify(update(events))).slot()).isGreaterThan(first);
        }
    }

    // ---- the websocket

    private WebSocket socket(BlockingQueue<String> heard, String... header) {
        Request.Builder request = new Request.Builder().url(hermes.url().resolve("/ws"));
        for (int i = 0; i < header.length; i += 2) {
            request.header(header[i], header[i + 1]);
        }
        return http.newWebSocket(request.build(), new WebSocketListener() {
            @Override
            public void onMessage(WebSocket webSocket, String text) {
                heard.add(text);
            }

            @Override
            public void onClosing(WebSocket webSocket, int code, String reason) {
                heard.add("closed " + code);
                webSocket.close(code, null);
            }

            @Override
            public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
                heard.add("failed " + (response == null ? "" : response.code()));
            }
        });
    }

    private static String next(BlockingQueue<String> heard) throws InterruptedException {
        return Optional.ofNullable(heard.poll(10, TimeUnit.SECONDS)).orElseThrow();
    }

    private static String said(String type, String more, Bytes32... feeds) {
        String ids = Stream.of(feeds).map(feed -> "\"" + feed.digits() + "\"").collect(Collectors.joining(","));
        return "{\"type\":\"" + type + "\",\"ids\":[" + ids + "]" + more + "}";
    }

    @Test
    void socket_answersWhatIsSaid_andSendsAMessageForEachFeed() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        WebSocket socket = socket(heard);
        String success = "{\"type\":\"response\",\"status\":\"success\"}";
        socket.send(said("subscribe", ",\"verbose\":true,\"binary\":true", HYPE, BTC));
        assertThat(next(heard)).isEqualTo(success);
        tick();

        for (int n = 0; n < 2; n++) {
            JsonNode update = new ObjectMapper().readTree(next(heard));
            assertThat(update.at("/type").asText()).isEqualTo("price_update");
            Verified proof = (Verified) UpdateVerifier.trusting(signer.trust())
                    .verify(Base64.getDecoder()
                            .decode(update.at("/price_feed/vaa").asText()));
            UpdateMessage.Price price = (UpdateMessage.Price) proof.messages().get(0);
            assertThat(proof.messages()).hasSize(1);
            assertThat(update.at("/price_feed/id").asText())
                    .isEqualTo(price.feedId().digits());
            assertThat(update.at("/price_feed/price/price").asText()).isEqualTo(Long.toString(price.price()));
            assertThat(update.at("/price_feed/metadata/slot").asLong()).isEqualTo(proof.slot());
            assertThat(update.at("/price_feed/metadata/prev_publish_time").asLong())
                    .isEqualTo(price.prevPublishTime());
        }
        socket.send(said("unsubscribe", "", BTC));
        assertThat(next(heard)).isEqualTo(success);
        socket.send(said("subscribe", ",\"verbose\":false,\"binary\":false", HYPE));
        assertThat(next(heard)).isEqualTo(success);
        tick();
        assertThat(next(heard)).contains(HYPE.digits()).doesNotContain("vaa").doesNotContain("metadata");
        streams.endDay();
        tick();
        assertThat(next(heard)).isEqualTo("{\"status\":\"error\",\"error\":\"Connection timeout reached (24h)\"}");
        assertThat(next(heard)).isEqualTo("closed 1000");
    }

    @Test
    void socket_refusesWhatItDoesNotKnow() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        WebSocket socket = socket(heard);
        Bytes32 nobodys = Bytes32.parse("ab".repeat(32));
        for (String bad : List.of("{", "{}", "{\"type\":\"shout\"}", said("subscribe", "", nobodys))) {
            socket.send(bad);
            assertThat(next(heard)).contains("\"type\":\"response\",\"status\":\"error\"");
        }
        socket.send(said("subscribe", ",\"ignore_invalid_price_ids\":true", HYPE, nobodys));
        assertThat(next(heard)).contains("success");
        assertThat(streams.feeds()).containsExactly(Set.of(HYPE));
        socket.cancel();

        hermes.requireKey("key");
        BlockingQueue<String> refused = new LinkedBlockingQueue<>();
        socket(refused);
        assertThat(next(refused)).isEqualTo("failed 401");
        socket(refused, "Authorization", "Bearer key");
        await().until(() -> streams.opened() == 2);
    }
}
