package io.plimsoll.pyth;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.pyth.testing.FakeHermes;
import io.plimsoll.pyth.testing.UpdateSigner;
import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fake is product: parameters and error texts are the real service's. */
class FakeHermesTest {
    private static final String LATEST = "/v2/updates/price/latest?";
    private static final String HYPE = PythFeeds.USD.get("HYPE").digits();

    private final FakeHermes hermes = FakeHermes.start(UpdateSigner.named("t"), ManualClock.atNewYear())
            .publish(PythFeeds.USD.get("HYPE"), "40", "1");

    @AfterEach
    void close() {
        hermes.close();
    }

    private String get(String path) throws IOException {
        Request request = new Request.Builder().url(hermes.url().resolve(path)).build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            return response.code() + " " + response.body().string();
        }
    }

    @Test
    void requests_areJudgedAsByTheRealService() throws IOException {
        assertThat(get(LATEST)).startsWith("400 ");
        assertThat(get(LATEST + "ids[]=zz")).startsWith("400 ");
        assertThat(get(LATEST + "ids[]=" + "ab".repeat(32))).isEqualTo("404 Price ids not found: 0x" + "ab".repeat(32));
        assertThat(get("/v2/other")).startsWith("404");
        assertThat(get(LATEST + "ids[]=0x" + HYPE.toUpperCase(java.util.Locale.ROOT) + "&parsed=false&encoding=base64"))
                .startsWith("200 {\"binary\":{\"encoding\":\"base64\",\"data\":[\"UE5BV")
                .doesNotContain("parsed");
        assertThat(get(LATEST + "ids[]=" + HYPE))
                .contains("\"price\":\"4000000000\"")
                .contains("\"publish_time\":1767225600");
    }
}
