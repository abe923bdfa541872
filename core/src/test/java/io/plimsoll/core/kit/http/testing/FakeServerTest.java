package io.plimsoll.core.kit.http.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Faults end when they were told to, and the worst of them comes after the deed. */
class FakeServerTest {
    private static final class Counter extends FakeServer {
        final AtomicInteger deeds = new AtomicInteger();

        @Override
        protected MockResponse answer(RecordedRequest request) {
            return text(200, String.valueOf(deeds.incrementAndGet()));
        }
    }

    private final Counter server = new Counter();
    private final OkHttpClient http =
            new OkHttpClient.Builder().retryOnConnectionFailure(false).build();

    @AfterEach
    void close() {
        server.close();
    }

    private int ask() throws IOException {
        try (Response response =
                http.newCall(new Request.Builder().url(server.url()).build()).execute()) {
            return response.code();
        }
    }

    @Test
    void countedFault_meetsThatManyRequests() throws IOException {
        server.misbehave(HttpFault.SERVER_ERROR, "GET", 2);

        assertThat(new int[] {ask(), ask(), ask()}).containsExactly(500, 500, 200);
        assertThatIllegalArgumentException().isThrownBy(() -> server.misbehave(HttpFault.HANG, "", 0));
    }

    @Test
    void lostAnswer_comesAfterTheDeed_disconnectBeforeIt() throws IOException {
        server.misbehave(HttpFault.DISCONNECT, "", 1);
        assertThatExceptionOfType(IOException.class).isThrownBy(this::ask);
        assertThat(server.deeds).hasValue(0);

        server.misbehave(HttpFault.ANSWER_LOST, "", 1);
        assertThatExceptionOfType(IOException.class).isThrownBy(this::ask);
        assertThat(server.deeds).hasValue(1);
    }

    @Test
    void requests_areRemembered_oldestFirst() throws IOException {
        ask();
        ask();

        assertThat(server.requests()).containsExactly("GET / ", "GET / ");
    }
}
