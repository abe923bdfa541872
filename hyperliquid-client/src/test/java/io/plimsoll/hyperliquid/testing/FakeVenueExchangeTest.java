package io.plimsoll.hyperliquid.testing;

import static io.plimsoll.hyperliquid.exchange.TimeInForce.ADD_LIQUIDITY_ONLY;
import static io.plimsoll.hyperliquid.exchange.TimeInForce.GOOD_TIL_CANCEL;
import static io.plimsoll.hyperliquid.exchange.TimeInForce.IMMEDIATE_OR_CANCEL;
import static io.plimsoll.hyperliquid.testing.VenueFixture.ALICE;
import static io.plimsoll.hyperliquid.testing.VenueFixture.BOB;
import static io.plimsoll.hyperliquid.testing.VenueFixture.CAROL;
import static io.plimsoll.hyperliquid.testing.VenueFixture.HYPE;
import static io.plimsoll.hyperliquid.testing.VenueFixture.buy;
import static io.plimsoll.hyperliquid.testing.VenueFixture.hype;
import static io.plimsoll.hyperliquid.testing.VenueFixture.sell;
import static io.plimsoll.hyperliquid.testing.VenueFixture.signer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.MarginTier;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.crypto.Signer;
import io.plimsoll.core.kit.http.testing.HttpFault;
import io.plimsoll.hyperliquid.exchange.Action;
import io.plimsoll.hyperliquid.exchange.ActionRefused;
import io.plimsoll.hyperliquid.exchange.ActionSigner;
import io.plimsoll.hyperliquid.exchange.AgentSendAssetAction;
import io.plimsoll.hyperliquid.exchange.ApproveAgentAction;
import io.plimsoll.hyperliquid.exchange.ApproveBuilderFeeAction;
import io.plimsoll.hyperliquid.exchange.AssetId;
import io.plimsoll.hyperliquid.exchange.BuilderFee;
import io.plimsoll.hyperliquid.exchange.CancelAction;
import io.plimsoll.hyperliquid.exchange.CancelByCloidAction;
import io.plimsoll.hyperliquid.exchange.CancelOutcome;
import io.plimsoll.hyperliquid.exchange.Cloid;
import io.plimsoll.hyperliquid.exchange.ConvertToMultiSigUserAction;
import io.plimsoll.hyperliquid.exchange.CreateSubAccountAction;
import io.plimsoll.hyperliquid.exchange.CreateVaultAction;
import io.plimsoll.hyperliquid.exchange.ExchangeClient;
import io.plimsoll.hyperliquid.exchange.Grouping;
import io.plimsoll.hyperliquid.exchange.HyperliquidChain;
import io.plimsoll.hyperliquid.exchange.ModifyAction;
import io.plimsoll.hyperliquid.exchange.MultiSigProposal;
import io.plimsoll.hyperliquid.exchange.NoopAction;
import io.plimsoll.hyperliquid.exchange.OrderAction;
import io.plimsoll.hyperliquid.exchange.OrderOutcome;
import io.plimsoll.hyperliquid.exchange.OrderReference;
import io.plimsoll.hyperliquid.exchange.OrderType.Limit;
import io.plimsoll.hyperliquid.exchange.OrderType.Purpose;
import io.plimsoll.hyperliquid.exchange.OrderType.Trigger;
import io.plimsoll.hyperliquid.exchange.OutcomeUnknown;
import io.plimsoll.hyperliquid.exchange.ScheduleCancelAction;
import io.plimsoll.hyperliquid.exchange.SendAssetAction;
import io.plimsoll.hyperliquid.exchange.SpotSendAction;
import io.plimsoll.hyperliquid.exchange.SubAccountTransferAction;
import io.plimsoll.hyperliquid.exchange.TopUpIsolatedOnlyMarginAction;
import io.plimsoll.hyperliquid.exchange.UpdateIsolatedMarginAction;
import io.plimsoll.hyperliquid.exchange.UpdateLeverageAction;
import io.plimsoll.hyperliquid.exchange.UsdClassTransferAction;
import io.plimsoll.hyperliquid.exchange.UsdSendAction;
import io.plimsoll.hyperliquid.exchange.VaultTransferAction;
import io.plimsoll.hyperliquid.exchange.Withdraw3Action;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The exchange endpoint refuses what the venue refuses, in its words, and does the rest. */
class FakeVenueExchangeTest {
    private final VenueFixture fixture = new VenueFixture();
    private final FakeVenue venue = fixture.venue;

    @AfterEach
    void close() {
        fixture.close();
    }

    private static void assertRejected(OrderOutcome outcome, String text) {
        assertThat(outcome).isInstanceOf(OrderOutcome.Rejected.class);
        assertThat(((OrderOutcome.Rejected) outcome).error()).startsWith(text);
    }

    private static void assertRefused(ExchangeClient client, Action<?> action, String text) {
        assertThatExceptionOfType(ActionRefused.class)
                .isThrownBy(() -> client.submit(action))
                .satisfies(refused -> assertThat(refused.text()).contains(text));
    }

    private BigDecimal cash(Signer signer) {
        return venue.ledger().account(signer.address()).orElseThrow().collateral();
    }

    private long resting(OrderOutcome outcome) {
        assertThat(outcome).isInstanceOf(OrderOutcome.Resting.class);
        return ((OrderOutcome.Resting) outcome).oid();
    }

    // ---- orders

