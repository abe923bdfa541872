package io.plimsoll.hyperliquid.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoncesTest {
    private static final Address SIGNER = Address.parse("0x5e9ee1089755c3435139848e47e6635505d5a13a");
    private static final int THREADS = 16;
    private static final int EACH = 10_000;

    @TempDir
    Path folder;

    private final ManualClock clock = ManualClock.atNewYear();

    @Test
    void manyThreads_withARestartInTheMiddle_neverGetTheSame() throws Exception {
        List<long[]> all = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            // the first is left as a kill leaves it: nothing is settled, only the lock goes
            FileNonceStore store = FileNonceStore.in(folder);
            all.addAll(draw(Nonces.in(store, InstantSource.system())));
            store.close();
        }
        for (long[] thread : all) {
            assertThat(thread).isSorted();
        }
        assertThat(all.stream().flatMapToLong(Arrays::stream).distinct().count())
                .isEqualTo(2L * THREADS * EACH);
        long firstRun = highest(all.subList(0, THREADS));
        long secondRun = all.subList(THREADS, 2 * THREADS).stream()
                .flatMapToLong(Arrays::stream)
                .min()
                .orElseThrow();
        assertThat(secondRun).isGreaterThan(firstRun);
    }

    private static long highest(List<long[]> all) {
        return all.stream().flatMapToLong(Arrays::stream).max().orElseThrow();
    }

    private static List<long[]> draw(Nonces nonces) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Callable<long[]> drawing = () -> {
                long[] drawn = new long[EACH];
                for (int i = 0; i < EACH; i++) {
                    drawn[i] = nonces.next(SIGNER);
                }
                return drawn;
            };
            List<long[]> all = new ArrayList<>();
            for (Future<long[]> thread : threads.invokeAll(Collections.nCopies(THREADS, drawing))) {
                all.add(thread.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    @Property(tries = 200)
    void anyClock_nonceIsAboveTheOneBeforeAndNotBelowTheClock(
            @ForAll @Size(max = 50) List<@IntRange(min = -5000, max = 5000) Integer> steps) {
        ManualClock moved = ManualClock.atNewYear();
        Nonces nonces = Nonces.inMemory(moved);
        long last = 0;
        for (int step : steps) {
            moved.advance(Duration.ofMillis(step));
            long nonce = nonces.next(SIGNER);
            assertThat(nonce).isGreaterThan(last).isGreaterThanOrEqualTo(moved.millis());
            last = nonce;
        }
    }

    @Test
    void keys_countForThemselves() {
        Nonces nonces = Nonces.inMemory(clock);
        assertThat(nonces.next(SIGNER)).isEqualTo(clock.millis());
        assertThat(nonces.next(SIGNER)).isEqualTo(clock.millis() + 1);
        assertThat(nonces.next(Address.ZERO)).isEqualTo(clock.millis());
    }

    @Test
    void restartAfterAKill_countsOnAboveEverythingUsed() {
        FileNonceStore first = FileNonceStore.in(folder);
        Nonces killed = Nonces.in(first, clock);
        long last = 0;
        for (int i = 0; i < 25_000; i++) {
            last = killed.next(SIGNER);
        }
        first.close();
        try (Nonces nonces = Nonces.in(FileNonceStore.in(folder), clock)) {
            assertThat(nonces.next(SIGNER)).isBetween(last + 1, last + 1 + Nonces.AHEAD.toMillis());
        }
    }

    @Test
    void restartAfterClose_losesNothing() {
        long last;
        try (Nonces nonces = Nonces.in(FileNonceStore.in(folder), clock)) {
            nonces.next(SIGNER);
            last = nonces.next(SIGNER);
        }
        try (Nonces nonces = Nonces.in(FileNonceStore.in(folder), clock)) {
            assertThat(nonces.next(SIGNER)).isEqualTo(last + 1);
        }
    }

    @Test
    void closed_givesNoMore() {
        Nonces nonces = Nonces.in(FileNonceStore.in(folder), clock);
        nonces.next(SIGNER);
        nonces.close();
        assertThatExceptionOfType(NonceException.class).isThrownBy(() -> nonces.next(SIGNER));
        assertThatExceptionOfType(NonceException.class).isThrownBy(() -> nonces.next(Address.ZERO));
    }

    @Test
    void secondUserOfAKey_isRefused() {
        try (Nonces first = Nonces.in(FileNonceStore.in(folder), clock)) {
            first.next(SIGNER);
            Nonces second = Nonces.in(FileNonceStore.in(folder), clock);
            assertThatExceptionOfType(NonceException.class)
                    .isThrownBy(() -> second.next(SIGNER))
                    .withMessageContaining(SIGNER.hex());
            assertThat(second.next(Address.ZERO)).isEqualTo(clock.millis());
            second.close();
        }
    }

    @Test
    void clockSetBackByDays_isRefused() {
        try (Nonces nonces = Nonces.in(FileNonceStore.in(folder), clock)) {
            nonces.next(SIGNER);
        }
        clock.advance(Duration.ofDays(-2));
        try (Nonces nonces = Nonces.in(FileNonceStore.in(folder), clock)) {
            assertThatExceptionOfType(NonceException.class)
                    .isThrownBy(() -> nonces.next(SIGNER))
                    .withMessageContaining("clock");
        }
    }

    @Test
    void interruptOfAThread_leavesTheFileToTheOthers() {
        try (Nonces nonces = Nonces.in(FileNonceStore.in(folder), clock)) {
            Thread.currentThread().interrupt();
            long first = nonces.next(SIGNER);
            assertThat(Thread.interrupted()).isTrue();
            clock.advance(Nonces.AHEAD.multipliedBy(2));
            assertThat(nonces.next(SIGNER)).isGreaterThan(first);
        }
    }

    @Test
    void tornMark_leavesTheOneBefore() throws IOException {
        Path file = folder.resolve(SIGNER.hex() + ".nonce");
        FileNonceStore store = FileNonceStore.in(folder);
        store.open(SIGNER);
        store.reserve(SIGNER, 1000);
        store.reserve(SIGNER, 2000);
        store.close();
        assertThat(Files.size(file)).isEqualTo(48);
        byte[] bytes = Files.readAllBytes(file);
        // the second write went to the first place
        bytes[10] ^= 1;
        Files.write(file, bytes);
        FileNonceStore again = FileNonceStore.in(folder);
        assertThat(again.open(SIGNER)).isEqualTo(1000);
        // the torn place is written next, not the whole one
        again.reserve(SIGNER, 3000);
        again.close();
        assertThat(FileNonceStore.in(folder).open(SIGNER)).isEqualTo(3000);
    }

    @Test
    void damagedFile_isRefused() throws IOException {
        Path file = folder.resolve(SIGNER.hex() + ".nonce");
        Files.writeString(file, "1760000000000", StandardOpenOption.CREATE);
        assertThatExceptionOfType(NonceException.class)
                .isThrownBy(() -> FileNonceStore.in(folder).open(SIGNER))
                .withMessageContaining("damaged");
    }

    @Test
    void requestThatManyOvertake_holdsThemUpUntilItIsDone() throws Exception {
        Nonces nonces = Nonces.inMemory(clock);
        Nonces.Turn straggler = nonces.take(SIGNER);
        for (int i = 0; i < 80; i++) {
            nonces.take(SIGNER).close();
        }
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<Nonces.Turn> next = threads.submit(() -> nonces.take(SIGNER));
            assertThat(nonces.take(Address.ZERO).nonce()).as("another key").isEqualTo(clock.millis());
            assertThat(next.isDone()).isFalse();
            straggler.close();
            assertThat(next.get().nonce()).isEqualTo(straggler.nonce() + 81);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void requestThatNeverEnds_holdsNobodyUpForLong() {
        Nonces nonces = Nonces.inMemory(clock);
        nonces.take(SIGNER);
        long last = 0;
        for (int i = 0; i < 300; i++) {
            try (Nonces.Turn turn = nonces.take(SIGNER)) {
                last = turn.nonce();
            }
        }
        assertThat(last).isEqualTo(clock.millis() + 300);
    }

    @Test
    void clockThatJumpsWhileRunning_neverTakesNoncesBack() {
        Nonces nonces = Nonces.inMemory(clock);
        long last = nonces.next(SIGNER);
        for (int hours : new int[] {2, -2, 22, -22}) {
            clock.advance(Duration.ofHours(hours));
            long nonce = nonces.next(SIGNER);
            assertThat(nonce).isGreaterThan(last).isGreaterThanOrEqualTo(clock.millis());
            last = nonce;
        }
    }

    @Test
    void clockThatWasDaysAhead_isRefusedUntilTimeHasCaughtUp() {
        Nonces nonces = Nonces.inMemory(clock);
        clock.advance(Duration.ofDays(3));
        long last = nonces.next(SIGNER);
        clock.advance(Duration.ofDays(-3));
        assertThatExceptionOfType(NonceException.class).isThrownBy(() -> nonces.next(SIGNER));
        clock.advance(Duration.ofDays(2).plusHours(2));
        assertThat(nonces.next(SIGNER)).isEqualTo(last + 1);
    }

    @Test
    void closingWhileOthersTake_leavesAMarkThatIsNotBelowAnyOfThem() throws Exception {
        for (int round = 0; round < 20; round++) {
            Path place = folder.resolve("round" + round);
            Nonces nonces = Nonces.in(FileNonceStore.in(place), InstantSource.system());
            AtomicLong highest = new AtomicLong(nonces.next(SIGNER));
            CountDownLatch running = new CountDownLatch(4);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Future<?>> takers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    takers.add(threads.submit(() -> {
                        running.countDown();
                        assertThatExceptionOfType(NonceException.class)
                                .isThrownBy(() -> {
                                    while (true) {
                                        try (Nonces.Turn turn = nonces.take(SIGNER)) {
                                            highest.accumulateAndGet(turn.nonce(), Math::max);
                                        }
                                    }
                                })
                                .withMessageContaining("closed");
                    }));
                }
                running.await();
                nonces.close();
                for (Future<?> taker : takers) {
                    taker.get();
                }
            } finally {
                threads.shutdownNow();
            }
            try (Nonces again = Nonces.in(FileNonceStore.in(place), InstantSource.system())) {
                assertThat(again.next(SIGNER)).isGreaterThan(highest.get());
            }
        }
    }

    @Test
    void manyWaiters_allGoOnOnceTheStragglerIsDone() throws Exception {
        Nonces nonces = Nonces.inMemory(clock);
        Nonces.Turn straggler = nonces.take(SIGNER);
        for (int i = 0; i < 80; i++) {
            nonces.take(SIGNER).close();
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Long> taking = () -> {
                try (Nonces.Turn turn = nonces.take(SIGNER)) {
                    return turn.nonce();
                }
            };
            List<Future<Long>> waiting = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                waiting.add(threads.submit(taking));
            }
            straggler.close();
            List<Long> taken = new ArrayList<>();
            for (Future<Long> one : waiting) {
                taken.add(one.get());
            }
            assertThat(taken).doesNotHaveDuplicates().allMatch(nonce -> nonce > straggler.nonce() + 80);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void interruptedWaiter_takesNothing() {
        Nonces nonces = Nonces.inMemory(clock);
        Nonces.Turn straggler = nonces.take(SIGNER);
        long last = straggler.nonce();
        for (int i = 0; i < 80; i++) {
            try (Nonces.Turn turn = nonces.take(SIGNER)) {
                last = turn.nonce();
            }
        }
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(NonceException.class)
                .isThrownBy(() -> nonces.take(SIGNER))
                .withMessageContaining("interrupted");
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        straggler.close();
        assertThat(nonces.take(SIGNER).nonce()).isEqualTo(last + 1);
    }

    @Test
    void folderOrFileThatCannotBeWritten_givesNoNonce() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        assertThatExceptionOfType(NonceException.class)
                .isThrownBy(() -> Nonces.in(FileNonceStore.in(file), clock).next(SIGNER))
                .withMessageContaining(file.toString());
        Files.createDirectory(folder.resolve(SIGNER.hex() + ".nonce"));
        assertThatExceptionOfType(NonceException.class)
                .isThrownBy(() -> Nonces.in(FileNonceStore.in(folder), clock).next(SIGNER));
    }

    @Test
    void storeThatFailsForAWhile_givesNoNonceMeanwhile() {
        AtomicBoolean full = new AtomicBoolean(false);
        AtomicLong mark = new AtomicLong();
        Nonces nonces = Nonces.in(
                new NonceStore() {
                    @Override
                    public long open(Address signer) {
                        return mark.get();
                    }

                    @Override
                    public void reserve(Address signer, long highest) {
                        if (full.get()) {
                            throw new NonceException("the disk is full");
                        }
                        mark.set(highest);
                    }

                    @Override
                    public void close() {}
                },
                clock);
        nonces.next(SIGNER);
        full.set(true);
        long within = nonces.next(SIGNER);
        assertThat(within).as("what is reserved may be used").isLessThanOrEqualTo(mark.get());
        clock.advance(Nonces.AHEAD.multipliedBy(2));
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(NonceException.class).isThrownBy(() -> nonces.take(SIGNER));
        }
        full.set(false);
        assertThat(nonces.next(SIGNER)).isGreaterThan(within).isLessThanOrEqualTo(mark.get());
    }

    @Test
    void closedStore_isNotOpenedAgain() {
        FileNonceStore store = FileNonceStore.in(folder);
        store.open(SIGNER);
        store.close();
        assertThatExceptionOfType(NonceException.class)
                .isThrownBy(() -> store.open(SIGNER))
                .withMessageContaining("closed");
        assertThatExceptionOfType(NonceException.class).isThrownBy(() -> store.reserve(SIGNER, 1));
        assertThat(FileNonceStore.in(folder).open(SIGNER))
                .as("the lock is gone")
                .isZero();
    }
}
