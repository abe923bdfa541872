package io.plimsoll.hyperliquid.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.http.testing.HttpFault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a process writes while it signs and sends, our loggers and the libraries' at their most talkative. */
class SigningLogIT {
    private static final String KEY = "0123456789012345678901234567890123456789012345678901234567890123";
    private static final Pattern WORD_OF_A_SIGNATURE = Pattern.compile("\"[rs]\":\"0x([0-9a-f]+)\"");

    @TempDir
    Path folder;

    private static final class Refusing extends FakeServer {
        @Override
        protected MockResponse answer(RecordedRequest request) {
            return json("{\"status\":\"err\",\"response\":\"no\"}");
        }
    }

    private final Refusing venue = new Refusing();

    @AfterEach
    void close() {
        venue.close();
    }

    static Stream<List<HttpFault>> faults() {
        return Stream.concat(Stream.of(List.of()), Stream.of(HttpFault.values()).map(List::of));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void keyAndSignatures_areInNoLine(List<HttpFault> faults) throws Exception {
        faults.forEach(fault -> venue.misbehave(fault, ""));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SigningProgram.class.getName(),
                        venue.url().toString(),
                        KEY,
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS).execute(process::destroyForcibly);

        String written = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(written).isZero();
        assertThat(written).contains("sent all", "hyperliquid: ", "FINE").doesNotContain(KEY);
        assertThat(venue.requests()).hasSize(3);
        int words = 0;
        for (String request : venue.requests()) {
            Matcher word = WORD_OF_A_SIGNATURE.matcher(request);
            while (word.find()) {
                words++;
                assertThat(written).doesNotContain(word.group(1));
            }
        }
        assertThat(words).as("three envelopes and one signature inside").isEqualTo(8);
    }
}
