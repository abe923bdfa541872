package io.plimsoll.core.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.http.testing.HttpFault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpJsonTest {
    record Level(BigDecimal px, int n, @Nullable String note) {}

    private static final TypeReference<List<Level>> LEVELS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> MAP = new TypeReference<>() {};

    private static final class Echo extends FakeServer {
        volatile String body = "[]";
        volatile MockResponse special = null;
        volatile String authorization = "";

        @Override
        protected MockResponse answer(RecordedRequest request) {
            String header = request.getHeaders().get("Authorization");
            authorization = header == null ? "" : header;
            return special == null ? json(body) : special;
        }
    }

    private final Echo server = new Echo();
    private final HttpJson http = HttpJson.of("venue", new OkHttpClient(), Duration.ofSeconds(3));

    @AfterEach
    void close() {
        server.close();
    }

    private List<Level> get() {
        return http.get(server.url(), LEVELS);
    }

    private <E extends SourceException> E failure(Class<E> kind) {
        return assertThatExceptionOfType(kind).isThrownBy(this::get).actual();
    }

    @Test
    void get_decodesExactly_andIgnoresUnknownFields() {
        server.body = "[{\"px\":\"40522414.6792389974\",\"n\":3,\"brandNew\":{\"x\":[1]}},{\"px\":1.10,\"n\":0}]";

        assertThat(get())
                .containsExactly(
                        new Level(new BigDecimal("40522414.6792389974"), 3, null),
                        new Level(new BigDecimal("1.10"), 0, null));
    }

    @Test
    void post_sendsJson_withoutAbsentFields() {
        server.body = "{\"a\":\"b\"}";

        assertThat(http.post(server.url(), new Level(new BigDecimal("1"), 2, null), MAP))
                .containsEntry("a", "b");
        assertThat(server.requests()).singleElement().asString().isEqualTo("POST / {\"px\":1,\"n\":2}");
    }

    @Test
    void missingOrNullField_isNamed() {
        server.body = "[{\"px\":\"1\",\"n\":1},{\"n\":1}]";
        assertThat(failure(MalformedResponse.class))
                .hasMessageContaining("[1].px")
                .hasMessageContaining("it begins: [{\"px\":\"1\"");
        server.body = "[{\"px\":null,\"n\":1}]";
        assertThat(failure(MalformedResponse.class)).hasMessageContaining("px");
        server.body = "[{\"px\":\"1\"}]";
        assertThat(failure(MalformedResponse.class)).hasMessageContaining("n");
        server.body = "[{\"px\":\"cheap\",\"n\":1}]";
        assertThat(failure(MalformedResponse.class)).hasMessageContaining("[0].px");
        server.body = "null";
        assertThat(failure(MalformedResponse.class)).hasMessageContaining("null");
        server.body = "[] []";
        assertThat(failure(MalformedResponse.class).retryable()).isTrue();
    }

    @Test
    void faults_eachBecomeTheirOwnError() {
        server.body = "[{\"px\":\"1\",\"n\":1}]";

        server.misbehave(HttpFault.RATE_LIMITED, "");
        assertThat(failure(RateLimited.class).retryAfter()).contains(Duration.ofSeconds(7));
        server.misbehave(HttpFault.SERVER_ERROR, "");
        assertThat(failure(Rejected.class).status()).isEqualTo(500);
        server.misbehave(HttpFault.HTML_PAGE, "");
        assertThat(failure(MalformedResponse.class)).hasMessageContaining("<html>");
        server.misbehave(HttpFault.TRUNCATED_JSON, "");
        failure(MalformedResponse.class);
        server.misbehave(HttpFault.HANG, "");
        assertThat(failure(Transport.class)).hasMessageContaining("timeout");
        server.misbehave(HttpFault.DISCONNECT, "");
        failure(Transport.class);
        server.behave();
        assertThat(get()).hasSize(1);
    }

    @Test
    void status404_isNotFound_andOthersKeepTheirText() {
        server.special = new MockResponse.Builder()
                .code(404)
                .body("Price ids not found: 0xab")
                .build();
        assertThat(failure(NotFound.class)).hasMessage("venue: Price ids not found: 0xab");
        server.special = new MockResponse.Builder()
                .code(422)
                .body("Failed to deserialize the JSON body into the target type")
                .build();
        assertThat(failure(Rejected.class))
                .hasMessage("venue: answered HTTP 422: Failed to deserialize the JSON body into the target type");
    }

    @Test
    void retryAfter_asDate_countsFromTheServersClock() {
        server.special = new MockResponse.Builder()
                .code(429)
                .addHeader("Date", "Fri, 20 Nov 2026 10:00:00 GMT")
                .addHeader("Retry-After", "Fri, 20 Nov 2026 10:01:30 GMT")
                .build();
        assertThat(failure(RateLimited.class).retryAfter()).contains(Duration.ofSeconds(90));
        server.special = new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "soon")
                .build();
        assertThat(failure(RateLimited.class).retryAfter()).isEmpty();
    }

    @Test
    void unreachableHost_isTransport() {
        server.close();

        assertThat(failure(Transport.class).retryable()).isTrue();
    }

    @Test
    void bearer_isSentAndNeverShown() {
        server.special =
                new MockResponse.Builder().code(401).body("unauthorized").build();
        HttpJson keyed = http.withBearer("s3cret-token");

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> keyed.get(server.url(), LEVELS))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
        assertThat(server.authorization).isEqualTo("Bearer s3cret-token");
        assertThat(keyed.toString()).doesNotContain("s3cret");
    }

    @Test
    void bearer_thatTheSourceRepeats_isBlackedOut() {
        HttpJson keyed = http.withBearer("s3cret-token");
        for (int padding : new int[] {0, 285, 295, 400}) {
            server.special = new MockResponse.Builder()
                    .code(500)
                    .body("x".repeat(padding) + " s3cret-token ")
                    .build();
            assertThatExceptionOfType(Rejected.class)
                    .isThrownBy(() -> keyed.get(server.url(), LEVELS))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cr"));
        }
        for (int padding : new int[] {0, 285, 292}) {
            server.special = new MockResponse.Builder()
                    .code(200)
                    .body("x".repeat(padding) + "s3cret-token")
                    .build();
            assertThatExceptionOfType(MalformedResponse.class)
                    .isThrownBy(() -> keyed.get(server.url(), LEVELS))
                    .satisfies(e -> assertThat(e).hasStackTraceContaining("repeats the token"))
                    .satisfies(e -> assertThat(e.getCause()).isNull());
        }
    }

    @Test
    void bearer_thatNoHeaderTakes_isTheCallersMistakeAndNotShown() {
        for (String token : List.of("", "two words", "line\nbreak")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> http.withBearer(token))
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("two", "line"));
        }
    }

    @Test
    void errorAnswer_isReadWhole_byWhoCanReadIt() {
        String body = "unknown: " + "name ".repeat(2_000) + "end";
        server.special = new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "9")
                .body(body)
                .build();
        List<String> read = new ArrayList<>();
        HttpJson reading = http.withErrors((status, text, retryAfter) -> {
            read.add(status + " " + retryAfter.orElseThrow().toSeconds() + " " + text);
            return status == 429 ? Optional.of(new NotFound("venue", "read")) : Optional.empty();
        });

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> reading.get(server.url(), LEVELS));
        assertThat(read).containsExactly("429 9 " + body);
    }

    @Test
    void errorAnswer_thatTheReaderLeaves_isToldByItsStatus() {
        server.special =
                new MockResponse.Builder().code(503).body("y".repeat(100_000)).build();
        HttpJson reading = http.withErrors((status, text, retryAfter) -> {
            assertThat(text).hasSize(HttpJson.MAX_ERROR_BYTES);
            return Optional.empty();
        });

        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> reading.get(server.url(), LEVELS))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400).endsWith("…"));
    }

    @Test
    void longErrorBody_isCutOff() {
        server.special =
                new MockResponse.Builder().code(503).body("x".repeat(10_000)).build();

        assertThat(failure(Rejected.class).getMessage()).hasSizeLessThan(400).endsWith("…");
    }

    @ParameterizedTest
    @CsvSource({
        "503, Retry-After, 0",
        "301, Location, /elsewhere",
        "302, Location, /elsewhere",
        "303, Location, /elsewhere",
        "307, Location, /elsewhere",
        "308, Location, /elsewhere",
        "401, WWW-Authenticate, Basic",
        "408, Retry-After, 0",
        "421, Retry-After, 0"
    })
    void answerThatAsksForARepeat_isAnErrorAndNothingIsSentTwice(int status, String header, String value) {
        server.special =
                new MockResponse.Builder().code(status).addHeader(header, value).build();
        HttpJson eager = HttpJson.of(
                "venue",
                new OkHttpClient.Builder()
                        .authenticator((route, response) -> response.request()
                                .newBuilder()
                                .header("Authorization", "again")
                                .build())
                        .build(),
                Duration.ofSeconds(3));

        List<ThrowingCallable> posts = List.of(
                () -> eager.post(server.url(), Map.of(), MAP),
                () -> eager.send(server.url(), Map.of()),
                () -> eager.postForBytes(server.url(), new byte[] {'{', '}'}));
        for (ThrowingCallable post : posts) {
            int before = server.requests().size();
            assertThatExceptionOfType(Rejected.class).isThrownBy(post).matches(rejected -> rejected.status() == status);
            assertThat(server.requests()).hasSize(before + 1);
        }
        int before = server.requests().size();
        assertThat(failure(Rejected.class).status()).isEqualTo(status);
        assertThat(server.requests()).hasSize(before + 1);
    }

    @Test
    void unwritableBody_isTheCallersMistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> http.post(server.url(), new Object(), MAP));
    }
}
