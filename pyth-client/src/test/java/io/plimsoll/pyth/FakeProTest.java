package io.plimsoll.pyth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.pyth.pro.ProChannel;
import io.plimsoll.pyth.pro.ProFormat;
import io.plimsoll.pyth.pro.ProFrame;
import io.plimsoll.pyth.pro.ProProperty;
import io.plimsoll.pyth.pro.ProVerification.Verified;
import io.plimsoll.pyth.pro.ProVerifier;
import io.plimsoll.pyth.testing.FakePro;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fake is product: what it checks and says is what the real service checks and says. */
class FakeProTest {
    private static final String SUBSCRIBE = "{\"type\":\"subscribe\",\"subscriptionId\":1,\"priceFeedIds\":[1],"
            + "\"properties\":[\"price\"],\"formats\":[\"evm\"],\"channel\":\"real_time\"}";

    private final ManualClock clock = ManualClock.atNewYear();
    private final FakePro pro = new FakePro(1, clock);
    private final OkHttpClient http = new OkHttpClient();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<ByteString> frames = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        pro.close();
    }

    private WebSocket connect(String header, String value) {
        Request request = new Request.Builder()
                .url(pro.streams().get(0))
                .header(header, value)
                .build();
        return http.newWebSocket(request, new WebSocketListener() {
            @Override
            public void onMessage(WebSocket socket, String text) {
                texts.add(text);
            }

            @Override
            public void onMessage(WebSocket socket, ByteString bytes) {
                frames.add(bytes);
            }

            @Override
            public void onFailure(WebSocket socket, Throwable failure, Response response) {
                texts.add("failed " + (response == null ? failure : response.code()));
            }
        });
    }

    private String answer(WebSocket socket, String request) {
        int before = texts.size();
        socket.send(request);
        await().until(() -> texts.size() > before);
        return texts.get(before);
    }

    private String get(String path) throws IOException {
        return call(new Request.Builder().url(pro.urls().get(0).resolve(path)));
    }

    private String post(String path, String body) throws IOException {
        return call(new Request.Builder()
                .url(pro.urls().get(0).resolve(path))
                .post(RequestBody.create(body.getBytes(StandardCharsets.UTF_8))));
    }

    private String call(Request.Builder request) throws IOException {
        request.header("Authorization", "bearer " + FakePro.KEY);
        try (Response response = http.newCall(request.build()).execute()) {
            return response.code() + " " + response.body().string();
        }
    }

    @Test
    void websocket_requests_areJudgedAsByTheRealService() {
        WebSocket socket = connect("Authorization", "Bearer " + FakePro.KEY);

        assertThat(answer(socket, "{")).isEqualTo("{\"type\":\"error\",\"error\":\"invalid JSON\"}");
        assertThat(answer(socket, "{\"type\":\"dance\",\"subscriptionId\":1}")).contains("unknown variant `dance`");
        assertThat(answer(socket, "{\"type\":\"subscribe\"}")).contains("missing field `subscriptionId`");
        assertThat(answer(socket, SUBSCRIBE.replace("real_time", "fixed_rate@7ms")))
                .contains("\"type\":\"error\"");
        assertThat(answer(socket, SUBSCRIBE.replace("[\"price\"]", "[\"prize\"]")))
                .contains("unknown variant `prize`");
        assertThat(answer(socket, SUBSCRIBE.replace("[\"price\"]", "[\"price\",\"price\"]")))
                .contains("duplicate properties");
        assertThat(answer(socket, SUBSCRIBE.replace("[\"price\"]", "[]"))).contains("no properties specified");
        assertThat(answer(socket, SUBSCRIBE.replace("[\"evm\"]", "[\"evm\",\"evm\"]")))
                .contains("duplicate formats");
        assertThat(answer(socket, SUBSCRIBE.replace("[\"evm\"]", "[\"move\"]"))).contains("unknown variant `move`");
        assertThat(answer(socket, SUBSCRIBE.replace("\"formats\":[\"evm\"],", "")))
                .contains("missing field");
        assertThat(answer(socket, SUBSCRIBE.replace("[1]", "[1,1]"))).contains("duplicate price feed ids");
        assertThat(answer(socket, SUBSCRIBE.replace("[1]", "[]"))).contains("no price feed ids specified");
        assertThat(answer(socket, SUBSCRIBE.replace("[1]", "[1.5]"))).contains("invalid price feed id");
        assertThat(answer(socket, SUBSCRIBE.replace("[1]", "[1],\"symbols\":[\"x\"]")))
                .contains("not both");
        assertThat(answer(socket, SUBSCRIBE.replace("\"priceFeedIds\":[1],", "")))
                .contains("must be specified");
        assertThat(answer(socket, SUBSCRIBE.replace("[1]", "[1],\"deliveryFormat\":\"xml\"")))
                .contains("unknown variant `xml`");
        assertThat(answer(socket, SUBSCRIBE.replace("[1]", "[1,5]")))
                .startsWith("{\"type\":\"subscriptionError\",\"subscriptionId\":1,\"error\":");
        assertThat(answer(socket, SUBSCRIBE)).isEqualTo("{\"type\":\"subscribed\",\"subscriptionId\":1}");
        assertThat(answer(socket, SUBSCRIBE)).contains("duplicate subscription id");
        assertThat(answer(socket, "{\"type\":\"unsubscribe\",\"subscriptionId\":1}"))
                .isEqualTo("{\"type\":\"unsubscribed\",\"subscriptionId\":1}");
        assertThat(answer(socket, "{\"type\":\"unsubscribe\",\"subscriptionId\":1}"))
                .contains("subscriptionError");
        socket.cancel();
    }

    @Test
    void websocket_keys_areNeededInOneOfTwoPlaces() {
        connect("Authorization", "Bearer wrong");
        await().until(() -> texts.contains("failed 401"));
        connect("Sec-WebSocket-Protocol", "pyth-lazer-auth, wrong");
        await().until(() -> texts.equals(List.of("failed 401", "failed 401")));

        WebSocket socket = connect("Sec-WebSocket-Protocol", "pyth-lazer-auth, " + FakePro.KEY);
        assertThat(answer(socket, SUBSCRIBE)).contains("subscribed");
        socket.cancel();
    }

    @Test
    void websocket_binaryDelivery_isAFrameThatVerifies() {
        WebSocket socket = connect("Authorization", "Bearer " + FakePro.KEY);
        answer(socket, SUBSCRIBE.replace("[\"evm\"]", "[\"evm\",\"solana\"],\"deliveryFormat\":\"binary\""));
        clock.advance(Duration.ofMillis(200));

        pro.publish(clock.instant());

        await().until(() -> frames.size() == 1);
        ProFrame frame = ProFrame.decode(frames.get(0).toByteArray());
        assertThat(frame.subscriptionId()).isEqualTo(1);
        for (ProFormat format : List.of(ProFormat.EVM, ProFormat.SOLANA)) {
            Verified verified = (Verified)
                    ProVerifier.trusting(pro.trust()).verify(frame.find(format).orElseThrow(), clock.instant());
            assertThat(verified.payload().channel()).contains(ProChannel.REAL_TIME);
            assertThat(verified.payload().feeds().get(0).price()).hasValue(6_000_000_000_000L);
        }
        assertThat(frame.json().orElseThrow())
                .isEqualTo("{\"timestampUs\":\"1767225600200000\",\"priceFeeds\":[{\"priceFeedId\":1,"
                        + "\"price\":\"6000000000000\"}]}");
        socket.cancel();
    }

    @Test
    void parsedPart_hasTheServicesTypes() {
        WebSocket socket = connect("Authorization", "Bearer " + FakePro.KEY);
        pro.set(1, ProProperty.FUNDING_RATE, -5);
        answer(
                socket,
                SUBSCRIBE
                        .replace("[\"evm\"]", "[]")
                        .replace(
                                "[\"price\"]",
                                "[\"price\",\"bestBidPrice\",\"publisherCount\",\"exponent\",\"confidence\",\"fundingRate\","
                                        + "\"fundingTimestamp\",\"marketSession\",\"emaPrice\",\"feedUpdateTimestamp\"]"));
        clock.advance(Duration.ofMillis(200));

        pro.publish(clock.instant());

        await().until(() -> texts.size() == 2);
        assertThat(texts.get(1))
                .isEqualTo("{\"type\":\"streamUpdated\",\"subscriptionId\":1,\"parsed\":{\"timestampUs\":"
                        + "\"1767225600200000\",\"priceFeeds\":[{\"priceFeedId\":1,\"price\":\"6000000000000\","
                        + "\"bestBidPrice\":\"5999700000000\",\"publisherCount\":9,\"exponent\":-8,"
                        + "\"confidence\":1500000000,\"fundingRate\":-5,\"marketSession\":\"regular\","
                        + "\"emaPrice\":\"6000000000000\",\"feedUpdateTimestamp\":1767225600200000}]}}");
        socket.cancel();
    }

    @Test
    void rest_requests_areJudgedAsByTheRealService() throws IOException {
        clock.advance(Duration.ofSeconds(1));
        pro.publish(clock.instant());

        assertThat(get("/v1/fixed_rate@200ms/price?ids=1,2&timestamp=1767225601000000"))
                .startsWith("200 [{\"price_feed_id\":1,\"publish_time\":1767225601000000,\"channel\":3,")
                .contains("\"price_feed_id\":2");
        assertThat(get("/v1/fixed_rate@200ms/price?ids=1&timestamp=1767225601000001"))
                .startsWith("400 ");
        assertThat(get("/v1/fixed_rate@200ms/price?ids=x&timestamp=1767225601000000"))
                .startsWith("400 ");
        assertThat(get("/v1/fixed_rate@200ms/price?ids=1")).startsWith("400 ");
        assertThat(get("/v1/fixed_rate@3ms/price?ids=1&timestamp=0")).startsWith("404 ");
        assertThat(get("/v1/real_time/history?symbol=Crypto.BTC/USD&from=0&to=2000000000&resolution=3"))
                .contains("\"s\":\"error\"");
        assertThat(get("/v1/real_time/history?symbol=Crypto.BTC/USD&from=0&to=1"))
                .startsWith("400 ");
        assertThat(get("/v1/symbols")).contains("\"pyth_lazer_id\":110").doesNotContain("stable\":true");
        assertThat(post("/v1/price", SUBSCRIBE)).startsWith("400 timestamp");
        assertThat(post("/v1/price", SUBSCRIBE.replace("[1]", "[1],\"timestamp\":\"1767225601000000\"")))
                .as("not quoted, says the documentation")
                .startsWith("400 timestamp");
        assertThat(post("/v1/price", SUBSCRIBE.replace("[1]", "[1],\"timestamp\":1767225601000000")))
                .startsWith("200 {\"parsed\":{\"timestampUs\":\"1767225601000000\"");
        assertThat(post("/v1/latest_price", "{")).startsWith("400 ");
        assertThat(get("/v2/other")).startsWith("404 ");
    }
}
