package io.plimsoll.pyth.hermes;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.http.testing.HttpFault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

/** What a process writes while it asks with a key, our loggers and the libraries' at their most talkative. */
class HermesLogIT {
    private static final String KEY = "k3y-that-nobody-may-see";

    /** An answer that repeats the key after these words. */
    private record Echo(int status, String words) {}

    private static final List<Echo> ECHOES = List.of(
            new Echo(200, ""),
            new Echo(200, "{\"binary\": "),
            new Echo(200, "[\""),
            new Echo(200, "x".repeat(285)),
            new Echo(400, "bad request "),
            new Echo(401, "unauthorized: "),
            new Echo(403, "Not entitled: feed abc for "),
            new Echo(404, "Update data not found for "),
            new Echo(404, "Price ids not found: "),
            new Echo(404, "x".repeat(285)),
            new Echo(429, "slow down "),
            new Echo(500, "at "));

    /** Repeats the key that it was sent, in an error or where JSON should be; the path begins with the round. */
    private static final class Echoing extends FakeServer {
        @Override
        protected MockResponse answer(RecordedRequest request) {
            Echo echo =
                    ECHOES.get(Integer.parseInt(request.getUrl().pathSegments().get(0)) % ECHOES.size());
            return text(echo.status, echo.words + request.getHeaders().get("Authorization"));
        }
    }

    @Test
    void key_isInNoLine_whateverFailsAndWhateverIsRepeated() throws Exception {
        try (Echoing server = new Echoing()) {
            int rounds = ECHOES.size();
            for (HttpFault fault : HttpFault.values()) {
                server.misbehave(fault, " /" + rounds++ + "/");
            }
            String written = written(server.url().toString(), rounds);

            assertThat(written)
                    .contains("asked for all", "pyth-hermes: ", "FINE", "RateLimited", "Unauthorized", "Transport")
                    .contains("MalformedResponse", "UnknownFeeds", "UpdateNotFound", "cannot-connect", "ConnectFailed")
                    .doesNotContain(KEY)
                    .doesNotContain(KEY.substring(0, 8));
            assertThat(server.requests())
                    .hasSizeGreaterThanOrEqualTo(8 * rounds)
                    .noneMatch(line -> line.contains(KEY));
        }
    }

    private static String written(String url, int rounds) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HermesProgram.class.getName(),
                        url,
                        KEY,
                        Integer.toString(rounds))
                .redirectErrorStream(true)
                .start();
        CompletableFuture.delayedExecutor(120, TimeUnit.SECONDS).execute(process::destroyForcibly);
        String written = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(written).isZero();
        return written;
    }
}