    @Test
    void restingOrder_isFilledByTheOther_andBothSidesAreBooked() {
        long oid = resting(fixture.submit(ALICE, sell("10", "41", GOOD_TIL_CANCEL)));

        OrderOutcome taken = fixture.submit(BOB, buy("4", "42", IMMEDIATE_OR_CANCEL));

        assertThat(taken).isInstanceOf(OrderOutcome.Filled.class);
        assertThat(((OrderOutcome.Filled) taken).avgPx()).isEqualByComparingTo("41");
        VenueLedger.Fill maker = venue.ledger().fills(ALICE.address()).get(0);
        VenueLedger.Fill taker = venue.ledger().fills(BOB.address()).get(0);
        assertThat(maker.oid()).isEqualTo(oid);
        assertThat(maker.tid()).isEqualTo(taker.tid());
        assertThat(maker.hash()).isEqualTo(taker.hash());
        assertThat(maker.crossed()).isFalse();
        assertThat(maker.dir()).isEqualTo("Open Short");
        assertThat(taker.dir()).isEqualTo("Open Long");
        assertThat(taker.fee()).isEqualByComparingTo("0.0738");
        assertThat(maker.fee()).isEqualByComparingTo("0.0246");
        assertThat(venue.ledger().position(BOB.address(), "HYPE")).isEqualByComparingTo("4");
        assertThat(venue.ledger().openOrders(ALICE.address()).get(0).sz()).isEqualByComparingTo("6");
    }

    @Test
    void closing_realisesTheProfit_andFlipping_saysSo() {
        venue.trade("HYPE", ALICE.address(), BOB.address(), "10", "40");
        venue.trade("HYPE", CAROL.address(), ALICE.address(), "15", "42");

        VenueLedger.Fill flipped = venue.ledger().fills(ALICE.address()).get(1);

        assertThat(flipped.dir()).isEqualTo("Long > Short");
        assertThat(flipped.startPosition()).isEqualByComparingTo("10");
        assertThat(flipped.closedPnl()).isEqualByComparingTo("20");
        assertThat(venue.ledger().position(ALICE.address(), "HYPE")).isEqualByComparingTo("-5");
    }

    @Test
    void ordersThatTheVenueRefuses_areRefusedEachInItsWords() {
        ExchangeClient alice = fixture.client(ALICE);
        Limit gtc = new Limit(GOOD_TIL_CANCEL);
        List<OrderOutcome> outcomes = alice.submit(OrderAction.of(List.of(
                new OrderAction.Order(1, true, new BigDecimal("40.0001"), BigDecimal.ONE, false, gtc, null),
                new OrderAction.Order(1, true, new BigDecimal("40"), new BigDecimal("1.001"), false, gtc, null),
                new OrderAction.Order(1, true, new BigDecimal("40"), new BigDecimal("0.2"), false, gtc, null),
                new OrderAction.Order(1, true, new BigDecimal("40"), new BigDecimal("9999999"), false, gtc, null),
                new OrderAction.Order(1, true, new BigDecimal("40"), BigDecimal.ONE, true, gtc, null),
                new OrderAction.Order(1, true, new BigDecimal("40"), BigDecimal.ONE, false, gtc, null))));

        assertRejected(outcomes.get(0), "Price must be divisible by tick size.");
        assertRejected(outcomes.get(1), "Order has invalid size.");
        assertRejected(outcomes.get(2), "Order must have minimum value of $10.");
        assertRejected(outcomes.get(3), "Insufficient margin to place order.");
        assertRejected(outcomes.get(4), "Reduce only order would increase position.");
        resting(outcomes.get(5));
    }

    @Test
    void priceTooFarFromTheOracle_isOneErrorForTheWholeBatch_andNothingIsPlaced() throws IOException {
        List<OrderOutcome> outcomes = fixture.client(ALICE)
                .submit(OrderAction.of(List.of(buy("1", "40", GOOD_TIL_CANCEL), buy("1", "79", GOOD_TIL_CANCEL))));

        outcomes.forEach(outcome -> assertRejected(outcome, "Order price too far from oracle"));
        assertThat(outcomes).hasSize(2);
        assertThat(venue.ledger().openOrders(ALICE.address())).isEmpty();
        assertThat(venue.ledger().orders(ALICE.address())).isEmpty();
    }

    @Test
    void reduceOnlyOrder_worthLessThanTheLeast_mustCloseAll() {
        venue.trade("HYPE", ALICE.address(), BOB.address(), "0.3", "40");
        venue.move("HYPE", "30");

        assertRejected(fixture.submit(ALICE, reduce("0.2", "30")), "Order must have minimum value of $10.");
        resting(fixture.submit(ALICE, reduce("0.3", "30")));
    }

    private static OrderAction.Order reduce(String size, String price) {
        return new OrderAction.Order(
                1, false, new BigDecimal(price), new BigDecimal(size), true, new Limit(GOOD_TIL_CANCEL), null);
    }

    @Test
    void position_isNotLargerThanItsTierOfMarginAllows() {
        MarginTable table = new MarginTable(
                List.of(new MarginTier(BigDecimal.ZERO, 10), new MarginTier(new BigDecimal("1000"), 5)));
        venue.list(new Market("SOL", 2, table, false), VenueFixture.context("SOL", "100"));
        ExchangeClient alice = fixture.client(ALICE);
        alice.submit(new UpdateLeverageAction(2, true, 10));
        Limit gtc = new Limit(GOOD_TIL_CANCEL);
        OrderAction.Order ten = new OrderAction.Order(2, true, new BigDecimal("100"), BigDecimal.TEN, false, gtc, null);

        assertRejected(
                alice.submit(OrderAction.of(ten)).get(0),
                "Order would cause position to exceed margin tier limit at current leverage");
        alice.submit(new UpdateLeverageAction(2, true, 5));
        fixture.client(BOB).submit(new UpdateLeverageAction(2, true, 5));
        resting(alice.submit(OrderAction.of(ten)).get(0));
        venue.take(BOB.address(), "SOL", "-10", "100");
        assertRefused(alice, new UpdateLeverageAction(2, true, 6), "Invalid leverage value");
    }

