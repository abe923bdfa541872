package io.plimsoll.hyperliquid.bench;

import io.plimsoll.core.testing.Timing;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.kit.stream.testing.FakeStreamServer;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.info.L2Book;
import io.plimsoll.hyperliquid.ws.AllMidsChannel;
import io.plimsoll.hyperliquid.ws.ChannelEvent;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Received;
import io.plimsoll.hyperliquid.ws.ChannelListener;
import io.plimsoll.hyperliquid.ws.L2BookChannel;
import io.plimsoll.hyperliquid.ws.TradesChannel;
import io.plimsoll.hyperliquid.ws.UserFillsChannel;
import io.plimsoll.hyperliquid.ws.VenueStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of the peers' local venue, {@code ws-server.mjs}: warms up on a venue of its own, subscribes to four channels, then takes a blast of frames
 * (throughput of the second half) or one book every 2 ms, stamped with this machine's monotonic clock (one-way latency; the
 * first quarter is dropped).
 *
 * <p>The venue repeats its trades and fills; as a stream delivers each only once, frames cannot be counted by callbacks. But the
 * books of a blast carry the number of their frame, so the frames that came before a book are known, and the last book ends
 * it.
 */
final class EndToEnd {
    private static final Address USER = Address.parse("0x31ca8395cf837de08b24da3f660e77761dfb974b");
    private static final Logger LOG = LoggerFactory.getLogger(EndToEnd.class);
    private static final long FIRST_TIME = 1_763_000_000_000L;

    private final List<String> mix;
    private final boolean latency;
    private final boolean polling;
    private final int count;
    private final int warm;
    private final long last;
    private final long[] delays;
    private final CountDownLatch done = new CountDownLatch(1);
    private int books;
    private long startedAt;
    private long startedWith;
    private long cpuAtStart;
    private long newest;
    private int late;

    EndToEnd(Path inputs, boolean latency, int count, boolean polling) throws IOException {
        this.latency = latency;
        this.polling = polling;
        this.count = count;
        this.warm = latency ? count / 4 : count / 2;
        this.mix = Files.readAllLines(inputs.resolve("ws-mix.jsonl"));
        this.last = latency ? 0 : lastBook(mix, count);
        this.delays = new long[latency ? count : 0];
    }

    private static long lastBook(List<String> mix, int count) {
        int frame = count - 1;
        while (!mix.get(frame % mix.size()).contains("\"l2Book\"")) {
            frame--;
        }
        return frame;
    }

    void run(int port) throws InterruptedException {
        try (VenueStream stream = follow(HttpUrl.get("http://127.0.0.1:" + port), this::onBook, polling)) {
            done.await();
            LOG.debug("{}", stream.status());
        }
    }

    /** Takes the same frames from a venue in this process first, so that what is timed is compiled code. */
    void warmUp(long millis) {
        try (FakeStreamServer server = new FakeStreamServer()) {
            server.onReceived((connection, text) -> connection.send(
                    text.contains("\"ping\"")
                            ? "{\"channel\":\"pong\"}"
                            : "{\"channel\":\"subscriptionResponse\",\"data\":" + text + "}"));
            try (VenueStream stream = follow(server.url(), event -> {}, false)) {
                long end = System.nanoTime() + millis * 1_000_000;
                for (int i = 0; System.nanoTime() < end; i++) {
                    server.await(1).send(mix.get(i % mix.size()));
                }
                LOG.debug("{}", stream.status());
            }
        }
    }

    private static VenueStream follow(HttpUrl url, ChannelListener<L2Book> onBook, boolean polling) {
        VenueStream.Builder builder = HyperliquidClient.at(url, new OkHttpClient(), Duration.ofSeconds(5))
                .stream();
        VenueStream stream = (polling ? builder.busyPoll(Duration.ofMillis(20)) : builder).build();
        stream.start();
        stream.awaitConnected(Duration.ofSeconds(10));
        stream.subscribe(TradesChannel.of("BTC"), event -> {});
        stream.subscribe(AllMidsChannel.of(), event -> {});
        stream.subscribe(UserFillsChannel.of(USER), event -> {});
        stream.subscribe(L2BookChannel.of("BTC"), onBook);
        return stream;
    }

    private void onBook(ChannelEvent<L2Book> event) {
        if (event instanceof Received<L2Book> received && received.message().time() != null) {
            long time = received.message().time();
            late += time < newest ? 1 : 0;
            newest = time;
            if (latency) {
                delay(time);
            } else {
                frames(time - FIRST_TIME);
            }
        }
    }

    private void delay(long sentAt) {
        delays[books++] = System.nanoTime() - sentAt;
        if (books == count) {
            long[] sorted = Arrays.copyOfRange(delays, warm, count);
            Arrays.sort(sorted);
            long median = sorted[sorted.length / 2];
            Timing.print(
                    "ws-e2e/latency" + (polling ? ", busy polling" : ""),
                    String.format(
                            Locale.ROOT,
                            "\"ops_per_s\":%.1f,\"unit\":\"1/p50\",\"n\":%d,\"p50_us\":%.1f,\"p99_us\":%.1f,\"max_us\":%.1f",
                            1e9 / median,
                            sorted.length,
                            median / 1e3,
                            sorted[(int) (sorted.length * 0.99)] / 1e3,
                            sorted[sorted.length - 1] / 1e3));
            done.countDown();
        }
    }

    private void frames(long frame) {
        long now = System.nanoTime();
        if (startedAt == 0 && frame >= warm) {
            startedAt = now;
            startedWith = frame;
            cpuAtStart = Timing.cpuNanos();
        }
        if (frame == last) {
            long timed = frame - startedWith;
            double rate = timed / ((now - startedAt) / 1e9);
            Timing.print(
                    "ws-e2e/throughput",
                    String.format(
                            Locale.ROOT,
                            "\"ops_per_s\":%.1f,\"unit\":\"messages\",\"n\":%d,\"ops_per_cpu_s\":%.1f,\"min\":%.1f,\"max\":%.1f,\"out_of_order_l2\":%d",
                            rate,
                            timed,
                            timed / ((Timing.cpuNanos() - cpuAtStart) / 1e9),
                            rate,
                            rate,
                            late));
            done.countDown();
        }
    }
}
