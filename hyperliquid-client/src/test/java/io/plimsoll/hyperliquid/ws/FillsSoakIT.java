package io.plimsoll.hyperliquid.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.core.foundation.crypto.Signer;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.stream.ReconnectPolicy;
import io.plimsoll.hyperliquid.exchange.ActionSigner;
import io.plimsoll.hyperliquid.exchange.AssetId;
import io.plimsoll.hyperliquid.exchange.ExchangeClient;
import io.plimsoll.hyperliquid.exchange.HyperliquidChain;
import io.plimsoll.hyperliquid.exchange.Nonces;
import io.plimsoll.hyperliquid.exchange.OrderAction;
import io.plimsoll.hyperliquid.exchange.OrderBuilder;
import io.plimsoll.hyperliquid.exchange.OrderOutcome;
import io.plimsoll.hyperliquid.exchange.TimeInForce;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

/**
 * Fills of two accounts that trade all the time, each through an {@link ExchangeClient} of its own, over a connection that is
 * lost again and again, in every way and in random order, {@code -Dplimsoll.ws.cuts} times (60 if not given, 1000 in full
 * size): each fill of the venue's own ledger reaches the subscriber once, and none after a newer one, unless the venue itself
 * sends frames out of order, as it does in the first half.
 */
class FillsSoakIT {
    private static final int CUTS = Integer.getInteger("plimsoll.ws.cuts", 60);
    private static final Signer ALICE = LocalSigner.fromHex("0x" + "a1".repeat(32));
    private static final Signer BOB = LocalSigner.fromHex("0x" + "b0".repeat(32));
    private static final BigDecimal PRICE = new BigDecimal("37.8");
    private static final Duration LONG = Duration.ofMinutes(1);

    /** What {@code userEvents} cannot rule out under such load: a cancel by the venue, among more orders than it shows. */
    private static final String MORE_ORDERS = "more than the 2000 rows that the venue answers";

    private enum Loss {
        CUT,
        CLOSED,
        HALF_OPEN,
        STALLED
    }

    /** The fills that a subscription told, in the order told. Thread-safe. */
    private static final class Tape<M> implements ChannelListener<M> {
        private final Function<M, List<UserFill>> fills;
        private final List<Long> tids = new ArrayList<>();
        private final List<Long> times = new ArrayList<>();
        private final List<String> gaps = new ArrayList<>();

        Tape(Function<M, List<UserFill>> fills) {
            this.fills = fills;
        }

        @Override
        public synchronized void onEvent(ChannelEvent<M> event) {
            if (event instanceof ChannelEvent.Received<M> received) {
                for (UserFill fill : fills.apply(received.message())) {
                    tids.add(fill.tid());
                    times.add(fill.time());
                }
            } else if (event instanceof ChannelEvent.Gap<M> gap) {
                gaps.add(gap.unproven());
            }
        }

        synchronized int size() {
            return tids.size();
        }

        synchronized List<Long> tids() {
            return List.copyOf(tids);
        }

        synchronized List<String> gaps() {
            return List.copyOf(gaps);
        }

        synchronized List<Long> timesAfter(long moment) {
            return times.stream().filter(time -> time > moment).toList();
        }
    }

    private final Tape<UserFillsChannel.Message> alice = new Tape<>(UserFillsChannel.Message::fills);
    private final Tape<UserFillsChannel.Message> bob = new Tape<>(UserFillsChannel.Message::fills);
    private final Tape<UserEventsChannel.Event> events =
            new Tape<>(event -> event instanceof UserEventsChannel.Fills told ? told.fills() : List.of());
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private volatile boolean trading = true;

