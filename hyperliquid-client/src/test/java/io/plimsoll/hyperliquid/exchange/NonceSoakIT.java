package io.plimsoll.hyperliquid.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.hyperliquid.testing.FakeAccount;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 16 threads that send actions with one key, in a process that is killed in the middle and started again: the venue, which
 * checks every signature and nonce, refuses none. {@code -Dplimsoll.nonce.actions} for each thread (250 if not given, 10,000 in
 * full size).
 */
class NonceSoakIT {
    private static final int THREADS = 16;
    private static final int ACTIONS = THREADS * Integer.getInteger("plimsoll.nonce.actions", 250);
    private static final String KEY = "0x" + "5a".repeat(32);
    private static final Address ACCOUNT = LocalSigner.fromHex(KEY).address();
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    @Test
    void actionsOfManyThreads_withAKillInTheMiddle_areAllTaken() throws Exception {
        try (FakeVenue venue = venue()) {
            Path first = folder.resolve("first");
            Process killed = start(venue, first, ACTIONS);
            await().atMost(LONG)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> venue.ledger().actions(ACCOUNT) >= ACTIONS / 2 || !killed.isAlive());
            assertThat(killed.isAlive()).as(() -> read(first)).isTrue();
            killed.destroyForcibly().waitFor();
            long before = venue.ledger().actions(ACCOUNT);

            Path second = folder.resolve("second");
            Process finished = start(venue, second, ACTIONS - before);
            finished.onExit().get(LONG.toSeconds(), TimeUnit.SECONDS);

            assertThat(Files.readAllLines(first)).isEmpty();
            long after = venue.ledger().actions(ACCOUNT);
            assertThat(Files.readAllLines(second)).isEqualTo(List.of("taken " + (after - before)));
            assertThat(after).isGreaterThanOrEqualTo(ACTIONS);
            assertThat(venue.ledger().openOrders(ACCOUNT)).hasSizeLessThanOrEqualTo(THREADS);
            System.out.printf(
                    "soak: %d threads, %d actions before the kill, %d after, 0 refused%n",
                    THREADS, before, after - before);
        }
    }

    private Process start(FakeVenue venue, Path output, long actions) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusySender.class.getName(),
                        venue.url().toString(),
                        folder.resolve("nonces").toString(),
                        KEY,
                        String.valueOf(THREADS),
                        String.valueOf(actions))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output.toFile())
                .start();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static FakeVenue venue() {
        BigDecimal price = new BigDecimal("40");
        return FakeVenue.start(Clock.systemUTC())
                .list(
                        new Market("HYPE", 2, MarginTable.singleTier(10), false),
                        new AssetContext("HYPE", price, price, new BigDecimal("0.0000125"), BigDecimal.ONE))
                .open(FakeAccount.standard(ACCOUNT, "1000000"));
    }
}