    @Test
    void flip_mayUseTheMarginOfWhatItCloses() {
        venue.open(FakeAccount.standard(CAROL.address(), "100").cross("HYPE", "20", "40", 10));
        venue.quote(BOB.address(), "HYPE", "40", "40");

        // 80 of 100 USDC stand behind the position, and 76 are needed for the other side of it
        assertThat(venue.take(CAROL.address(), "HYPE", "-39", "40")).isEqualByComparingTo("39");
        assertThat(venue.ledger().position(CAROL.address(), "HYPE")).isEqualByComparingTo("-19");
        assertThatIllegalStateException()
                .isThrownBy(() -> venue.take(CAROL.address(), "HYPE", "-10", "40"))
                .withMessageContaining("Insufficient margin");
    }

    @Test
    void childThatCannotBe_isOneErrorForTheWholeGroup_andTheParentIsNotPlaced() {
        List<OrderOutcome> outcomes = fixture.client(ALICE)
                .submit(OrderAction.of(List.of(
                                buy("5", "39", GOOD_TIL_CANCEL),
                                new OrderAction.Order(
                                        1,
                                        false,
                                        new BigDecimal("30"),
                                        new BigDecimal("5"),
                                        true,
                                        new Trigger(true, new BigDecimal("35.00001"), Purpose.STOP_LOSS),
                                        null)))
                        .grouped(Grouping.NORMAL_TPSL));

        outcomes.forEach(outcome -> assertRejected(outcome, "Price must be divisible by tick size."));
        assertThat(venue.ledger().openOrders(ALICE.address())).isEmpty();
    }

    @Test
    void ordersOfAPosition_mustWaitForAPrice() {
        OrderAction.Order nothing = new OrderAction.Order(
                1, false, new BigDecimal("40"), BigDecimal.ZERO, true, new Limit(GOOD_TIL_CANCEL), null);

        assertRefused(
                fixture.client(ALICE),
                OrderAction.of(List.of(nothing)).grouped(Grouping.POSITION_TPSL),
                "Invalid TP/SL order grouping.");
    }

    @Test
    void assetThatNobodyListed_isNotTakenForAnother() {
        assertRefused(
                fixture.client(ALICE),
                OrderAction.of(new OrderAction.Order(
                        (1L << 32) + 1,
                        true,
                        new BigDecimal("40"),
                        BigDecimal.ONE,
                        false,
                        new Limit(GOOD_TIL_CANCEL),
                        null)),
                "Invalid asset: 4294967297");
    }

    @Test
    void refusedOrder_isKnownByItsName() throws IOException {
        Cloid cloid = Cloid.of(9);
        assertRejected(
                fixture.submit(ALICE, buy("1000000", "40", GOOD_TIL_CANCEL).withCloid(cloid)), "Insufficient margin");

        assertThat(fixture.info("{\"type\":\"orderStatus\",\"user\":\"" + ALICE.address() + "\",\"oid\":\""
                        + cloid.hex() + "\"}"))
                .contains("\"status\":\"perpMarginRejected\"");
    }

    @Test
    void childThatFellBehindTheMark_wakesWithTheNextOne() {
        fixture.client(ALICE)
                .submit(OrderAction.of(List.of(
                                buy("5", "39", GOOD_TIL_CANCEL),
                                hype().sell(new BigDecimal("5"))
                                        .triggerMarket(Purpose.STOP_LOSS, new BigDecimal("38"), new BigDecimal("30"))
                                        .reduceOnly()
                                        .build()))
                        .grouped(Grouping.NORMAL_TPSL));
        venue.move("HYPE", "37");
        venue.take(BOB.address(), "HYPE", "-5", "39");
        venue.quote(CAROL.address(), "HYPE", "5", "36");

        venue.move("HYPE", "37");

        assertThat(venue.ledger().position(ALICE.address(), "HYPE")).isEqualByComparingTo("0");
    }

    @Test
    void openOrders_areOneThousandWithoutVolume_andFewerOfThoseThatWaitOrReduce() {
        for (int i = 0; i < 1_000; i++) {
            venue.quote(ALICE.address(), "HYPE", "1", "10");
        }
        assertRejected(fixture.submit(ALICE, buy("1", "10", GOOD_TIL_CANCEL)), "Too many open orders.");

        // 5 million USDC of volume are one order more, but none that waits for a price
        venue.open(FakeAccount.standard(CAROL.address(), "100000000"));
        venue.open(FakeAccount.standard(BOB.address(), "100000000"));
        venue.trade("BTC", CAROL.address(), BOB.address(), "60", "100000");
        for (int i = 0; i < 1_000; i++) {
            venue.quote(CAROL.address(), "HYPE", "1", "10");
        }
        assertRejected(
                fixture.submit(
                        CAROL,
                        hype().sell(BigDecimal.ONE)
                                .triggerMarket(Purpose.STOP_LOSS, new BigDecimal("30"), new BigDecimal("20"))
                                .build()),
                "Too many open orders.");
        resting(fixture.submit(CAROL, buy("1", "10", GOOD_TIL_CANCEL)));
        assertRejected(fixture.submit(CAROL, buy("1", "10", GOOD_TIL_CANCEL)), "Too many open orders.");
    }

    @Test
    void addressWithoutBudget_sendsOneRequestInTenSeconds() {
        ExchangeClient alice = fixture.client(ALICE);
        venue.limitAddresses();
        venue.trade("HYPE", ALICE.address(), BOB.address(), "1", "40");
        Limit gtc = new Limit(GOOD_TIL_CANCEL);
        List<OrderAction.Order> batch = Collections.nCopies(
                1_004, new OrderAction.Order(1, true, new BigDecimal("0.0001"), BigDecimal.ONE, false, gtc, null));
        for (int i = 0; i < 10; i++) {
            alice.submit(OrderAction.of(batch));
        }

        // a client that was told so waits by itself, so each of these is one that was not
        alice.submit(new NoopAction());
        assertRefused(fixture.client(ALICE), new NoopAction(), "Too many cumulative requests sent (10041 > 10040)");
        fixture.clock.advance(Duration.ofSeconds(10));
        fixture.client(ALICE).submit(new NoopAction());
        assertRefused(fixture.client(ALICE), new NoopAction(), "Too many cumulative requests sent");
        assertThat(fixture.client(ALICE).submit(CancelAction.of(HYPE, 1)).get(0))
                .isInstanceOf(CancelOutcome.Rejected.class);
    }

