package io.plimsoll.hyperliquid.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.liquidation.Certainty;
import io.plimsoll.core.domain.liquidation.Evidence;
import io.plimsoll.core.domain.liquidation.Liquidation;
import io.plimsoll.core.domain.liquidation.Liquidation.Closed;
import io.plimsoll.core.domain.liquidation.LiquidationMethod;
import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.feed.LiquidationUpdate.Kind;
import io.plimsoll.hyperliquid.info.LedgerUpdate;
import io.plimsoll.hyperliquid.info.Trade;
import io.plimsoll.hyperliquid.info.UserFill;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiquidationCombinerTest {
    private static final Address VICTIM = Address.parse("0x" + "1c".repeat(20));
    private static final Address MAKER = Address.parse("0x" + "2a".repeat(20));
    private static final Address OTHER_MAKER = Address.parse("0x" + "3b".repeat(20));
    private static final Address VAULT = Address.parse("0x2e3d94f0562703b25c83308a05046ddaf9a8dd14");
    private static final String HASH = "0x" + "ab".repeat(32);
    private static final String NO_HASH = "0x" + "00".repeat(32);
    private static final Duration WINDOW = Duration.ofSeconds(2);

    private final ManualClock clock = ManualClock.atNewYear();
    private final long now = clock.millis();
    private final LiquidationCombiner combiner = new LiquidationCombiner(LiquidatorVaults.HLP, clock, WINDOW, 1000);

    // ---- what one source says

    @Test
    void makersFill_sold_isAShortThatWasClosed() {
        Liquidation seen =
                only(combiner.onFill(MAKER, fill("A", "100", "2", 1, "Open Short", false, note(VICTIM, "market"))));

        assertThat(seen.method()).isEqualTo(LiquidationMethod.MARKET);
        assertThat(seen.user()).contains(VICTIM);
        assertThat(seen.liquidators()).containsExactly(MAKER);
        assertThat(seen.certainty()).isEqualTo(Certainty.CONFIRMED);
        assertThat(seen.evidence()).containsExactly(Evidence.USER_FILL);
        assertThat(seen.time()).isEqualTo(clock.instant().minus(WINDOW));
        Closed closed = seen.closed().orElseThrow();
        assertThat(closed.side()).isEqualTo(PositionSide.SHORT);
        assertThat(closed.whole()).as("others may have been hit too").isFalse();
        assertThat(closed.notional().orElseThrow()).isEqualByComparingTo("200");
        assertThat(closed.markPrice().orElseThrow()).isEqualByComparingTo("101");
    }

    @Test
    void makersFill_bought_isALongThatWasClosed() {
        assertThat(closed(combiner.onFill(
                                MAKER, fill("B", "100", "2", 1, "Close Short", false, note(VICTIM, "market"))))
                        .side())
                .isEqualTo(PositionSide.LONG);
    }

    @Test
    void ownFill_sold_isTheOwnersLong() {
        Liquidation seen =
                only(combiner.onFill(VICTIM, fill("A", "100", "2", 1, "Close Long", true, note(VICTIM, "market"))));

        assertThat(seen.user()).contains(VICTIM);
        assertThat(seen.liquidators()).isEmpty();
        assertThat(seen.closed().orElseThrow().side()).isEqualTo(PositionSide.LONG);
        assertThat(seen.closed().orElseThrow().whole()).isTrue();
    }

    @Test
    void fillWithoutName_ofATaker_isTheLiquidatedOnes() {
        Liquidation taker =
                only(combiner.onFill(VICTIM, fill("A", "100", "2", 1, "Close Long", true, note(null, "market"))));
        Liquidation maker =
                only(combiner.onFill(MAKER, fill("A", "100", "2", 2, "Open Short", false, note(null, "market"))));

        assertThat(taker.user()).contains(VICTIM);
        assertThat(taker.closed().orElseThrow().side()).isEqualTo(PositionSide.LONG);
        assertThat(maker.user()).isEmpty();
        assertThat(maker.liquidators()).containsExactly(MAKER);
        assertThat(maker.closed().orElseThrow().side()).isEqualTo(PositionSide.SHORT);
    }

    @Test
    void vaultsFill_takesTheSideFromTheWords() {
        Liquidation seen = only(combiner.onFill(
                VAULT, fill("A", "100", "2", 1, "Liquidated Isolated Short", true, note(VICTIM, "backstop"))));

        assertThat(seen.method()).isEqualTo(LiquidationMethod.BACKSTOP);
        assertThat(seen.user()).contains(VICTIM);
        assertThat(seen.liquidators()).containsExactly(VAULT);
        assertThat(seen.evidence()).containsExactly(Evidence.VAULT_FILL);
        assertThat(seen.closed().orElseThrow().side()).isEqualTo(PositionSide.SHORT);
    }

    @Test
    void backstopFillWithoutName_isOfWhoseWasClosing() {
        UserFill own = fill("A", "100", "2", 1, "Liquidated Cross Long", false, null, "2");

        Liquidation seen = only(combiner.onFill(VICTIM, own));

        assertThat(seen.user()).contains(VICTIM);
        assertThat(seen.method()).as("the words do not say").isEqualTo(LiquidationMethod.UNKNOWN);
        assertThat(seen.closed().orElseThrow().side()).isEqualTo(PositionSide.LONG);
    }

    @Test
    void deleveraging_isOfTheOneWhoHadToClose() {
        Liquidation winner = only(combiner.onFill(
                MAKER, fill("B", "100", "2", 1, "Auto-Deleveraging", false, note(VAULT, "backstop"), "-2")));

        assertThat(winner.method()).isEqualTo(LiquidationMethod.AUTO_DELEVERAGING);
        assertThat(winner.user()).contains(MAKER);
        assertThat(winner.liquidators()).containsExactly(VAULT);
        assertThat(winner.closed().orElseThrow().side()).isEqualTo(PositionSide.SHORT);

        Liquidation fromTheVault = only(combiner.onFill(
                VAULT, fill("B", "100", "2", 2, "Auto-Deleveraging", true, note(VAULT, "backstop"), "-2")));
        assertThat(fromTheVault.user()).isEmpty();
        assertThat(fromTheVault.closed().orElseThrow().side()).isEqualTo(PositionSide.LONG);
    }

    @Test
    void ledger_ofSeveralMarkets_isOneEach() {
        List<LiquidationUpdate> updates = after(combiner.onLedger(VICTIM, ledger("300", "1 BTC", "-5 ETH")));

        assertThat(updates).hasSize(2).allSatisfy(update -> {
            assertThat(update.liquidation().accountValue().orElseThrow()).isEqualByComparingTo("-7");
            assertThat(update.liquidation().closed().orElseThrow().whole()).isTrue();
            assertThat(update.liquidation().closed().orElseThrow().price()).isEmpty();
            assertThat(update.liquidation().closed().orElseThrow().notional()).isEmpty();
        });
        assertThat(updates.get(1).liquidation().closed().orElseThrow().side()).isEqualTo(PositionSide.SHORT);
        assertThat(updates.get(1).liquidation().closed().orElseThrow().size()).isEqualByComparingTo("5");
    }

    @Test
    void ledger_ofOneMarket_hasItsNotional_andOtherEntriesAreNone() {
        assertThat(closed(combiner.onLedger(VICTIM, ledger("300", "1 BTC")))
                        .notional()
                        .orElseThrow())
                .isEqualByComparingTo("300");
        assertThat(after(combiner.onLedger(
                        VICTIM, new LedgerUpdate(now, HASH, new LedgerUpdate.Deposit(BigDecimal.TEN)))))
                .isEmpty();
    }

    @Test
    void ledger_withoutPositions_isNotLost() {
        Liquidation seen = only(combiner.onLedger(VICTIM, ledger("300")));

        assertThat(seen.closed()).isEmpty();
        assertThat(seen.user()).contains(VICTIM);
    }

    @Test
    void publicTrade_withAVault_isASuspicion() {
        Liquidation seen = only(combiner.onTrade(trade("100", "2", 1, VAULT, VICTIM)));

        assertThat(seen.certainty()).isEqualTo(Certainty.SUSPECTED);
        assertThat(seen.method()).isEqualTo(LiquidationMethod.BACKSTOP);
        assertThat(seen.user()).contains(VICTIM);
        assertThat(seen.liquidators()).containsExactly(VAULT);
        assertThat(seen.closed().orElseThrow().side()).isEqualTo(PositionSide.LONG);
    }

    @Test
    void publicTrade_ofHip3Backstop_isKnownByItsAddress() {
        Address dex7 = Address.parse("0x4" + "0".repeat(38) + "7");

        assertThat(only(combiner.onTrade(trade("100", "2", 1, MAKER, dex7))).liquidators())
                .containsExactly(dex7);
        assertThat(new LiquidatorVaults(Set.of()).with(MAKER).contains(MAKER)).isTrue();
    }

    @Test
    void publicTrade_ofNobodySpecial_isNone() {
        assertThat(after(combiner.onTrade(trade("100", "2", 1, MAKER, VICTIM)))).isEmpty();
        assertThat(after(combiner.onTrade(trade("100", "2", 1, VAULT, VAULT)))).isEmpty();
        assertThat(after(
                        combiner.onTrade(new Trade("BTC", "B", BigDecimal.ONE, BigDecimal.ONE, now, NO_HASH, 1, null))))
                .isEmpty();
        assertThat(after(combiner.onTrade(new Trade(
                        "BTC", "B", BigDecimal.ONE, BigDecimal.ONE, now, NO_HASH, 1, List.of("0xbuyer", "0xseller")))))
                .isEmpty();
    }

    @Test
    void ordinaryFill_isNone_andUnknownSideIsMalformed() {
        assertThat(after(combiner.onFill(MAKER, fill("B", "100", "2", 1, "Open Long", true, null))))
                .isEmpty();
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() ->
                        combiner.onFill(MAKER, fill("X", "100", "2", 1, "Open Long", true, note(VICTIM, "market"))))
                .withMessageContaining("side X");
    }

    @Test
    void unknownMethod_isKept() {
        assertThat(only(combiner.onFill(MAKER, fill("A", "100", "2", 1, "Open Short", false, note(VICTIM, "newest"))))
                        .method())
                .isEqualTo(LiquidationMethod.UNKNOWN);
    }

    // ---- what several say together

    @Test
    void sameLiquidation_ofSeveralSources_isOneThatGetsRicher() {
        combiner.onFill(MAKER, fill("B", "100", "2", 1, "Open Long", false, note(VICTIM, "market")));
        combiner.onFill(OTHER_MAKER, fill("B", "99", "3", 2, "Open Long", false, note(VICTIM, "market")));
        combiner.onNodeFill(MAKER, fill("B", "100", "2", 1, "Open Long", false, note(VICTIM, "market")));
        combiner.onNodeFill(VICTIM, fill("A", "100", "2", 1, "Close Long", true, note(VICTIM, "market")));
        List<LiquidationUpdate> updates = after(combiner.onLedger(VICTIM, ledger("500", "5 BTC")));

        assertThat(updates).singleElement().satisfies(update -> {
            Liquidation all = update.liquidation();
            assertThat(update.kind()).isEqualTo(Kind.NEW);
            assertThat(all.evidence()).containsExactly(Evidence.USER_FILL, Evidence.LEDGER, Evidence.NODE_FILL);
            assertThat(all.liquidators()).containsExactly(MAKER, OTHER_MAKER);
            assertThat(all.closed().orElseThrow())
                    .usingRecursiveComparison()
                    .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                    .isEqualTo(new Closed(
                            "BTC",
                            PositionSide.LONG,
                            new BigDecimal("5"),
                            true,
                            Optional.of(new BigDecimal("497")),
                            Optional.of(new BigDecimal("99.4")),
                            Optional.of(new BigDecimal("101"))));
        });
    }

    @Test
    void oneTransaction_ofSeveralAccountsOrMarkets_areSeveral() {
        combiner.onFill(MAKER, fill("B", "100", "2", 1, "Open Long", false, note(VICTIM, "market")));
        List<LiquidationUpdate> updates = after(
                combiner.onFill(MAKER, fill("B", "100", "2", 2, "Open Long", false, note(OTHER_MAKER, "market"))));

        assertThat(updates)
                .extracting(update -> update.liquidation().user().orElseThrow())
                .containsExactly(VICTIM, OTHER_MAKER);
    }

    @Test
    void laterSource_afterTheReport_isARevision_andARepeatIsNothing() {
        UserFill fill = fill("B", "100", "2", 1, "Open Long", false, note(VICTIM, "market"));
        only(combiner.onFill(MAKER, fill));

        assertThat(combiner.onFill(MAKER, fill)).isEmpty();
        assertThat(combiner.repeated()).isEqualTo(1);
        assertThat(combiner.onLedger(VICTIM, ledger("300", "3 BTC")))
                .singleElement()
                .satisfies(update -> {
                    assertThat(update.kind()).isEqualTo(Kind.REVISED);
                    assertThat(update.liquidation().closed().orElseThrow().size())
                            .isEqualByComparingTo("3");
                    assertThat(update.liquidation()
                                    .closed()
                                    .orElseThrow()
                                    .notional()
                                    .orElseThrow())
                            .isEqualByComparingTo("300");
                });
    }

    @Test
    void window_holdsUntilItIsOver_andFlushReportsTheRest() {
        assertThat(combiner.onLedger(VICTIM, ledger("300", "3 BTC"))).isEmpty();
        clock.advance(WINDOW.minusMillis(1));
        assertThat(combiner.poll()).isEmpty();
        assertThat(combiner.flush()).hasSize(1);
        assertThat(combiner.flush()).isEmpty();

        LiquidationCombiner prompt = new LiquidationCombiner(LiquidatorVaults.HLP, clock, Duration.ZERO, 10);
        assertThat(prompt.onLedger(VICTIM, ledger("300", "3 BTC"))).hasSize(1);
    }

    @Test
    void suspicion_refutedByTheVaultsOwnFill_isNeverReported() {
        UserFill ordinary = fill("A", "100", "2", 1, "Close Long", false, null);

        combiner.onTrade(trade("100", "2", 1, MAKER, VAULT));
        combiner.onFill(VAULT, ordinary);
        assertThat(after(List.of())).isEmpty();
        assertThat(combiner.refuted()).isEqualTo(1);
        // the trades channel repeats the last 30 on every subscribing
        assertThat(after(combiner.onTrade(trade("100", "2", 1, MAKER, VAULT)))).isEmpty();
    }

    @Test
    void suspicion_refutedAfterTheReport_isWithdrawn() {
        Liquidation reported = only(combiner.onTrade(trade("100", "2", 1, MAKER, VAULT)));

        assertThat(combiner.onFill(VAULT, fill("A", "100", "2", 1, "Close Long", false, null)))
                .containsExactly(new LiquidationUpdate(Kind.WITHDRAWN, reported));
    }

    @Test
    void suspicion_confirmed_keepsItsId() {
        Liquidation suspected = only(combiner.onTrade(trade("100", "2", 1, VAULT, VICTIM)));

        assertThat(combiner.onFill(
                        VAULT, fill("B", "100", "2", 1, "Liquidated Cross Long", true, note(VICTIM, "backstop"))))
                .singleElement()
                .satisfies(update -> {
                    assertThat(update.kind()).isEqualTo(Kind.REVISED);
                    assertThat(update.liquidation().id()).isEqualTo(suspected.id());
                    assertThat(update.liquidation().certainty()).isEqualTo(Certainty.CONFIRMED);
                });
    }

    @Test
    void unknownAccount_thatGetsAName_movesToItsOwnId() {
        Liquidation nameless =
                only(combiner.onFill(MAKER, fill("A", "100", "2", 1, "Open Short", false, note(null, "market"))));

        List<LiquidationUpdate> updates =
                after(combiner.onFill(VICTIM, fill("B", "100", "2", 1, "Close Short", true, note(VICTIM, "market"))));

        assertThat(updates).hasSize(2);
        assertThat(updates.get(0)).isEqualTo(new LiquidationUpdate(Kind.WITHDRAWN, nameless));
        assertThat(updates.get(1).kind()).isEqualTo(Kind.NEW);
        assertThat(updates.get(1).liquidation().user()).contains(VICTIM);
        assertThat(updates.get(1).liquidation().liquidators()).containsExactly(MAKER);
    }

    @Test
    void userEvent_enrichesWhatIsKnownAndWhatComes() {
        combiner.onLedger(VICTIM, ledger("300", "3 BTC"));
        combiner.onUserEvent(77, VAULT, VICTIM, new BigDecimal("-8"));
        List<LiquidationUpdate> updates = after(combiner.onFill(
                VICTIM, fill("A", "100", "2", 1, "Close Long", true, note(VICTIM, "market"), "2", "ETH")));

        assertThat(updates).hasSize(2).allSatisfy(update -> {
            assertThat(update.liquidation().evidence()).contains(Evidence.USER_EVENT);
            assertThat(update.liquidation().liquidators()).containsExactly(VAULT);
        });
        assertThat(updates.get(0).liquidation().accountValue().orElseThrow())
                .as("the ledger is the authority")
                .isEqualByComparingTo("-7");
    }

    @Test
    void userEvent_alone_isReportedAndGivesWayLater() {
        Liquidation bare = only(combiner.onUserEvent(77, VAULT, VICTIM, new BigDecimal("-8")));
        assertThat(bare.closed()).isEmpty();
        assertThat(bare.evidence()).containsExactly(Evidence.USER_EVENT);

        List<LiquidationUpdate> updates = after(combiner.onLedger(VICTIM, ledger("300", "3 BTC")));

        assertThat(updates).extracting(LiquidationUpdate::kind).containsExactly(Kind.WITHDRAWN, Kind.NEW);
    }

    @Test
    void userEvent_longAfter_isAnotherOne() {
        only(combiner.onLedger(VICTIM, ledger("300", "3 BTC")));
        clock.advance(Duration.ofMinutes(1));

        assertThat(only(combiner.onUserEvent(77, VAULT, VICTIM, BigDecimal.ONE)).closed())
                .isEmpty();
    }

    @Test
    void capacity_forgetsTheOldestReported() {
        LiquidationCombiner small = new LiquidationCombiner(LiquidatorVaults.HLP, clock, Duration.ZERO, 2);
        List<UserFill> fills = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            fills.add(fill("B", "100", "2", i, "Open Long", false, note(VICTIM, "market"), "0", "COIN" + i));
        }
        fills.forEach(fill -> assertThat(small.onFill(MAKER, fill)).hasSize(1));

        assertThat(small.onFill(MAKER, fills.get(3))).isEmpty();
        assertThat(small.onFill(MAKER, fills.get(0))).as("forgotten").hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LiquidationCombiner(LiquidatorVaults.HLP, clock, Duration.ZERO, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LiquidationCombiner(LiquidatorVaults.HLP, clock, Duration.ofMillis(-1), 1));
    }

    @Property(tries = 300)
    void anyOrder_andAnyWindow_endsWithTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        List<Function<LiquidationCombiner, List<LiquidationUpdate>>> sightings = new ArrayList<>(everything());
        sightings.addAll(everything().subList(0, 5));
        Map<String, Liquidation> inOrder = table(everything(), Duration.ofSeconds(2), random);
        Collections.shuffle(sightings, random);

        assertThat(table(sightings, Duration.ofMillis(random.nextInt(3) * 400L), random))
                .isEqualTo(inOrder);
        assertThat(inOrder).hasSize(6);
    }

    /** One market liquidation with two makers, a backstop, a deleveraging, a nameless one, a suspicion, a refuted one. */
    private List<Function<LiquidationCombiner, List<LiquidationUpdate>>> everything() {
        String second = "0x" + "cd".repeat(32);
        return List.of(
                c -> c.onFill(MAKER, fill("B", "100", "2", 1, "Open Long", false, note(VICTIM, "market"))),
                c -> c.onFill(OTHER_MAKER, fill("B", "99", "3", 2, "Open Long", false, note(null, "market"))),
                c -> c.onNodeFill(VICTIM, fill("A", "99", "3", 2, "Close Long", true, note(VICTIM, "market"))),
                c -> c.onLedger(VICTIM, ledger("900", "9 BTC", "-4 ETH")),
                c -> c.onTrade(trade("50", "7", 3, VAULT, OTHER_MAKER)),
                c -> c.onFill(
                        VAULT, fill("B", "50", "7", 3, "Liquidated Cross Long", true, note(OTHER_MAKER, "backstop"))),
                c -> c.onFill(
                        MAKER,
                        fill("B", "60", "1", 4, "Auto-Deleveraging", false, note(VAULT, "backstop"), "-1", "SOL")),
                c -> c.onFill(
                        VAULT, fill("A", "60", "1", 4, "Auto-Deleveraging", true, note(VAULT, "backstop"), "1", "SOL")),
                c -> c.onTrade(new Trade(
                        "SOL",
                        "B",
                        new BigDecimal("60"),
                        BigDecimal.ONE,
                        now,
                        HASH,
                        4,
                        List.of(MAKER.hex(), VAULT.hex()))),
                c -> c.onFill(MAKER, fill("A", "70", "1", 5, "Open Short", false, note(null, "market"))),
                c -> c.onTrade(trade("80", "1", 6, MAKER, VAULT)),
                c -> c.onFill(VAULT, fill("A", "80", "1", 6, "Close Long", false, null)),
                c -> c.onTrade(new Trade(
                        "DOGE",
                        "B",
                        BigDecimal.ONE,
                        BigDecimal.TEN,
                        now,
                        second,
                        7,
                        List.of(VAULT.hex(), VICTIM.hex()))));
    }

    private Map<String, Liquidation> table(
            List<Function<LiquidationCombiner, List<LiquidationUpdate>>> sightings, Duration window, Random random) {
        LiquidationCombiner any = new LiquidationCombiner(LiquidatorVaults.HLP, clock, window, 1000);
        Map<String, Liquidation> table = new TreeMap<>();
        List<LiquidationUpdate> updates = new ArrayList<>();
        for (Function<LiquidationCombiner, List<LiquidationUpdate>> sighting : sightings) {
            updates.addAll(sighting.apply(any));
            clock.advance(Duration.ofMillis(random.nextInt(300)));
        }
        updates.addAll(any.flush());
        for (LiquidationUpdate update : updates) {
            Liquidation before = table.get(update.liquidation().id());
            switch (update.kind()) {
                case NEW -> assertThat(before).isNull();
                case REVISED -> assertThat(before).isNotNull();
                case WITHDRAWN -> assertThat(before).isEqualTo(update.liquidation());
            }
            if (update.kind() == Kind.WITHDRAWN) {
                table.remove(update.liquidation().id());
            } else {
                table.put(update.liquidation().id(), update.liquidation());
            }
        }
        return table;
    }

    @Test
    void forgettingOne_leavesTheTradesOfAnother() {
        LiquidationCombiner small = new LiquidationCombiner(LiquidatorVaults.HLP, clock, Duration.ZERO, 1);
        // sources that disagree about who was liquidated in one trade
        small.onFill(MAKER, fill("A", "100", "2", 1, "Open Short", false, note(VICTIM, "backstop")));
        small.onFill(MAKER, fill("A", "100", "2", 1, "Open Short", false, note(OTHER_MAKER, "backstop")));

        List<LiquidationUpdate> updates =
                small.onTrade(trade("100", "2", 1, VAULT, Address.parse("0x" + "4d".repeat(20))));

        assertThat(updates).extracting(LiquidationUpdate::kind).containsExactly(Kind.REVISED);
    }

    // ---- building blocks

    private List<LiquidationUpdate> after(List<LiquidationUpdate> atOnce) {
        List<LiquidationUpdate> updates = new ArrayList<>(atOnce);
        clock.advance(WINDOW);
        updates.addAll(combiner.poll());
        return updates;
    }

    private Liquidation only(List<LiquidationUpdate> atOnce) {
        List<LiquidationUpdate> updates = after(atOnce);
        assertThat(updates).extracting(LiquidationUpdate::kind).containsExactly(Kind.NEW);
        return updates.get(0).liquidation();
    }

    private Closed closed(List<LiquidationUpdate> atOnce) {
        return only(atOnce).closed().orElseThrow();
    }

    private static UserFill.Liquidation note(@Nullable Address user, String method) {
        return new UserFill.Liquidation(user == null ? null : user.hex(), new BigDecimal("101"), method);
    }

    private UserFill fill(
            String side,
            String px,
            String sz,
            long tid,
            String dir,
            boolean crossed,
            UserFill.@Nullable Liquidation note) {
        return fill(side, px, sz, tid, dir, crossed, note, "0");
    }

    private UserFill fill(
            String side,
            String px,
            String sz,
            long tid,
            String dir,
            boolean crossed,
            UserFill.@Nullable Liquidation note,
            String startPosition) {
        return fill(side, px, sz, tid, dir, crossed, note, startPosition, "BTC");
    }

    private UserFill fill(
            String side,
            String px,
            String sz,
            long tid,
            String dir,
            boolean crossed,
            UserFill.@Nullable Liquidation note,
            String startPosition,
            String coin) {
        return new UserFill(
                coin,
                new BigDecimal(px),
                new BigDecimal(sz),
                side,
                now,
                new BigDecimal(startPosition),
                dir,
                BigDecimal.ZERO,
                HASH,
                9,
                crossed,
                BigDecimal.ZERO,
                null,
                tid,
                "USDC",
                null,
                null,
                null,
                note,
                null,
                null);
    }

    private LedgerUpdate ledger(String notional, String... positions) {
        return new LedgerUpdate(
                now,
                HASH,
                new LedgerUpdate.Liquidation(
                        new BigDecimal(notional),
                        new BigDecimal("-7"),
                        "Cross",
                        List.of(positions).stream()
                                .map(text -> new LedgerUpdate.LiquidatedPosition(
                                        text.split(" ")[1], new BigDecimal(text.split(" ")[0])))
                                .collect(Collectors.toList())));
    }

    private Trade trade(String px, String sz, long tid, Address buyer, Address seller) {
        return new Trade(
                "BTC", "B", new BigDecimal(px), new BigDecimal(sz), now, HASH, tid, List.of(buyer.hex(), seller.hex()));
    }
}
