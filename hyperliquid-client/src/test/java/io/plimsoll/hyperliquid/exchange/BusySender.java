package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * A program for {@link NonceSoakIT} that sends actions with one key from many threads, as fast as it can: {@code url, folder of
 * nonces, key, threads, actions}. Says what the venue refused, and at the end how many it took.
 */
final class BusySender {
    private final ExchangeClient exchange;
    private final AtomicLong left;
    private final AtomicLong taken = new AtomicLong();

    private BusySender(ExchangeClient exchange, long actions) {
        this.exchange = exchange;
        this.left = new AtomicLong(actions);
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private void send() {
        for (long action = left.decrementAndGet(); action >= 0; action = left.decrementAndGet()) {
            try {
                submit(action);
                taken.incrementAndGet();
            } catch (RuntimeException e) {
                say("failed " + e);
            }
        }
    }

    /** An order, its cancel, or nothing at all: in turn. */
    private void submit(long action) {
        Cloid cloid = Cloid.random();
        switch ((int) (action % 4)) {
            case 0 -> exchange.submit(new NoopAction());
            case 1 -> exchange.submit(new UpdateLeverageAction(0, true, 1 + (int) (action % 10)));
            default -> {
                OrderAction.Order order = OrderBuilder.in(AssetId.perp(0), 2)
                        .buy(new BigDecimal("1"))
                        .limit(new BigDecimal("20"), TimeInForce.ADD_LIQUIDITY_ONLY)
                        .cloid(cloid)
                        .build();
                List<OrderOutcome> outcomes = exchange.submit(OrderAction.of(order));
                if (!(outcomes.get(0) instanceof OrderOutcome.Resting)) {
                    throw new IllegalStateException("order was not taken: " + outcomes);
                }
                left.decrementAndGet();
                taken.incrementAndGet();
                exchange.submit(CancelByCloidAction.of(AssetId.perp(0), cloid));
            }
        }
    }

    public static void main(String[] args) throws InterruptedException {
        Nonces nonces = Nonces.in(FileNonceStore.in(Path.of(args[1])), InstantSource.system());
        ActionSigner signer = ActionSigner.of(HyperliquidChain.MAINNET, LocalSigner.fromHex(args[2]), nonces);
        OkHttpClient http = new OkHttpClient();
        BusySender sender = new BusySender(
                ExchangeClient.of(
                        HttpJson.of("hyperliquid", http, Duration.ofSeconds(20)),
                        HttpUrl.get(args[0]),
                        signer,
                        VenueLimits.none(),
                        Duration.ofSeconds(20)),
                Long.parseLong(args[4]));
        int count = Integer.parseInt(args[3]);
        ExecutorService threads = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            threads.execute(sender::send);
        }
        threads.shutdown();
        threads.awaitTermination(1, TimeUnit.HOURS);
        nonces.close();
        say("taken " + sender.taken);
        System.exit(0);
    }
}