    @Test
    void postOnly_thatWouldTrade_isRefusedWithTheBestPrices() {
        venue.quote(BOB.address(), "HYPE", "1", "39");
        venue.quote(BOB.address(), "HYPE", "-1", "41");

        assertRejected(
                fixture.submit(ALICE, buy("1", "41", ADD_LIQUIDITY_ONLY)),
                "Post only order would have immediately matched, bbo was 39@41");
        resting(fixture.submit(ALICE, buy("1", "40.99", ADD_LIQUIDITY_ONLY)));
    }

    @Test
    void immediateOrder_withoutMatch_isRefused_andWithPartOfOne_filledByThatPart() {
        assertRejected(
                fixture.submit(ALICE, buy("1", "41", IMMEDIATE_OR_CANCEL)),
                "Order could not immediately match against any resting orders.");
        venue.quote(BOB.address(), "HYPE", "-1", "41");

        OrderOutcome outcome = fixture.submit(ALICE, buy("3", "41", IMMEDIATE_OR_CANCEL));

        assertThat(((OrderOutcome.Filled) outcome).totalSz()).isEqualByComparingTo("1");
        assertThat(venue.ledger().openOrders(ALICE.address())).isEmpty();
    }

    @Test
    void ownRestingOrder_isCancelledInsteadOfTraded() {
        resting(fixture.submit(ALICE, sell("1", "41", GOOD_TIL_CANCEL)));

        resting(fixture.submit(ALICE, buy("1", "41", GOOD_TIL_CANCEL)));

        assertThat(venue.ledger().orders(ALICE.address()))
                .extracting(VenueLedger.Order::status)
                .containsExactly("open", "selfTradeCanceled", "open");
        assertThat(venue.ledger().fills(ALICE.address())).isEmpty();
    }

    @Test
    void cancel_worksOnce_byNumberAndByTheCallersName() {
        ExchangeClient alice = fixture.client(ALICE);
        long first = resting(fixture.submit(ALICE, buy("1", "30", GOOD_TIL_CANCEL)));
        Cloid cloid = Cloid.of(7);
        resting(fixture.submit(ALICE, buy("1", "30", GOOD_TIL_CANCEL).withCloid(cloid)));

        assertThat(alice.submit(CancelAction.of(HYPE, first)).get(0)).isInstanceOf(CancelOutcome.Cancelled.class);
        assertThat(alice.submit(CancelByCloidAction.of(HYPE, cloid)).get(0))
                .isInstanceOf(CancelOutcome.Cancelled.class);

        CancelOutcome again = alice.submit(CancelAction.of(HYPE, first)).get(0);
        assertThat(((CancelOutcome.Rejected) again).error())
                .isEqualTo("Order was never placed, already canceled, or filled.");
        assertThat(((CancelOutcome.Rejected) fixture.client(BOB)
                                .submit(CancelAction.of(HYPE, first))
                                .get(0))
                        .error())
                .startsWith("Order was never placed");
    }

    @Test
    void modify_replacesTheOrder_andDoesNotTradeUnlessAskedTo() {
        ExchangeClient alice = fixture.client(ALICE);
        long oid = resting(fixture.submit(ALICE, buy("1", "30", GOOD_TIL_CANCEL)));
        alice.submit(ModifyAction.of(OrderReference.of(oid), buy("2", "31", GOOD_TIL_CANCEL)));
        VenueLedger.Order now = venue.ledger().openOrders(ALICE.address()).get(0);
        assertThat(now.oid()).isNotEqualTo(oid);
        assertThat(now.limitPx()).isEqualByComparingTo("31");

        venue.quote(BOB.address(), "HYPE", "-1", "41");
        assertRefused(
                alice,
                ModifyAction.of(OrderReference.of(now.oid()), buy("2", "41", GOOD_TIL_CANCEL)),
                "Post only order would have immediately matched");
        assertRefused(alice, ModifyAction.of(OrderReference.of(oid), buy("2", "31", GOOD_TIL_CANCEL)), "Cannot modify");
    }

    @Test
    void stopLoss_wakesWhenTheMarkComes_andItsSiblingGoes() {
        venue.quote(BOB.address(), "HYPE", "-5", "40");
        ExchangeClient alice = fixture.client(ALICE);

        List<OrderOutcome> outcomes = alice.submit(OrderAction.of(List.of(
                        buy("5", "40", GOOD_TIL_CANCEL),
                        hype().sell(new BigDecimal("5"))
                                .triggerMarket(Purpose.STOP_LOSS, new BigDecimal("35"), new BigDecimal("30"))
                                .reduceOnly()
                                .build(),
                        hype().sell(new BigDecimal("5"))
                                .triggerMarket(Purpose.TAKE_PROFIT, new BigDecimal("50"), new BigDecimal("45"))
                                .reduceOnly()
                                .build()))
                .grouped(Grouping.NORMAL_TPSL));

        assertThat(outcomes.get(0)).isInstanceOf(OrderOutcome.Filled.class);
        assertThat(outcomes.get(1)).isInstanceOf(OrderOutcome.WaitingForTrigger.class);
        venue.quote(CAROL.address(), "HYPE", "5", "34");
        venue.move("HYPE", "34.5");
        assertThat(venue.ledger().position(ALICE.address(), "HYPE")).isEqualByComparingTo("0");
        assertThat(venue.ledger().openOrders(ALICE.address())).isEmpty();
        assertThat(venue.ledger().orders(ALICE.address()))
                .extracting(VenueLedger.Order::status)
                .containsSubsequence("triggered", "filled", "siblingFilledCanceled");
    }

