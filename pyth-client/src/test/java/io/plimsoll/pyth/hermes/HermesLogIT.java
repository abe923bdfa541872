package io.plimsoll.pyth.hermes;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.http.testing.HttpFault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a process writes while it asks with a key, our loggers and the libraries' at their most talkative. */
class HermesLogIT {
    private static final String KEY = "k3y-that-nobody-may-see";

    /** Repeats the key that it was sent, in an error or where JSON should be. */
    private static final class Echoing extends FakeServer {
        private volatile int status = 200;
        private volatile String before = "";

        @Override
        protected MockResponse answer(RecordedRequest request) {
            return text(status, before + request.getHeaders().get("Authorization"));
        }
    }

    private final Echoing server = new Echoing();

    @AfterEach
    void close() {
        server.close();
    }

    static Stream<List<HttpFault>> faults() {
        return Stream.concat(Stream.of(List.of()), Stream.of(HttpFault.values()).map(List::of));
    }

    private String written() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HermesProgram.class.getName(),
                        server.url().toString(),
                        KEY)
                .redirectErrorStream(true)
                .start();
        CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS).execute(process::destroyForcibly);
        String written = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(written).isZero();
        return written;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void key_isInNoLine_whateverFails(List<HttpFault> faults) throws Exception {
        faults.forEach(fault -> server.misbehave(fault, ""));

        assertThat(written()).contains("asked for all", "pyth-hermes: ", "FINE").doesNotContain(KEY);
        assertThat(server.requests()).hasSizeGreaterThanOrEqualTo(8).noneMatch(line -> line.contains(KEY));
    }

    @ParameterizedTest
    @MethodSource("echoes")
    void key_isInNoLine_whereTheServiceRepeatsIt(int status, String before) throws Exception {
        server.status = status;
        server.before = before;

        assertThat(written()).contains("asked for all", "pyth-hermes: ").doesNotContain(KEY);
    }

    static Stream<Arguments> echoes() {
        return Stream.of(
                Arguments.of(401, "unauthorized: "),
                Arguments.of(403, "Not entitled: feed abc for "),
                Arguments.of(404, "Update data not found for "),
                Arguments.of(404, "Price ids not found: "),
                Arguments.of(404, "x".repeat(285)),
                Arguments.of(429, "slow down "),
                Arguments.of(500, "at "),
                Arguments.of(200, "{\"binary\": "),
                Arguments.of(200, "[\""));
    }
}
