package io.plimsoll.hyperliquid.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.foundation.chain.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key whose nonces another process uses. */
class FileNonceStoreIT {
    private static final Address SIGNER = Address.parse("0x5e9ee1089755c3435139848e47e6635505d5a13a");

    @TempDir
    Path folder;

    private Process start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        NonceHolder.class.getName(),
                        folder.toString(),
                        SIGNER.hex())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        // a program that does not end must fail the test, not hang it
        CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS).execute(process::destroyForcibly);
        return process;
    }

    private static long firstLine(Process process) throws IOException {
        return Long.parseLong(
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine());
    }

    private void assertInUse() {
        try (Nonces nonces = Nonces.in(FileNonceStore.in(folder), InstantSource.system())) {
            assertThatExceptionOfType(NonceException.class)
                    .isThrownBy(() -> nonces.next(SIGNER))
                    .withMessageContaining("somebody else signs with the key of " + SIGNER.hex());
        }
    }

    @Test
    void keyOfAnotherProcess_isRefusedUntilThatIsKilled_thenCountsOnAboveIt() throws Exception {
        Process process = start();
        long last = firstLine(process);
        assertInUse();

        process.destroyForcibly();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        try (Nonces nonces = Nonces.in(FileNonceStore.in(folder), InstantSource.system())) {
            assertThat(nonces.next(SIGNER)).isGreaterThan(last);
        }
    }

    @Test
    void processThatEnds_leavesItsLastNonce() throws Exception {
        Process process = start();
        long last = firstLine(process);
        assertInUse();

        process.getOutputStream().close();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(FileNonceStore.in(folder).open(SIGNER)).isEqualTo(last);
    }

    @Test
    void keyOfThisProcess_isRefusedToAnother() throws Exception {
        try (Nonces nonces = Nonces.in(FileNonceStore.in(folder), InstantSource.system())) {
            nonces.next(SIGNER);
            Process process = start();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
        }
    }
}
