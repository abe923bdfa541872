package io.plimsoll.core.kit.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Ends of a real process under load. */
class SignalIT {
    private final List<String> lines = new ArrayList<>();

    private Process start(String how) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.plimsoll.core.kit.runtime.SignalledProgram",
                        how)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        // a program that does not end must fail the test, not hang it
        CompletableFuture.delayedExecutor(30, TimeUnit.SECONDS).execute(process::destroyForcibly);
        return process;
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private void readUntil(BufferedReader output, String last) throws IOException {
        String line;
        while ((line = output.readLine()) != null) {
            lines.add(line);
            if (line.equals(last)) {
                return;
            }
        }
    }

    private void assertStoppedInOrder() {
        assertThat(lines)
                .containsSubsequence(
                        "+store", "+load", "+page", "~page", "~load", "~store", "-page", "-load", "-store");
    }

    @Test
    void sigterm_underLoad_stopsInOrderWithinFiveSeconds() throws Exception {
        Process process = start("run");
        try (BufferedReader output = output(process)) {
            readUntil(output, "+page");
            long begin = System.nanoTime();
            process.toHandle().destroy();
            readUntil(output, "end of output");

            assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            assertThat(process.exitValue()).as("128 + SIGTERM").isEqualTo(143);
            assertStoppedInOrder();
        }
    }

    @Test
    void sigterm_duringTheStart_stopsWhatHasStarted() throws Exception {
        Process process = start("slow");
        try (BufferedReader output = output(process)) {
            readUntil(output, "starting feed");
            process.toHandle().destroy();
            readUntil(output, "end of output");

            assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(lines).containsSubsequence("+feed", "~feed", "~load", "~store", "-feed", "-load", "-store");
            // the page starts too if its turn comes before the signal is seen
            assertThat(lines.contains("-page")).isEqualTo(lines.contains("+page"));
        }
    }

    @Test
    void secondSignal_doesNoHarm() throws Exception {
        Process process = start("run");
        try (BufferedReader output = output(process)) {
            readUntil(output, "+page");
            process.toHandle().destroy();
            process.toHandle().destroy();
            readUntil(output, "end of output");

            assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertStoppedInOrder();
            assertThat(lines).filteredOn("-store"::equals).hasSize(1);
        }
    }

    @Test
    void threadThatDies_stopsTheGroupInOrder() throws Exception {
        Process process = start("die");
        try (BufferedReader output = output(process)) {
            readUntil(output, "end of output");

            assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertStoppedInOrder();
            assertThat(lines).endsWith("reason UNCAUGHT");
            assertThat(process.exitValue()).isZero();
        }
    }

    @Test
    void requestedStop_returnsToMain() throws Exception {
        Process process = start("request");
        try (BufferedReader output = output(process)) {
            readUntil(output, "end of output");

            assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertStoppedInOrder();
            assertThat(lines).contains("reason REQUESTED");
        }
    }
}