    @Test
    void childrenOfAnUnfilledOrder_waitForItsFill() {
        List<OrderOutcome> outcomes = fixture.client(ALICE)
                .submit(OrderAction.of(List.of(
                                buy("5", "39", GOOD_TIL_CANCEL),
                                hype().sell(new BigDecimal("5"))
                                        .triggerMarket(Purpose.STOP_LOSS, new BigDecimal("35"), new BigDecimal("30"))
                                        .reduceOnly()
                                        .build()))
                        .grouped(Grouping.NORMAL_TPSL));
        assertThat(outcomes.get(1)).isInstanceOf(OrderOutcome.WaitingForFill.class);

        assertThat(venue.take(BOB.address(), "HYPE", "-5", "39")).isEqualByComparingTo("5");

        assertThat(venue.ledger().openOrders(ALICE.address())).singleElement().satisfies(order -> {
            assertThat(order.isTrigger()).isTrue();
            assertThat(order.triggerCondition()).isEqualTo("Price below 35");
        });
    }

    @Test
    void triggerThatWouldFireAtOnce_isRefused() {
        assertRejected(
                fixture.submit(
                        ALICE,
                        hype().sell(BigDecimal.ONE)
                                .triggerMarket(Purpose.STOP_LOSS, new BigDecimal("41"), new BigDecimal("30"))
                                .build()),
                "Invalid TP/SL price.");
    }

    @Test
    void scheduledCancel_takesEverythingOffAtItsTime() {
        ExchangeClient alice = fixture.client(ALICE);
        fixture.submit(ALICE, buy("1", "30", GOOD_TIL_CANCEL));
        long now = fixture.clock.millis();
        assertRefused(alice, new ScheduleCancelAction(now + 4_999), "too early");
        alice.submit(new ScheduleCancelAction(now + 5_000));

        fixture.clock.advance(Duration.ofMillis(4_999));
        venue.tick();
        assertThat(venue.ledger().openOrders(ALICE.address())).hasSize(1);
        fixture.clock.advance(Duration.ofMillis(1));
        venue.tick();

        assertThat(venue.ledger().openOrders(ALICE.address())).isEmpty();
    }

    @Test
    void spotOrder_movesTokens_andNeedsThem() {
        venue.open(FakeAccount.standard(BOB.address(), "0").holding("PURR", "1000"));
        venue.open(FakeAccount.standard(ALICE.address(), "0").holding("USDC", "100"));
        venue.quote(BOB.address(), "PURR/USDC", "-500", "0.2");
        OrderAction.Order order = new OrderAction.Order(
                10_000,
                true,
                new BigDecimal("0.2"),
                new BigDecimal("400"),
                false,
                new Limit(IMMEDIATE_OR_CANCEL),
                null);

        assertThat(fixture.submit(ALICE, order)).isInstanceOf(OrderOutcome.Filled.class);

        assertThat(venue.ledger().account(ALICE.address()).orElseThrow().balances())
                .anySatisfy(balance -> assertThat(balance.total()).isEqualByComparingTo("399.72"));
        assertThat(venue.ledger().account(BOB.address()).orElseThrow().balances())
                .anySatisfy(balance -> assertThat(balance.total()).isEqualByComparingTo("79.968"))
                .anySatisfy(balance -> assertThat(balance.hold()).isEqualByComparingTo("100"));
        assertRejected(fixture.submit(ALICE, order), "Order has insufficient spot balance to trade");
    }

    // ---- who may

    @Test
    void unknownSigner_andWrongBytes_showAnotherWallet() throws IOException {
        Signer stranger = signer(9);
        assertRefused(
                fixture.client(stranger),
                OrderAction.of(buy("1", "30", GOOD_TIL_CANCEL)),
                "User or API Wallet " + stranger.address() + " does not exist.");
        assertRefused(
                fixture.client(stranger),
                UsdSendAction.of(BOB.address(), BigDecimal.ONE),
                "Must deposit before performing actions. User: " + stranger.address());
        assertRefused(
                fixture.client(ActionSigner.of(HyperliquidChain.TESTNET, ALICE, fixture.nonces)),
                new NoopAction(),
                "does not exist.");

        String body = fixture.client(ALICE)
                .signer()
                .sign(OrderAction.of(buy("1", "30", GOOD_TIL_CANCEL)))
                .json();
        assertThat(fixture.post("/exchange", body.replace("\"p\":\"30\"", "\"p\":\"31\"")))
                .contains("does not exist.");
        assertThat(venue.ledger().openOrders(ALICE.address())).isEmpty();
    }

    @Test
    void keysInAnotherOrder_orTrailingZeros_areHashedInTheVenuesForm() throws IOException {
        String body = fixture.client(ALICE)
                .signer()
                .sign(OrderAction.of(buy("1", "30", GOOD_TIL_CANCEL)))
                .json();

        assertThat(body).contains("\"p\":\"30\",\"s\":\"1\"");
        assertThat(fixture.post("/exchange", body.replace("\"p\":\"30\",\"s\":\"1\"", "\"s\":\"1.0\",\"p\":\"30.00\"")))
                .contains("resting");
    }

