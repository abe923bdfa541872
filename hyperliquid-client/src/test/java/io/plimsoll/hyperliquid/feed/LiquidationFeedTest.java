package io.plimsoll.hyperliquid.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.liquidation.Certainty;
import io.plimsoll.core.domain.liquidation.Evidence;
import io.plimsoll.core.domain.liquidation.Liquidation;
import io.plimsoll.core.domain.liquidation.LiquidationMethod;
import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.stream.ReconnectPolicy;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.feed.LiquidationFeed.Watched;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.LedgerUpdate;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import io.plimsoll.hyperliquid.testing.FakeAccount;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Received;
import io.plimsoll.hyperliquid.ws.RepairPolicy;
import io.plimsoll.hyperliquid.ws.UserFillsChannel;
import io.plimsoll.hyperliquid.ws.VenueStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The feed on a whole venue, over a real websocket. */
@Timeout(30)
class LiquidationFeedTest {
    private static final Address VICTIM = Address.parse("0x" + "1c".repeat(20));
    private static final Address MAKER = Address.parse("0x" + "2a".repeat(20));
    private static final Address VAULT = Address.parse("0x2e3d94f0562703b25c83308a05046ddaf9a8dd14");
    private static final Duration LONG_WINDOW = Duration.ofDays(1);

    private final ManualClock clock = ManualClock.atNewYear();
    private final FakeVenue venue = FakeVenue.start(clock);
    private final InfoClient info = new InfoClient(
            HttpJson.of(InfoClient.SOURCE, new OkHttpClient(), Duration.ofSeconds(2)),
            venue.url(),
            VenueLimits.none(),
            Duration.ofSeconds(2));
    private final VenueStream stream = VenueStream.builder(venue.url().resolve("/ws"), info)
            .limits(VenueLimits.none())
            .clock(clock)
            .reconnect(new ReconnectPolicy(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(50)))
            .repair(new RepairPolicy(Duration.ofMillis(300), 3, Duration.ofMillis(5)))
            .build();
    private final Map<String, Liquidation> table = new ConcurrentSkipListMap<>();

    @BeforeEach
    void list() {
        venue.list(
                new Market("BTC", 5, MarginTable.singleTier(40), false),
                new AssetContext(
                        "BTC",
                        new BigDecimal("100000"),
                        new BigDecimal("100000"),
                        new BigDecimal("0.0000125"),
                        new BigDecimal("1000")));
        venue.open(FakeAccount.standard(VICTIM, "3000").cross("BTC", "0.5", "100000", 40));
        venue.open(FakeAccount.standard(MAKER, "1000000"));
        stream.start();
    }

    @AfterEach
    void close() {
        stream.close();
        venue.close();
    }

    private LiquidationFeed feed(Duration window, Watched watched) {
        LiquidationCombiner combiner = new LiquidationCombiner(LiquidatorVaults.HLP, clock, window, 1000);
        return new LiquidationFeed(stream, combiner, watched, this::onUpdate);
    }

    private void onUpdate(LiquidationUpdate update) {
        Liquidation liquidation = update.liquidation();
        switch (update.kind()) {
            case NEW, REVISED -> table.put(liquidation.id(), liquidation);
            case WITHDRAWN -> table.remove(liquidation.id());
        }
    }

    @Test
    void marketLiquidation_seenByAllConcerned_isOne() {
        try (LiquidationFeed feed =
                feed(Duration.ZERO, new Watched(Set.of(VICTIM, MAKER), Set.of(), Set.of("BTC"), Optional.of(VICTIM)))) {
            feed.start();
            venue.quote(MAKER, "BTC", "0.2", "99000");
            venue.quote(MAKER, "BTC", "0.3", "98000");
            venue.move("BTC", "95000");

            assertThat(venue.liquidate(VICTIM, "BTC")).isEqualByComparingTo("0.5");

            await().untilAsserted(() -> assertThat(table.values())
                    .singleElement()
                    .satisfies(seen -> {
                        assertThat(seen.method()).isEqualTo(LiquidationMethod.MARKET);
                        assertThat(seen.user()).contains(VICTIM);
                        assertThat(seen.liquidators()).contains(MAKER);
                        assertThat(seen.evidence()).contains(Evidence.USER_FILL);
                        assertThat(seen.closed().orElseThrow().side()).isEqualTo(PositionSide.LONG);
                        assertThat(seen.closed().orElseThrow().size()).isEqualByComparingTo("0.5");
                        assertThat(seen.closed().orElseThrow().notional().orElseThrow())
                                .isEqualByComparingTo("49200");
                        assertThat(seen.closed().orElseThrow().whole()).isTrue();
                    }));
        }
    }

