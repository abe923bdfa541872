package io.plimsoll.hyperliquid.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.hyperliquid.exchange.Accepted;
import io.plimsoll.hyperliquid.exchange.ActionSigner;
import io.plimsoll.hyperliquid.exchange.CancelByCloidAction;
import io.plimsoll.hyperliquid.exchange.CancelOutcome;
import io.plimsoll.hyperliquid.exchange.Cloid;
import io.plimsoll.hyperliquid.exchange.ExchangeClient;
import io.plimsoll.hyperliquid.exchange.FileNonceStore;
import io.plimsoll.hyperliquid.exchange.HyperliquidChain;
import io.plimsoll.hyperliquid.exchange.Nonces;
import io.plimsoll.hyperliquid.exchange.NoopAction;
import io.plimsoll.hyperliquid.exchange.OrderAction;
import io.plimsoll.hyperliquid.exchange.OrderOutcome;
import io.plimsoll.hyperliquid.exchange.TimeInForce;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads sign with one key, and the process starts anew in the middle: the venue refuses no nonce. */
class ExchangeSoakIT {
    private static final int THREADS = 16;
    private static final int ACTIONS = Integer.getInteger("plimsoll.exchange.actions", 1000);

    @TempDir
    Path folder;

    private final VenueFixture fixture = new VenueFixture();

    @Test
    void oneKeyInManyThreads_throughARestart_hasNoNonceRefused() throws Exception {
        try (fixture) {
            for (int half = 0; half < 2; half++) {
                // the nonces are not closed, only their file: as a kill leaves them
                FileNonceStore store = FileNonceStore.in(folder);
                run(half, Nonces.in(store, fixture.clock));
                store.close();
            }
            assertThat(fixture.venue.ledger().openOrders(VenueFixture.ALICE.address()))
                    .isEmpty();
        }
    }

    private void run(int half, Nonces nonces) throws Exception {
        ExchangeClient exchange = ExchangeClient.of(
                HttpJson.of("hyperliquid", fixture.http, Duration.ofSeconds(20)),
                fixture.venue.url(),
                ActionSigner.of(HyperliquidChain.MAINNET, VenueFixture.ALICE, nonces),
                VenueLimits.none(),
                Duration.ofSeconds(20));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                results.add(threads.submit(work(exchange, half, thread)));
            }
            int done = 0;
            for (Future<Integer> result : results) {
                done += result.get();
            }
            assertThat(done).isEqualTo(THREADS * (ACTIONS / 2));
        } finally {
            threads.shutdownNow();
        }
    }

    /** Places an order, cancels it, does nothing, and so on; a refusal of a whole request ends it. */
    private static Callable<Integer> work(ExchangeClient exchange, int half, int thread) {
        return () -> {
            int done = 0;
            for (; done < ACTIONS / 2; done++) {
                int round = done / 3;
                Cloid cloid = Cloid.of(((half * THREADS + thread) * 1_000_000L) + round);
                if (done % 3 == 0 && done + 1 < ACTIONS / 2) {
                    OrderAction.Order order = VenueFixture.buy("1", "30", TimeInForce.GOOD_TIL_CANCEL)
                            .withCloid(cloid);
                    assertThat(exchange.submit(OrderAction.of(order)).get(0)).isInstanceOf(OrderOutcome.Resting.class);
                } else if (done % 3 == 1) {
                    assertThat(exchange.submit(CancelByCloidAction.of(VenueFixture.HYPE, cloid))
                                    .get(0))
                            .isEqualTo(new CancelOutcome.Cancelled());
                } else {
                    assertThat(exchange.submit(new NoopAction())).isInstanceOf(Accepted.class);
                }
            }
            return done;
        };
    }
}
