package io.plimsoll.hyperliquid.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.plimsoll.core.domain.market.PriceTick;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.exchange.OrderBuilder.PriceRounding;
import io.plimsoll.hyperliquid.exchange.OrderType.Limit;
import io.plimsoll.hyperliquid.exchange.OrderType.Purpose;
import io.plimsoll.hyperliquid.exchange.OrderType.Trigger;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class OrderBuilderTest {
    private static final OrderBuilder BTC = OrderBuilder.in(AssetId.perp(0), 5);
    private static final BigDecimal SIZE = new BigDecimal("0.001");

    @Test
    void pricesAndSizesOnTheSteps_areTakenAsTheyAre() {
        OrderAction.Order order = BTC.sell(SIZE)
                .limit(new BigDecimal("95000"), TimeInForce.ADD_LIQUIDITY_ONLY)
                .reduceOnly()
                .cloid(Cloid.of(7))
                .build();
        assertThat(order)
                .isEqualTo(new OrderAction.Order(
                        0,
                        false,
                        new BigDecimal("95000"),
                        SIZE,
                        true,
                        new Limit(TimeInForce.ADD_LIQUIDITY_ONLY),
                        new Cloid("0x00000000000000000000000000000007")));
    }

    /** The example of the javadoc, line by line. */
    @Test
    void example_isAnOrderOnTheSteps() {
        BigDecimal price = new BigDecimal("95000.7");
        OrderBuilder btc = OrderBuilder.in(AssetId.perp(0), PriceTick.perp(5));
        OrderAction.Order order = btc.buy(new BigDecimal("0.01"))
                .rounding(PriceRounding.AWAY)
                .limit(price, TimeInForce.ADD_LIQUIDITY_ONLY)
                .build();
        assertThat(order.p()).isEqualByComparingTo("95000");
        assertThat(order.s()).isEqualByComparingTo("0.01");
    }

    @Test
    void priceBetweenTwoSteps_isRefusedWithBothNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BTC.buy(SIZE)
                        .limit(new BigDecimal("9500.123"), TimeInForce.GOOD_TIL_CANCEL)
                        .build())
                .withMessageContaining("9500.123")
                .withMessageContaining("9500.1")
                .withMessageContaining("9500.2");
    }

    @Test
    void priceBetweenTwoSteps_isRoundedAsAsked() {
        BigDecimal price = new BigDecimal("9500.123");
        OrderBuilder away = BTC.rounding(PriceRounding.AWAY);
        OrderBuilder towards = BTC.rounding(PriceRounding.TOWARDS);
        assertThat(away.buy(SIZE)
                        .limit(price, TimeInForce.GOOD_TIL_CANCEL)
                        .build()
                        .p())
                .isEqualTo("9500.1");
        assertThat(away.sell(SIZE)
                        .limit(price, TimeInForce.GOOD_TIL_CANCEL)
                        .build()
                        .p())
                .isEqualTo("9500.2");
        assertThat(towards.buy(SIZE)
                        .limit(price, TimeInForce.GOOD_TIL_CANCEL)
                        .build()
                        .p())
                .isEqualTo("9500.2");
        assertThat(towards.sell(SIZE)
                        .limit(price, TimeInForce.GOOD_TIL_CANCEL)
                        .build()
                        .p())
                .isEqualTo("9500.1");
    }

    @Test
    void trigger_hasItsPriceOnTheStepsToo() {
        OrderBuilder order =
                BTC.sell(SIZE).triggerMarket(Purpose.STOP_LOSS, new BigDecimal("90000.4"), new BigDecimal("88000"));
        assertThatIllegalArgumentException().isThrownBy(order::build).withMessageContaining("triggerPrice");
        assertThat(order.rounding(PriceRounding.TOWARDS).build().t())
                .isEqualTo(new Trigger(true, new BigDecimal("90000"), Purpose.STOP_LOSS));
    }

    @Test
    void sizeBetweenTwoLots_isRefusedOrRoundedDown() {
        OrderBuilder order =
                BTC.buy(new BigDecimal("0.0000199")).limit(new BigDecimal("95000"), TimeInForce.GOOD_TIL_CANCEL);
        assertThatIllegalArgumentException()
                .isThrownBy(order::build)
                .withMessageContaining("size")
                .withMessageContaining("0.0000199");
        assertThat(order.roundingSizeDown().build().s()).isEqualTo("0.00001");
    }

    @Test
    void sizeBelowALot_isRefusedEvenRounded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BTC.buy(new BigDecimal("0.000009"))
                        .roundingSizeDown()
                        .limit(new BigDecimal("95000"), TimeInForce.GOOD_TIL_CANCEL)
                        .build())
                .withMessageContaining("size");
    }

    @Test
    void orderWorthTooLittle_isRefused() {
        OrderBuilder order =
                BTC.buy(new BigDecimal("0.0001")).limit(new BigDecimal("95000"), TimeInForce.GOOD_TIL_CANCEL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> order.buildWorth(OrderBuilder.MINIMUM_VALUE))
                .withMessageContaining("9.5");
        assertThat(order.buildWorth(new BigDecimal("9.5"))).isEqualTo(order.build());
    }

    @Test
    void nothingGiven_isRefused() {
        assertThatIllegalStateException().isThrownBy(BTC::build);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BTC.buy(BigDecimal.ZERO)
                        .limit(BigDecimal.ONE, TimeInForce.GOOD_TIL_CANCEL)
                        .build())
                .withMessageContaining("size");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BTC.buy(SIZE)
                        .limit(BigDecimal.ONE.negate(), TimeInForce.GOOD_TIL_CANCEL)
                        .build())
                .withMessageContaining("price");
    }

    @Test
    void outcome_hasNeitherReduceOnlyNorTrigger() {
        OrderBuilder outcome = OrderBuilder.in(AssetId.outcome(1, 0), 0)
                .buy(new BigDecimal("20"))
                .limit(new BigDecimal("0.55"), TimeInForce.GOOD_TIL_CANCEL);
        assertThat(outcome.build().a()).isEqualTo(100_000_010);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> outcome.reduceOnly().build());
    }

    @Test
    void builderFee_isCheckedByMarket() {
        BuilderFee fee = BuilderFee.of(Address.ZERO, 1000);
        OrderAction.Order perp = BTC.buy(SIZE)
                .limit(new BigDecimal("95000"), TimeInForce.GOOD_TIL_CANCEL)
                .build();
        OrderAction.Order spot = OrderBuilder.in(AssetId.spot(107), 2)
                .buy(BigDecimal.ONE)
                .limit(new BigDecimal("40.1"), TimeInForce.GOOD_TIL_CANCEL)
                .build();
        assertThat(OrderAction.of(spot).withBuilder(fee).builder()).isEqualTo(fee);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrderAction.of(List.of(spot, perp)).withBuilder(fee))
                .withMessageContaining("100");
        assertThatIllegalArgumentException().isThrownBy(() -> BuilderFee.of(Address.ZERO, 1001));
    }

    @Property
    void roundedOrders_areAlwaysTakenAndNeverWorseThanAsked(
            @ForAll @LongRange(min = 1, max = 1_000_000_000) long price,
            @ForAll @IntRange(max = 8) int scale,
            @ForAll @IntRange(max = 6) int sizeDecimals,
            @ForAll boolean buy) {
        BigDecimal asked = BigDecimal.valueOf(price, scale);
        PriceTick tick = PriceTick.perp(sizeDecimals);
        if (tick.roundPriceAway(buy, asked).signum() == 0) {
            return;
        }
        OrderBuilder builder = OrderBuilder.in(AssetId.perp(1), sizeDecimals).rounding(PriceRounding.AWAY);
        OrderAction.Order order = (buy ? builder.buy(BigDecimal.ONE) : builder.sell(BigDecimal.ONE))
                .limit(asked, TimeInForce.GOOD_TIL_CANCEL)
                .build();
        assertThat(tick.takesPrice(order.p())).isTrue();
        assertThat(buy ? order.p().compareTo(asked) <= 0 : order.p().compareTo(asked) >= 0)
                .isTrue();
    }
}