    @Test
    void backstop_seenInTradesAndByTheVault_isConfirmed() {
        try (LiquidationFeed feed =
                feed(Duration.ZERO, new Watched(Set.of(), Set.of(VAULT), Set.of("BTC"), Optional.empty()))) {
            feed.start();
            venue.move("BTC", "94500");
            venue.backstop(VICTIM);

            await().untilAsserted(() -> assertThat(table.values())
                    .singleElement()
                    .satisfies(seen -> {
                        assertThat(seen.method()).isEqualTo(LiquidationMethod.BACKSTOP);
                        assertThat(seen.certainty()).isEqualTo(Certainty.CONFIRMED);
                        assertThat(seen.user()).contains(VICTIM);
                        assertThat(seen.liquidators()).containsExactly(VAULT);
                        assertThat(seen.closed().orElseThrow().side()).isEqualTo(PositionSide.LONG);
                    }));
        }
    }

    @Test
    void lostConnection_losesNoLiquidation() {
        try (LiquidationFeed feed =
                feed(Duration.ZERO, new Watched(Set.of(VICTIM), Set.of(), Set.of(), Optional.empty()))) {
            feed.start();
            venue.quote(MAKER, "BTC", "0.5", "99000");
            venue.move("BTC", "95000");

            venue.streams().cutAll();
            venue.liquidate(VICTIM, "BTC");

            await().untilAsserted(() -> assertThat(table.values())
                    .singleElement()
                    .satisfies(seen ->
                            assertThat(seen.closed().orElseThrow().size()).isEqualByComparingTo("0.5")));
        }
    }

    @Test
    void stop_reportsWhatIsStillHeld() {
        LiquidationFeed feed = feed(LONG_WINDOW, new Watched(Set.of(VICTIM), Set.of(), Set.of(), Optional.empty()));
        feed.start();
        // listeners of one subscription are called in the order in which they came
        AtomicBoolean arrived = new AtomicBoolean();
        stream.subscribe(
                UserFillsChannel.of(VICTIM),
                event -> arrived.compareAndSet(
                        false,
                        event instanceof Received<UserFillsChannel.Message> received
                                && !received.message().fills().isEmpty()));
        venue.quote(MAKER, "BTC", "0.5", "99000");
        venue.move("BTC", "95000");
        venue.liquidate(VICTIM, "BTC");
        await().untilTrue(arrived);
        assertThat(table).isEmpty();

        feed.close();
        feed.close();

        assertThat(table).hasSize(1);
    }

    @Test
    void listenerThatFails_getsTheOtherUpdatesAllTheSame() {
        LiquidationCombiner combiner = new LiquidationCombiner(LiquidatorVaults.HLP, clock, LONG_WINDOW, 1000);
        combiner.onLedger(
                VICTIM,
                new LedgerUpdate(
                        1,
                        "0x" + "ab".repeat(32),
                        new LedgerUpdate.Liquidation(
                                BigDecimal.TEN,
                                BigDecimal.ONE,
                                "Cross",
                                List.of(
                                        new LedgerUpdate.LiquidatedPosition("BTC", BigDecimal.ONE),
                                        new LedgerUpdate.LiquidatedPosition("ETH", BigDecimal.ONE)))));
        LiquidationFeed feed = new LiquidationFeed(
                stream, combiner, new Watched(Set.of(), Set.of(), Set.of(), Optional.empty()), update -> {
                    onUpdate(update);
                    throw new IllegalStateException(
                            "bug of " + update.liquidation().id());
                });

        assertThatIllegalStateException().isThrownBy(feed::close).withMessageContaining("bug of");

        assertThat(table).hasSize(2);
    }