    @Test
    void unreadableActions_are422() throws IOException {
        String body = fixture.client(ALICE)
                .signer()
                .sign(OrderAction.of(buy("1", "30", GOOD_TIL_CANCEL)))
                .json();

        assertThat(fixture.post("/exchange", body.replace("\"type\":\"order\"", "\"type\":\"nosuch\"")))
                .startsWith("422 Failed to deserialize");
        assertThat(fixture.post("/exchange", body.replace("\"b\":true,", ""))).startsWith("422");
        assertThat(fixture.post("/exchange", body.replace("\"p\":\"30\"", "\"p\":30")))
                .startsWith("422");
        assertThat(fixture.post("/exchange", "{\"action\":{\"type\":\"noop\"},\"nonce\":1}"))
                .startsWith("422");
        assertThat(fixture.post("/exchange", body.substring(0, 40))).startsWith("422");
    }

    @Test
    void agent_actsForItsMaster_untilItEndsOrIsReplaced() {
        Signer agent = signer(8);
        ExchangeClient alice = fixture.client(ALICE);
        ExchangeClient byAgent =
                fixture.client(ActionSigner.ofAgent(HyperliquidChain.MAINNET, agent, ALICE.address(), fixture.nonces));
        assertRefused(byAgent, new NoopAction(), "does not exist.");

        alice.submit(ApproveAgentAction.of(
                agent.address(), "bot", fixture.clock.instant().plusSeconds(60)));
        byAgent.submit(OrderAction.of(buy("1", "30", GOOD_TIL_CANCEL)));
        assertThat(venue.ledger().openOrders(ALICE.address())).hasSize(1);
        assertThat(venue.ledger().actions(ALICE.address())).isEqualTo(2);

        fixture.clock.advance(Duration.ofSeconds(61));
        assertRefused(byAgent, new NoopAction(), "does not exist.");
        assertRefused(alice, ApproveAgentAction.of(BOB.address(), "bot"), "already used");

        alice.submit(ApproveAgentAction.of(agent.address(), "bot"));
        byAgent.submit(new NoopAction());
        alice.submit(ApproveAgentAction.of(signer(10).address(), "bot"));
        assertRefused(byAgent, new NoopAction(), "does not exist.");
    }

    @Test
    void subAccount_tradesForItself_atItsOwnersWord() {
        ExchangeClient alice = fixture.client(ALICE);
        Address sub = alice.submit(new CreateSubAccountAction("desk"));
        alice.submit(SubAccountTransferAction.of(sub, true, new BigDecimal("5000")));

        alice.actingFor(sub).submit(OrderAction.of(buy("1", "30", GOOD_TIL_CANCEL)));

        assertThat(venue.ledger().openOrders(sub)).hasSize(1);
        assertThat(venue.ledger().openOrders(ALICE.address())).isEmpty();
        assertThat(venue.ledger().account(sub).orElseThrow().collateral()).isEqualByComparingTo("5000");
        assertRefused(
                fixture.client(BOB).actingFor(sub),
                OrderAction.of(buy("1", "30", GOOD_TIL_CANCEL)),
                "Vault not registered");
    }

    @Test
    void multiSigAccount_actsWithEnoughSignatures_only() {
        ExchangeClient alice = fixture.client(ALICE);
        alice.submit(ConvertToMultiSigUserAction.of(List.of(BOB.address(), CAROL.address()), 2));
        assertRefused(alice, new NoopAction(), "Multi-sig required");
        ExchangeClient bob = fixture.client(BOB);
        MultiSigProposal<List<OrderOutcome>> proposal =
                bob.signer().propose(ALICE.address(), OrderAction.of(buy("1", "30", GOOD_TIL_CANCEL)));

        assertThatExceptionOfType(ActionRefused.class)
                .isThrownBy(() -> bob.submit(proposal, List.of(proposal.sign(BOB))));
        bob.submit(proposal, List.of(proposal.sign(BOB), proposal.sign(CAROL)));

        assertThat(venue.ledger().openOrders(ALICE.address())).hasSize(1);
    }

    // ---- nonces and time

    @Test
    void nonce_isGoodOnce_andWithinTheWindow() {
        ExchangeClient alice = fixture.client(ALICE);
        long now = fixture.clock.millis();
        long day = Duration.ofDays(1).toMillis();

        alice.send(alice.signer().sign(new NoopAction(), now));
        for (long refused : new long[] {now, now - 2 * day, now + day}) {
            assertThatExceptionOfType(ActionRefused.class)
                    .isThrownBy(() -> alice.send(alice.signer().sign(new NoopAction(), refused)))
                    .satisfies(e -> assertThat(e.text()).startsWith("Invalid nonce"));
        }
        alice.send(alice.signer().sign(new NoopAction(), now - 2 * day + 1));
        alice.send(alice.signer().sign(new NoopAction(), now + day - 1));
        fixture.client(BOB).send(fixture.client(BOB).signer().sign(new NoopAction(), now));
    }

    @Test
    void nonceBelowTheHundredHighest_isRefused() {
        NonceWindow window = new NonceWindow();
        for (int nonce = 1_000; nonce < 1_100; nonce++) {
            assertThat(window.use(nonce, 1_000)).isEmpty();
        }
        assertThat(window.use(999, 1_000)).isPresent();
        assertThat(window.use(1_100, 1_000)).isEmpty();
        assertThat(window.use(1_000, 1_000)).isPresent();
    }

    @Test
    void expiredAction_isRefused_andCostsFiveRequests() throws IOException {
        ExchangeClient alice = fixture.client(ALICE).expiringAfter(Duration.ofSeconds(1));
        alice.submit(new NoopAction());
        var late = alice.signer().sign(new NoopAction());
        fixture.clock.advance(Duration.ofSeconds(2));

        assertThatExceptionOfType(ActionRefused.class)
                .isThrownBy(() -> alice.send(late))
                .satisfies(e -> assertThat(e.text()).contains("expire"));
        // one for the first, five for the one that came too late
        assertThat(fixture.info("{\"type\":\"userRateLimit\",\"user\":\"" + ALICE.address() + "\"}"))
                .contains("\"nRequestsUsed\":6");
    }

