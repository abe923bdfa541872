package io.plimsoll.core.engine.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.http.testing.HttpFault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a process writes while it alerts, our loggers and the libraries' at their most talkative. */
class AlertLogIT {
    private static final String TOKEN = "T0KEN-very-secret";

    private static final class Receiver extends FakeServer {
        @Override
        protected MockResponse answer(RecordedRequest request) {
            return text(200, "ok");
        }
    }

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    static Optional<?>[] faults() {
        return new Optional<?>[] {
            Optional.empty(), Optional.of(HttpFault.SERVER_ERROR), Optional.of(HttpFault.DISCONNECT)
        };
    }

    @ParameterizedTest
    @MethodSource("faults")
    void tokens_areInNoLine(Optional<HttpFault> fault) throws Exception {
        fault.ifPresent(which -> receiver.misbehave(which, ""));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.plimsoll.core.engine.alert.AlertingProgram",
                        receiver.url().toString(),
                        TOKEN)
                .redirectErrorStream(true)
                .start();
        CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS).execute(process::destroyForcibly);

        String written = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(written).isZero();
        assertThat(receiver.requests()).anyMatch(request -> request.contains(TOKEN));
        assertThat(written)
                .contains("alert=key title=title", "logged ", "told ")
                .doesNotContain(TOKEN);
    }
}
