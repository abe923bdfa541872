package io.plimsoll.pyth.hermes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.core.kit.stream.ReconnectPolicy;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.pyth.PythFeeds;
import io.plimsoll.pyth.hermes.HermesEvent.Gap;
import io.plimsoll.pyth.hermes.HermesEvent.Interrupted;
import io.plimsoll.pyth.hermes.HermesEvent.Opened;
import io.plimsoll.pyth.hermes.HermesEvent.Refused;
import io.plimsoll.pyth.testing.FakeHermes;
import io.plimsoll.pyth.testing.FakeHermesStreams;
import io.plimsoll.pyth.testing.UpdateSigner;
import io.plimsoll.pyth.update.UpdateVerifier;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A stream of three feeds over two connections, struck {@code -Dplimsoll.pyth.faults} times (60 if not given, 600 in full
 * size) over both transports together, in every way and in random order, while time runs a hundred times as fast: every second's unique update is told once,
 * no update twice, and none that does not verify.
 */
class HermesStreamSoakIT {
    private static final int FAULTS = Integer.getInteger("plimsoll.pyth.faults", 60);
    private static final List<Bytes32> FEEDS =
            List.of(PythFeeds.USD.get("HYPE"), PythFeeds.USD.get("BTC"), PythFeeds.USD.get("ETH"));
    private static final Bytes32 PASSING = PythFeeds.USD.get("SOL");
    private static final Duration SLOT = Duration.ofMillis(400);
    private static final Duration SILENCE = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(1);

    private enum Fault {
        CUT,
        CLOSED,
        HALF_OPEN,
        STALLED,
        DAY_OVER,
        LAG,
        RECEIVING_ERROR,
        FORGED,
        SKIPPED,
        OUT_OF_ORDER,
        REPEATED,
        SPLIT,
        GARBAGE,
        KEY_REVOKED,
        CONNECTS_REFUSED,
        HISTORY_DOWN,
        HISTORY_LIES,
        FEED_AWAY,
        FEEDS_CHANGED,
        TIME_JUMPS
    }

