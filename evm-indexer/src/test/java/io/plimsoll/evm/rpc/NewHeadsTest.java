package io.plimsoll.evm.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.kit.stream.testing.FakeStreamConnection;
import io.plimsoll.core.kit.stream.testing.FakeStreamServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NewHeadsTest {
    private static final String HEAD = "{\"jsonrpc\":\"2.0\",\"method\":\"eth_subscription\",\"params\":"
            + "{\"subscription\":\"0x1\",\"result\":{\"number\":\"0x5\"}}}";

    private final FakeStreamServer server = new FakeStreamServer();
    private final AtomicInteger woken = new AtomicInteger();
    private final NewHeads heads = NewHeads.of(
            Endpoint.of("node", HttpUrl.get("http://127.0.0.1:1/"))
                    .withWebSocket(server.url().toString()),
            new OkHttpClient(),
            Duration.ofMillis(600),
            woken::incrementAndGet);

    @AfterEach
    void close() {
        heads.stop(Duration.ofSeconds(5));
        server.close();
    }

    @Test
    void everyHead_wakes() {
        heads.start();
        FakeStreamConnection connection = server.await(1);
        await().untilAsserted(() -> assertThat(connection.received()).anyMatch(text -> text.contains("newHeads")));
        connection.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\"}");
        connection.send(HEAD);
        connection.send(HEAD);

        await().untilAsserted(() -> assertThat(heads.heads()).isEqualTo(2));
        assertThat(woken).as("the session too").hasValue(3);
    }

    @Test
    void otherMessages_doNotWake() {
        heads.start();
        FakeStreamConnection connection = server.await(1);
        await().untilAsserted(() -> assertThat(woken).hasValue(1));
        connection.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"no subscriptions\"}}");
        connection.send("not JSON");
        connection.send(HEAD);

        await().untilAsserted(() -> assertThat(heads.heads()).isEqualTo(1));
        assertThat(woken).hasValue(2);
    }

    @Test
    void newSession_subscribesAgainAndWakes() {
        heads.start();
        FakeStreamConnection first = server.await(1);
        await().untilAsserted(() -> assertThat(woken).hasValue(1));
        first.cut();

        FakeStreamConnection second = server.await(2);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(woken).hasValue(2));
        await().untilAsserted(() -> assertThat(second.received()).anyMatch(text -> text.contains("newHeads")));
    }

    @Test
    void silentConnection_isReplaced() {
        heads.start();
        FakeStreamConnection first = server.await(1);
        first.goHalfOpen();

        assertThat(server.await(2)).isNotNull();
    }

    @Test
    void endpointWithoutWebsocket_isTheCallersMistake() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(
                        () -> NewHeads.of(Endpoint.of("node", HttpUrl.get("http://h/")), new OkHttpClient(), () -> {}))
                .withMessage("endpoint node has no websocket");
    }
}