    @Test
    void userSignedAction_withAnotherNonceInside_isRefused() throws IOException {
        String body = fixture.client(ALICE)
                .signer()
                .sign(UsdSendAction.of(BOB.address(), BigDecimal.ONE))
                .json();

        assertThat(fixture.post("/exchange", body.replaceFirst("\"nonce\":(\\d+)", "\"nonce\":17671536")))
                .contains("Invalid nonce");
        assertThat(fixture.post("/exchange", body)).contains("\"ok\"");
        assertThat(fixture.post("/exchange", body)).contains("Invalid nonce");
    }

    // ---- money

    @Test
    void transfers_moveMoney_andLeaveTraces() throws IOException {
        ExchangeClient alice = fixture.client(ALICE);
        alice.submit(UsdSendAction.of(BOB.address(), new BigDecimal("100")));
        alice.submit(Withdraw3Action.of(ALICE.address(), new BigDecimal("50")));
        alice.submit(UsdClassTransferAction.of(new BigDecimal("25"), false));
        alice.submit(SpotSendAction.of(CAROL.address(), "USDC:0x6d1e7cde53ba9467b783cb7c530ce054", BigDecimal.TEN));

        assertThat(cash(ALICE)).isEqualByComparingTo("999825");
        assertThat(cash(BOB)).isEqualByComparingTo("1000100");
        assertThat(venue.ledger().fees()).isEqualByComparingTo("1");
        String updates =
                fixture.info("{\"type\":\"userNonFundingLedgerUpdates\",\"user\":\"" + ALICE.address() + "\"}");
        assertThat(updates)
                .containsSubsequence("internalTransfer", "\"withdraw\"", "accountClassTransfer", "spotTransfer");
        assertRefused(alice, UsdSendAction.of(BOB.address(), new BigDecimal("1000000")), "Insufficient balance");
    }

    @Test
    void assetsOfASubAccount_areSentFromIt_notFromItsOwner() {
        ExchangeClient alice = fixture.client(ALICE);
        Address sub = alice.submit(new CreateSubAccountAction("desk"));
        venue.deposit(sub, "100");
        SendAssetAction plain = SendAssetAction.of(BOB.address(), "", "", "USDC", BigDecimal.TEN);

        alice.submit(new SendAssetAction(
                plain.signatureChainId(),
                plain.hyperliquidChain(),
                plain.destination(),
                plain.sourceDex(),
                plain.destinationDex(),
                plain.token(),
                plain.amount(),
                sub.hex(),
                plain.nonce()));

        assertThat(cash(ALICE)).isEqualByComparingTo("1000000");
        assertThat(cash(BOB)).isEqualByComparingTo("1000010");
        assertThat(venue.ledger().account(sub).orElseThrow().collateral()).isEqualByComparingTo("90");
        assertRefused(
                alice,
                AgentSendAssetAction.of(BOB.address(), "", "spot", "USDC", BigDecimal.TEN),
                "Invalid destination");
    }

    @Test
    void depositInAVault_staysThereForADay() {
        Address vault =
                fixture.client(ALICE).submit(CreateVaultAction.of("vault", "a vault of hers", BigDecimal.valueOf(100)));
        ExchangeClient bob = fixture.client(BOB);
        bob.submit(VaultTransferAction.of(vault, true, BigDecimal.TEN));

        assertRefused(bob, VaultTransferAction.of(vault, false, BigDecimal.TEN), "lockup");
        fixture.clock.advance(Duration.ofDays(1));
        bob.submit(VaultTransferAction.of(vault, false, BigDecimal.TEN));

        assertThat(cash(BOB)).isEqualByComparingTo("1000000");
    }

    @Test
    void namesAndTexts_haveTheirLengths() {
        ExchangeClient alice = fixture.client(ALICE);

        assertRefused(alice, new CreateSubAccountAction("x".repeat(17)), "Invalid name");
        assertRefused(
                alice, CreateVaultAction.of("vault", "too short", BigDecimal.valueOf(100)), "Invalid description");
        assertThat(cash(ALICE)).isEqualByComparingTo("1000000");
    }

    @Test
    void isolatedMargin_mayBeTakenOut_downToATenthOfThePosition() {
        venue.open(FakeAccount.standard(ALICE.address(), "30000").isolated("BTC", "1", "100000", 40, "20000"));
        ExchangeClient alice = fixture.client(ALICE);

        assertRefused(
                alice,
                UpdateIsolatedMarginAction.of(AssetId.perp(0), new BigDecimal("-10001")),
                "Insufficient margin to change");
        alice.submit(UpdateIsolatedMarginAction.of(AssetId.perp(0), new BigDecimal("-10000")));

        assertThat(venue.ledger()
                        .account(ALICE.address())
                        .orElseThrow()
                        .positions()
                        .get(0)
                        .isolatedMargin())
                .isEqualByComparingTo("10000");
    }

    @Test
    void isolatedPosition_isToppedUpToALeverage() {
        venue.open(FakeAccount.standard(ALICE.address(), "1000").isolated("HYPE", "10", "40", 10, "40"));

        fixture.client(ALICE).submit(new TopUpIsolatedOnlyMarginAction(1, new BigDecimal("5")));

        assertThat(venue.ledger()
                        .account(ALICE.address())
                        .orElseThrow()
                        .positions()
                        .get(0)
                        .isolatedMargin())
                .isEqualByComparingTo("80");
    }