    @Test
    void fills_overAConnectionThatIsLostAgainAndAgain_areNeitherLostNorDoubled() throws InterruptedException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (FakeVenue venue = venue();
                VenueStream stream = stream(venue)) {
            stream.start();
            stream.subscribe(UserFillsChannel.of(ALICE.address()), alice);
            stream.subscribe(UserFillsChannel.of(BOB.address()), bob);
            stream.subscribe(UserEventsChannel.of(ALICE.address()), events);
            Thread market = new Thread(() -> trade(venue), "soak-market");
            market.start();
            long inOrderFrom = 0;
            for (int cut = 0; cut < CUTS; cut++) {
                boolean inOrder = cut >= CUTS / 2;
                strike(venue, stream, random, inOrder);
                if (inOrder && inOrderFrom == 0) {
                    inOrderFrom = System.currentTimeMillis();
                }
            }
            venue.streams().behave();
            trading = false;
            market.join();

            assertThat(failures).isEmpty();
            check(venue, stream, seed, inOrderFrom);
        }
    }

    private void check(FakeVenue venue, VenueStream stream, long seed, long inOrderFrom) {
        List<Long> truth = venue.ledger().fills(ALICE.address()).stream()
                .map(VenueLedger.Fill::tid)
                .toList();
        assertThat(truth).as("all that the ledger keeps").hasSizeLessThan(200_000);
        List<Tape<?>> tapes = List.of(alice, bob, events);
        await().atMost(LONG).until(() -> tapes.stream().allMatch(tape -> tape.size() >= truth.size()));
        for (int n = 0; n < tapes.size(); n++) {
            String what = List.of("alice", "bob", "events").get(n) + ", seed " + seed;
            assertThat(new HashSet<>(tapes.get(n).tids())).as(what).isEqualTo(new HashSet<>(truth));
            assertThat(tapes.get(n).tids()).as(what).hasSameSizeAs(truth);
            assertThat(tapes.get(n).timesAfter(inOrderFrom))
                    .as(what)
                    .isNotEmpty()
                    .isSorted();
        }
        assertThat(alice.gaps()).as("alice, seed %d", seed).isEmpty();
        assertThat(bob.gaps()).as("bob, seed %d", seed).isEmpty();
        assertThat(events.gaps()).as("events, seed %d", seed).allMatch(MORE_ORDERS::equals);
        System.out.printf(
                "soak: %d losses, %d sessions, %d fills, %d rows recovered, 0 lost, 0 doubled,"
                        + " %d times more orders than the venue shows%n",
                CUTS,
                stream.status().connection().sessions(),
                truth.size(),
                stream.status().recovered(),
                events.gaps().size());
    }

    private static void strike(FakeVenue venue, VenueStream stream, Random random, boolean inOrder) {
        long sessions = stream.status().connection().sessions();
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> venue.streams().live() > 0
                        && stream.status().connection().connected());
        venue.streams().behave();
        for (StreamFault fault :
                List.of(StreamFault.DUPLICATED, StreamFault.OUT_OF_ORDER, StreamFault.UNMARKED_SNAPSHOT)) {
            if (random.nextInt(3) == 0 && !(inOrder && fault == StreamFault.OUT_OF_ORDER)) {
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
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> stream.status().connection().sessions() > sessions);
    }

    /** One rests, the other takes, in turn, as fast as the venue answers. */
    private void trade(FakeVenue venue) {
        ExchangeClient one = client(venue, ALICE);
        ExchangeClient other = client(venue, BOB);
        try {
            for (int n = 0; trading; n++) {
                boolean even = n % 2 == 0;
                submit(even ? one : other, order(TimeInForce.ADD_LIQUIDITY_ONLY, true), OrderOutcome.Resting.class);
                submit(even ? other : one, order(TimeInForce.IMMEDIATE_OR_CANCEL, false), OrderOutcome.Filled.class);
            }
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    private static void submit(ExchangeClient client, OrderAction order, Class<? extends OrderOutcome> expected) {
        List<OrderOutcome> outcomes = client.submit(order);
        if (outcomes.size() != 1 || !expected.isInstance(outcomes.get(0))) {
            throw new IllegalStateException("the venue did not do as it was told: " + outcomes);
        }
    }

    private static OrderAction order(TimeInForce tif, boolean buy) {
        OrderBuilder builder = OrderBuilder.in(AssetId.perp(0), 2);
        return OrderAction.of((buy ? builder.buy(BigDecimal.ONE) : builder.sell(BigDecimal.ONE))
                .limit(PRICE, tif)
                .build());
    }

    private static ExchangeClient client(FakeVenue venue, Signer signer) {
        return ExchangeClient.of(
                HttpJson.of(InfoClient.SOURCE, new OkHttpClient(), Duration.ofSeconds(20)),
                venue.url(),
                ActionSigner.of(HyperliquidChain.MAINNET, signer, Nonces.inMemory(InstantSource.system())),
                VenueLimits.none(),
                Duration.ofSeconds(1));
    }

    private static FakeVenue venue() {
        return FakeVenue.start(Clock.systemUTC())
                .list(
                        new Market("HYPE", 2, MarginTable.singleTier(10), false),
                        new AssetContext("HYPE", PRICE, PRICE, new BigDecimal("0.0000125"), BigDecimal.ONE))
                .open(FakeAccount.standard(ALICE.address(), "1000000"))
                .open(FakeAccount.standard(BOB.address(), "1000000"));
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
