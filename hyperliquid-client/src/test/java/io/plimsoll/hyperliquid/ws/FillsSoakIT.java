package io.plimsoll.hyperliquid.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.stream.ReconnectPolicy;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.UserFill;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import io.plimsoll.hyperliquid.testing.FakeAccount;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import io.plimsoll.hyperliquid.testing.StreamFault;
import io.plimsoll.hyperliquid.testing.VenueLedger;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/**
 * Fills of two accounts that trade all the time, over a connection that is lost again and again, in every way and in random
 * order, {@code -Dplimsoll.ws.cuts} times (60 if not given, 1000 in full size): each fill of the venue's own ledger reaches
 * the subscriber once.
 */
class FillsSoakIT {
    private static final int CUTS = Integer.getInteger("plimsoll.ws.cuts", 60);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Address BOB = Address.parse("0x" + "b0".repeat(20));

    private enum Loss {
        CUT,
        CLOSED,
        HALF_OPEN,
        STALLED
    }

    private final Heard<UserFillsChannel.Message> alice = new Heard<>();
    private final Heard<UserFillsChannel.Message> bob = new Heard<>();
    private final Heard<UserEventsChannel.Event> events = new Heard<>();
    private volatile boolean trading = true;

    @Test
    void fills_overAConnectionThatIsLostAgainAndAgain_areNeitherLostNorDoubled() throws InterruptedException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (FakeVenue venue = venue();
                VenueStream stream = stream(venue)) {
            stream.start();
            stream.subscribe(UserFillsChannel.of(ALICE), alice);
            stream.subscribe(UserFillsChannel.of(BOB), bob);
            stream.subscribe(UserEventsChannel.of(ALICE), events);
            Thread market = new Thread(() -> trade(venue), "soak-market");
            market.start();
            for (int cut = 0; cut < CUTS; cut++) {
                strike(venue, stream, random);
            }
            venue.streams().behave();
            trading = false;
            market.join();

            check(venue, stream, seed);
        }
    }

    private void check(FakeVenue venue, VenueStream stream, long seed) {
        List<Long> truth =
                venue.ledger().fills(ALICE).stream().map(VenueLedger.Fill::tid).toList();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(tids(alice)).as("alice, seed %d", seed).containsExactlyInAnyOrderElementsOf(truth);
            assertThat(tids(bob)).as("bob, seed %d", seed).containsExactlyInAnyOrderElementsOf(truth);
            assertThat(eventTids()).as("events, seed %d", seed).containsExactlyInAnyOrderElementsOf(truth);
        });
        assertThat(alice.gaps()).as("alice, seed %d", seed).isEmpty();
        assertThat(bob.gaps()).as("bob, seed %d", seed).isEmpty();
        assertThat(events.gaps()).as("events, seed %d", seed).isEmpty();
        System.out.printf(
                "soak: %d losses, %d sessions, %d fills, %d rows recovered, %d gaps%n",
                CUTS,
                stream.status().connection().sessions(),
                truth.size(),
                stream.status().recovered(),
                stream.status().gaps());
    }

    private static List<Long> tids(Heard<UserFillsChannel.Message> heard) {
        return heard.messages().stream()
                .flatMap(message -> message.fills().stream())
                .map(UserFill::tid)
                .toList();
    }

    private List<Long> eventTids() {
        List<Long> tids = new CopyOnWriteArrayList<>();
        for (UserEventsChannel.Event event : events.messages()) {
            if (event instanceof UserEventsChannel.Fills fills) {
                fills.fills().forEach(fill -> tids.add(fill.tid()));
            }
        }
        return tids;
    }

    private void strike(FakeVenue venue, VenueStream stream, Random random) {
        long sessions = stream.status().connection().sessions();
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> venue.streams().live() > 0
                        && stream.status().connection().connected());
        venue.streams().behave();
        for (StreamFault fault :
                List.of(StreamFault.DUPLICATED, StreamFault.OUT_OF_ORDER, StreamFault.UNMARKED_SNAPSHOT)) {
            if (random.nextInt(3) == 0) {
                venue.streams().misbehave(fault);
            }
        }
        venue.streams().limitSnapshots(random.nextBoolean() ? 2000 : random.nextInt(1, 50));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(30)));
        switch (Loss.values()[random.nextInt(10) < 7 ? 0 : random.nextInt(1, 4)]) {
            case CUT -> venue.streams().cutAll();
            case CLOSED -> venue.streams().closeAll(1000, "Expired");
            case HALF_OPEN -> venue.streams().goHalfOpen();
            case STALLED -> venue.streams().stall("{\"channel\":\"userFills\",\"data\":{");
        }
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> stream.status().connection().sessions() > sessions);
    }

    private void trade(FakeVenue venue) {
        for (int n = 0; trading; n++) {
            boolean even = n % 2 == 0;
            venue.trade("HYPE", even ? ALICE : BOB, even ? BOB : ALICE, "1", "37.8");
            LockSupport.parkNanos(PAUSE);
        }
    }

    private static FakeVenue venue() {
        return FakeVenue.start(Clock.systemUTC())
                .list(
                        new Market("HYPE", 2, MarginTable.singleTier(10), false),
                        new AssetContext(
                                "HYPE",
                                new BigDecimal("37.8"),
                                new BigDecimal("37.8"),
                                new BigDecimal("0.0000125"),
                                BigDecimal.ONE))
                .open(FakeAccount.standard(ALICE, "1000000"))
                .open(FakeAccount.standard(BOB, "1000000"))
                // only fills are looked at: the newest 2,000 orders would not reach back far enough under this load
                .record("historicalOrders", "", "[]");
    }

    private static VenueStream stream(FakeVenue venue) {
        InfoClient info = new InfoClient(
                HttpJson.of(InfoClient.SOURCE, new OkHttpClient(), Duration.ofSeconds(5)),
                venue.url(),
                VenueLimits.none(),
                Duration.ofSeconds(1));
        return VenueStream.builder(venue.url().resolve("/ws"), info)
                .limits(VenueLimits.none())
                .reconnect(new ReconnectPolicy(Duration.ofMillis(1), Duration.ofMillis(8), Duration.ofMillis(20)))
                .heartbeat(Duration.ofMillis(40), Duration.ofMillis(250))
                .repair(new RepairPolicy(Duration.ofMillis(500), 5, Duration.ofMillis(20)))
                .build();
    }
}