    @Test
    void accountPutIntoAnotherState_keepsWhatItsOrdersHaveSetAside() {
        venue.open(FakeAccount.standard(BOB.address(), "0").holding("PURR", "1000"));
        venue.quote(BOB.address(), "PURR/USDC", "-600", "0.2");
        venue.open(FakeAccount.standard(BOB.address(), "0").holding("PURR", "1000"));
        assertThatIllegalStateException()
                .isThrownBy(() -> venue.quote(BOB.address(), "PURR/USDC", "-500", "0.2"))
                .withMessageContaining("insufficient spot balance");

        venue.cancelAll(BOB.address());

        assertThat(venue.ledger()
                        .account(BOB.address())
                        .orElseThrow()
                        .balances()
                        .get(0)
                        .hold())
                .isEqualByComparingTo("0");
    }

    @Test
    void marginThatPositionsAndOrdersNeed_cannotBeTakenOut() {
        venue.open(FakeAccount.standard(ALICE.address(), "100"));
        venue.trade("HYPE", ALICE.address(), BOB.address(), "10", "40");
        fixture.client(ALICE).submit(new UpdateLeverageAction(1, true, 5));

        assertRefused(
                fixture.client(ALICE), UsdSendAction.of(BOB.address(), new BigDecimal("20")), "Insufficient balance");
        assertRefused(fixture.client(ALICE), new UpdateLeverageAction(1, true, 11), "Invalid leverage");
        assertRefused(fixture.client(ALICE), new UpdateLeverageAction(1, true, 1), "Insufficient margin");
        assertRefused(fixture.client(ALICE), new UpdateLeverageAction(1, false, 5), "Cannot switch leverage type");
    }

    @Test
    void builderFee_isChargedOnlyIfApproved() {
        venue.quote(BOB.address(), "HYPE", "-10", "40");
        OrderAction order = OrderAction.of(buy("10", "40", IMMEDIATE_OR_CANCEL))
                .withBuilder(new BuilderFee(CAROL.address().hex(), 10));
        assertRejected(fixture.client(ALICE).submit(order).get(0), "Builder fee has not been approved");

        fixture.client(ALICE).submit(ApproveBuilderFeeAction.of(CAROL.address(), new BigDecimal("0.01")));
        fixture.client(ALICE).submit(order);

        VenueLedger.Fill fill = venue.ledger().fills(ALICE.address()).get(0);
        assertThat(fill.builderFee()).isEqualByComparingTo("0.04");
        assertThat(fill.fee()).isEqualByComparingTo("0.22");
    }

    // ---- liquidation

    @Test
    void liquidationOnTheBook_marksBothSides_andIsInTheLedger() throws IOException {
        venue.trade("HYPE", ALICE.address(), BOB.address(), "10", "40");
        venue.quote(CAROL.address(), "HYPE", "4", "35");

        assertThat(venue.liquidate(ALICE.address(), "HYPE")).isEqualByComparingTo("4");

        VenueLedger.Fill own = venue.ledger().fills(ALICE.address()).get(1);
        VenueLedger.Fill other = venue.ledger().fills(CAROL.address()).get(0);
        assertThat(own.liquidation()).isEqualTo(other.liquidation());
        assertThat(own.liquidation().orElseThrow().method()).isEqualTo("market");
        assertThat(own.liquidation().orElseThrow().liquidatedUser()).isEqualTo(ALICE.address());
        assertThat(fixture.info("{\"type\":\"userNonFundingLedgerUpdates\",\"user\":\"" + ALICE.address() + "\"}"))
                .contains("\"type\":\"liquidation\"", "\"liquidatedNtlPos\":\"400.0\"", "\"leverageType\":\"Cross\"");
    }

    @Test
    void backstop_takesPositionsAndCollateral() {
        venue.trade("HYPE", ALICE.address(), BOB.address(), "10", "40");
        BigDecimal before = cash(ALICE);
        venue.move("HYPE", "30");

        venue.backstop(ALICE.address());

        VenueLedger.Fill own = venue.ledger().fills(ALICE.address()).get(1);
        assertThat(own.dir()).isEqualTo("Liquidated Cross Long");
        assertThat(own.fee()).isEqualByComparingTo("0");
        assertThat(cash(ALICE)).isEqualByComparingTo("0");
        assertThat(venue.ledger().position(Clearing.LIQUIDATOR, "HYPE")).isEqualByComparingTo("10");
        assertThat(venue.ledger().account(Clearing.LIQUIDATOR).orElseThrow().collateral())
                .isEqualByComparingTo(before.subtract(new BigDecimal("100")));
        assertThat(venue.ledger().trades("HYPE").get(1).buyer()).isEqualTo(Clearing.LIQUIDATOR);
    }

    // ---- faults

    @Test
    void answerLostAfterTheDeed_leavesTheOrderStanding() {
        venue.misbehave(HttpFault.ANSWER_LOST, "/exchange", 1);
        ExchangeClient alice = fixture.client(ALICE);

        assertThatExceptionOfType(OutcomeUnknown.class)
                .isThrownBy(() -> alice.submit(OrderAction.of(buy("1", "30", GOOD_TIL_CANCEL))));

        assertThat(venue.ledger().openOrders(ALICE.address())).hasSize(1);
        alice.submit(new NoopAction());
    }

    @Test
    void requestThatNeverArrived_leavesNothing() {
        venue.misbehave(HttpFault.DISCONNECT, "/exchange", 1);
        ExchangeClient alice = fixture.client(ALICE);

        assertThatExceptionOfType(OutcomeUnknown.class)
                .isThrownBy(() -> alice.submit(OrderAction.of(buy("1", "30", GOOD_TIL_CANCEL))));

        assertThat(venue.ledger().openOrders(ALICE.address())).isEmpty();
    }

    @Test
    void assetNumbers_followTheOrderOfListing() {
        assertThat(venue.asset("HYPE")).isEqualTo(1);
        assertThat(venue.asset("PURR/USDC")).isEqualTo(10_000);
        assertThat(new AssetId(venue.asset("HYPE")).perp()).isTrue();
    }
}
