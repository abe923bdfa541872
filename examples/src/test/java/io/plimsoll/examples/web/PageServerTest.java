package io.plimsoll.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PageServerTest {
    private final PageServer server = new PageServer(0, "/loadline.html", () -> "{\"n\":1}");

    @AfterEach
    void stop() {
        server.stop(Duration.ofSeconds(1));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void serves_pageAndJson_andNothingElse() throws Exception {
        server.start();
        URI address = server.address();

        assertThat(send(HttpRequest.newBuilder(address.resolve("/api/accounts")))
                        .body())
                .isEqualTo("{\"n\":1}");
        assertThat(send(HttpRequest.newBuilder(address)).headers().firstValue("Content-Type"))
                .contains("text/html; charset=utf-8");
        assertThat(send(HttpRequest.newBuilder(address.resolve("/secret"))).statusCode())
                .isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(address).POST(BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void notStarted_hasNoAddress() {
        assertThat(server.name()).isEqualTo("page");
        assertThatIllegalStateException().isThrownBy(server::address);
    }

    @Test
    void resourceThatIsMissing_isNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new PageServer(0, "/nowhere.html", () -> "").start())
                .withMessageContaining("/nowhere.html");
    }
}