    @Test
    void listenerThatFails_getsTheOtherRowsOfTheMessageToo() {
        LiquidationCombiner combiner = new LiquidationCombiner(LiquidatorVaults.HLP, clock, Duration.ZERO, 1000);
        Map<String, Integer> calls = new ConcurrentSkipListMap<>();
        try (LiquidationFeed feed = new LiquidationFeed(
                stream, combiner, new Watched(Set.of(MAKER), Set.of(), Set.of(), Optional.empty()), update -> {
                    onUpdate(update);
                    calls.merge(update.kind().name(), 1, Integer::sum);
                    throw new IllegalStateException("bug");
                })) {
            feed.start();
            venue.streams()
                    .send("{'channel':'userFills','data':{'user':'%s','fills':[%s,%s]}}"
                            .formatted(MAKER, fill("B", 1), fill("B", 2))
                            .replace('\'', '"'));

            // both are of one liquidation: the second makes it larger
            await().until(() -> calls.equals(Map.of("NEW", 1, "REVISED", 1)));
        }
    }

    @Test
    void framesThatCannotBeUsed_areToldAndCostNoOther() {
        List<SourceException> problems = new CopyOnWriteArrayList<>();
        LiquidationListener listener = new LiquidationListener() {
            @Override
            public void onUpdate(LiquidationUpdate update) {
                LiquidationFeedTest.this.onUpdate(update);
            }

            @Override
            public void onProblem(SourceException problem) {
                problems.add(problem);
            }
        };
        LiquidationCombiner combiner = new LiquidationCombiner(LiquidatorVaults.HLP, clock, Duration.ZERO, 1000);
        try (LiquidationFeed feed = new LiquidationFeed(
                stream, combiner, new Watched(Set.of(MAKER), Set.of(), Set.of(), Optional.empty()), listener)) {
            feed.start();
            venue.streams()
                    .send("{'channel':'userFills','data':{'user':'%s','fills':[{'coin':7}]}}"
                            .formatted(MAKER)
                            .replace('\'', '"'));
            venue.streams()
                    .send("{'channel':'userFills','data':{'user':'%s','fills':[%s,%s]}}"
                            .formatted(MAKER, fill("X", 1), fill("B", 2))
                            .replace('\'', '"'));

            await().untilAsserted(() -> assertThat(table).hasSize(1));
            assertThat(problems).hasSize(2);
            assertThat(problems.get(0)).hasMessageContaining("userFills");
            assertThat(problems.get(1)).hasMessageContaining("unknown side X");
        }
    }

    private String fill(String side, int tid) {
        return ("{'coin':'BTC','px':'1','sz':'1','side':'%s','time':%d,'startPosition':'0','dir':'Open Long','closedPnl':'0',"
                        + "'hash':'0x%s','oid':1,'crossed':false,'fee':'0','tid':%d,'feeToken':'USDC','twapId':null,"
                        + "'liquidation':{'liquidatedUser':'%s','markPx':'1','method':'market'}}")
                .formatted(side, clock.millis(), "ab".repeat(32), tid, VICTIM);
    }

    @Test
    void start_refusedInTheMiddle_subscribesToNothing() {
        LiquidationFeed feed =
                feed(Duration.ZERO, new Watched(Set.of(VICTIM), Set.of(), Set.of("NOSUCHCOIN"), Optional.empty()));

        assertThatExceptionOfType(SourceException.class).isThrownBy(feed::start);

        await().until(() -> venue.streams().subscriptions().isEmpty());
        assertThat(feed.name()).isEqualTo("hyperliquid-liquidations");
        assertThat(List.copyOf(table.values())).isEmpty();
    }
}