    private final ManualClock clock = ManualClock.atNewYear();
    private final UpdateSigner signer = UpdateSigner.named("soak");
    private final UpdateVerifier verifier = UpdateVerifier.trusting(signer.trust());
    private final PriceTape tape = new PriceTape();
    private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private volatile String key = "key-0";
    private volatile boolean ticking = true;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void secondsOverAConnectionThatIsStruckAgainAndAgain_areNeitherMissedNorDoubled(boolean webSocket)
            throws InterruptedException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (FakeHermes hermes = FakeHermes.start(signer, clock);
                HermesStream stream = stream(hermes, webSocket)) {
            FEEDS.forEach(feed -> hermes.publish(feed, "40", "0.01"));
            hermes.publish(PASSING, "150", "0.1").requireKey(key);
            stream.start();
            Thread time = new Thread(() -> runTime(hermes.streams()), "soak-time");
            time.start();
            awaitLive(hermes, stream);
            for (int fault = 0; fault < FAULTS / 2; fault++) {
                if (fault == FAULTS / 4) { // until then all slots of a second have the same price
                    hermes.streams().moveWithinSeconds();
                }
                strike(hermes, stream, random, webSocket);
            }
            hermes.behave();
            hermes.tamper(FakeHermes.Tampering.NONE);
            awaitLive(hermes, stream);
            long end = clock.instant().getEpochSecond();
            await().atMost(LONG)
                    .until(() -> FEEDS.stream()
                            .allMatch(feed -> tape.seconds(feed).stream().anyMatch(second -> second > end)));
            ticking = false;
            time.join();
            await().atMost(LONG).until(() -> stream.status().missing() == 0);

            assertThat(failures).isEmpty();
            check(stream, end, seed, webSocket);
        }
    }

    private void check(HermesStream stream, long end, long seed, boolean webSocket) {
        assertThat(tape.of(Gap.class)).as("gaps, seed %d", seed).isEmpty();
        long seconds = 0;
        for (Bytes32 feed : FEEDS) {
            List<PriceTick> ticks = tape.ticks(feed);
            PriceTick first = ticks.get(0);
            List<Long> told = tape.seconds(feed);
            assertThat(told).as("seconds told twice, seed %d", seed).doesNotHaveDuplicates();
            long from = first.price().publishTime() + (first.isUnique() ? 0 : 1);
            Set<Long> missed =
                    new HashSet<>(LongStream.rangeClosed(from, end).boxed().toList());
            told.forEach(missed::remove);
            assertThat(missed).as("seconds missed, seed %d", seed).isEmpty();
            assertThat(ticks.stream().map(PriceTick::slot))
                    .as("updates told twice, seed %d", seed)
                    .doesNotHaveDuplicates();
            assertThat(ticks.stream()
                            .filter(tick -> !tick.restored())
                            .map(tick ->
                                    List.of(tick.publishTime(), tick.price().price())))
                    .as("prices told again in another slot, seed %d", seed)
                    .doesNotHaveDuplicates();
            assertThat(ticks.stream().filter(tick -> !tick.restored()))
                    .as("order of what is live, seed %d", seed)
                    .isSortedAccordingTo((one, other) -> Long.compareUnsigned(one.slot(), other.slot()));
            seconds += told.size();
        }
        long unverified = tape.ticks().stream()
                .filter(tick -> !(verifier.verify(tick.update().bytes()) instanceof Verified proof
                        && proof.messages().contains(tick.price())
                        && proof.slot() == tick.slot()))
                .count();
        assertThat(unverified).as("not verified, seed %d", seed).isZero();
        assertThat(tape.overlaps()).isZero();
        assertThat(stream.status().listenerFailures()).isZero();
        System.out.printf(
                "soak over %s: %d faults %s, %d sessions, %d interruptions, %d refused blobs, %d unique seconds, %d restored with"
                        + " %d requests, 0 missed, 0 doubled, 0 unverified%n",
                webSocket ? "websockets" : "server-sent events",
                FAULTS / 2,
                struck,
                tape.of(Opened.class).size(),
                tape.of(Interrupted.class).size(),
                tape.of(Refused.class).size(),
                seconds,
                stream.status().restored(),
                stream.status().requests());
    }

    private void strike(FakeHermes hermes, HermesStream stream, Random random, boolean webSocket) {
        FakeHermesStreams streams = hermes.streams();
        awaitLive(hermes, stream);
        Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
        struck.merge(fault, 1, Integer::sum);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(30)));
        switch (fault) {
            case CUT -> streams.cutAll();
            case CLOSED -> streams.closeAll();
            case HALF_OPEN -> streams.goHalfOpen();
            case STALLED -> streams.stall();
            case DAY_OVER -> streams.endDay();
            case LAG -> streams.lag();
            case RECEIVING_ERROR -> streams.tellError("channel lagged");
            case FORGED -> streams.forge(random.nextInt(1, 6));
            case SKIPPED -> streams.skip(random.nextInt(1, 12));
            case OUT_OF_ORDER -> streams.reorder();
            case REPEATED -> streams.repeat();
            case SPLIT -> streams.split(random.nextInt(3) == 0 ? 0 : random.nextInt(20, 400));
            case GARBAGE -> streams.sendRaw("{\"binary\":{\"encoding\":\"hex\",\"data\":[\"504e4155\"]}}");
            case KEY_REVOKED -> revoke(hermes, random);
            case CONNECTS_REFUSED -> {
                hermes.misbehave(
                        random.nextBoolean() ? HttpFault.SERVER_ERROR : HttpFault.DISCONNECT,
                        webSocket ? "/ws" : "/stream",
                        3);
                streams.cutAll();
            }
            case HISTORY_DOWN -> {
                HttpFault[] ways = {
                    HttpFault.SERVER_ERROR, HttpFault.DISCONNECT, HttpFault.TRUNCATED_JSON, HttpFault.HTML_PAGE
                };
                hermes.misbehave(ways[random.nextInt(ways.length)], "/v2/updates/price/1", random.nextInt(1, 5));
                streams.cutAll();
            }
            case HISTORY_LIES -> {
                hermes.tamper(random.nextBoolean() ? FakeHermes.Tampering.PRICE : FakeHermes.Tampering.SIGNATURE);
                streams.cutAll();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
                hermes.tamper(FakeHermes.Tampering.NONE);
            }
            case FEED_AWAY -> {
                Bytes32 feed = FEEDS.get(random.nextInt(FEEDS.size()));
                streams.disappear(feed);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                streams.reappear(feed);
            }
            case FEEDS_CHANGED -> {
                if (stream.feeds().contains(PASSING)) {
                    stream.unsubscribe(List.of(PASSING));
                } else {
                    stream.subscribe(List.of(PASSING));
                }
            }
            case TIME_JUMPS -> clock.advance(Duration.ofMillis(random.nextInt(5_000)));
        }
    }

    private void revoke(FakeHermes hermes, Random random) {
        String next = "key-" + random.nextInt(1_000_000);
        hermes.requireKey(next);
        hermes.streams().cutAll();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(20)));
        key = next;
    }

    /** Every feed is told of anew. */
    private void awaitLive(FakeHermes hermes, HermesStream stream) {
        long now = clock.instant().getEpochSecond();
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> hermes.streams().live() > 0
                        && FEEDS.stream()
                                .allMatch(feed -> stream.latest(feed)
                                        .map(latest -> latest.tick().price().publishTime() > now)
                                        .orElse(false)));
    }

    /** A slot every 4 ms. */
    private void runTime(FakeHermesStreams streams) {
        try {
            while (ticking) {
                clock.advance(SLOT);
                streams.tick();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(4));
            }
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    private HermesStream stream(FakeHermes hermes, boolean webSocket) {
        HermesClient history = new HermesClient(
                        HttpJson.of(HermesClient.SOURCE, new OkHttpClient(), Duration.ofSeconds(5)), hermes.url())
                .withToken(() -> key);
        HermesStream.Builder builder = HermesStream.builder(hermes.url(), history, verifier, tape)
                .name("hermes-soak")
                .clock(clock)
                .key(() -> Optional.of(key))
                .reconnect(new ReconnectPolicy(Duration.ofMillis(1), Duration.ofMillis(8), Duration.ofMillis(20)))
                .silence(SILENCE)
                .renewAfter(Duration.ofMillis(150))
                .feedsPerConnection(2)
                .allowUnordered()
                .fill(new FillPolicy(
                        Duration.ofHours(1), Duration.ofMillis(20), Duration.ofMillis(1), 1000, Duration.ofMinutes(1)));
        return (webSocket ? builder.webSocket() : builder).build(FEEDS);
    }
}
