package io.plimsoll.core.testing.repository.market;

import static io.plimsoll.core.testing.repository.market.MarketSamples.T0;
import static io.plimsoll.core.testing.repository.market.MarketSamples.exactly;
import static io.plimsoll.core.testing.repository.market.MarketSamples.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.market.Side;
import io.plimsoll.core.domain.market.TradeSize;
import io.plimsoll.core.domain.market.TradeSummary;
import io.plimsoll.core.domain.market.WhaleTrade;
import io.plimsoll.core.domain.repository.market.MarketStore;
import io.plimsoll.core.domain.repository.market.TradeSummaryRepository;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link TradeSummaryRepository} must do. A subclass gives an empty store and is then a test class. */
public abstract class TradeSummaryRepositoryContract {
    private static final Instant DAY = CandleInterval.ONE_DAY.start(T0);
    private static final Instant NEXT_DAY = DAY.plus(Duration.ofDays(1));
    private static final Instant LATER = DAY.plus(Duration.ofDays(2));

    /** A store without rows. */
    protected abstract MarketStore empty();

    @Test
    void rollUp_hour_weighsPricesBySize() {
        MarketStore store = empty();
        store.trades()
                .add(List.of(
                        trade("BTC", T0.plusSeconds(10), 2, Side.SELL, "90", "1"),
                        trade("BTC", T0.plusSeconds(5), 9, Side.BUY, "100", "97"),
                        trade("BTC", T0.plusSeconds(10), 1, Side.BUY, "110", "2"),
                        trade("BTC", T0.minusMillis(1), 3, Side.BUY, "1", "1"),
                        trade("ETH", T0, 4, Side.BUY, "5", "1")));

        store.summaries().rollUp(T0.plusSeconds(3_600));

        TradeSummary hour = store.summaries().hours("BTC", T0, T0).get(0);
        assertThat(hour.candle().open()).isEqualByComparingTo("100");
        assertThat(hour.candle().high()).isEqualByComparingTo("110");
        assertThat(hour.candle().low()).isEqualByComparingTo("90");
        // the later of two at the same time is the one with the larger id
        assertThat(hour.candle().close()).isEqualByComparingTo("90");
        assertThat(hour.candle().volume()).isEqualByComparingTo("100");
        assertThat(hour.candle().trades()).isEqualTo(3);
        assertThat(hour.buyVolume()).isEqualByComparingTo("99");
        assertThat(hour.sellVolume()).isEqualByComparingTo("1");
        assertThat(hour.notional()).isEqualByComparingTo("10010");
        assertThat(hour.buyNotional()).isEqualByComparingTo("9920");
        assertThat(hour.vwap()).isEqualByComparingTo("100.1");
        assertThat(hour.largeTrades()).isZero();
    }

    @Test
    void rollUp_day_isTheMeanOfTradesNotOfHours() {
        MarketStore store = empty();
        store.trades().add(trade("BTC", DAY, 1, Side.BUY, "100", "99"));
        store.trades().add(trade("BTC", DAY.plusSeconds(23 * 3_600), 2, Side.SELL, "200", "1"));

        store.summaries().rollUp(NEXT_DAY);

        assertThat(store.summaries().hours("BTC", DAY, NEXT_DAY)).hasSize(2);
        TradeSummary day = store.summaries().days("BTC", DAY, DAY).get(0);
        assertThat(day.vwap()).isEqualByComparingTo("101");
        assertThat(day.candle().interval()).isEqualTo(CandleInterval.ONE_DAY);
        assertThat(day.candle().close()).isEqualByComparingTo("200");
    }

    @Test
    void rollUp_untilTheEndsOfTime_takesAllOrNothing() {
        MarketStore store = empty();
        store.trades().add(trade("BTC", T0, 1));

        assertThat(store.summaries().rollUp(Instant.MIN)).isZero();
        assertThat(store.summaries().rollUp(Instant.MAX)).isEqualTo(2);
    }

    @Test
    void rollUp_onlyWhatHasEnded() {
        MarketStore store = empty();
        store.trades().add(List.of(trade("BTC", T0, 1), trade("BTC", T0.plusSeconds(3_600), 2)));

        assertThat(store.summaries().rollUp(T0.plusSeconds(3_599))).isZero();
        assertThat(store.summaries().rollUp(T0.plusSeconds(3_600))).isEqualTo(1);
        assertThat(store.summaries().days("BTC", DAY, DAY)).isEmpty();
        assertThat(store.summaries().rollUp(NEXT_DAY)).isEqualTo(2);
        assertThat(store.summaries().days("BTC", DAY, DAY))
                .singleElement()
                .satisfies(day -> assertThat(day.candle().trades()).isEqualTo(2));
    }

    @Test
    void rollUp_again_changesNothing() {
        MarketStore store = empty();
        List<MarketTrade> trades = List.of(trade("BTC", T0, 1), trade("BTC", T0.plusSeconds(7_200), 2));
        store.trades().add(trades);
        assertThat(store.summaries().rollUp(NEXT_DAY)).isEqualTo(3);
        List<TradeSummary> before = everything(store, "BTC");

        assertThat(store.summaries().rollUp(NEXT_DAY)).isZero();
        assertThat(store.trades().add(trades)).isZero();
        store.summaries().rollUp(LATER);

        assertThat(everything(store, "BTC")).isEqualTo(before);
    }

    @Test
    void rollUp_lateTrade_isCountedInHourAndDay() {
        MarketStore store = empty();
        store.trades().add(List.of(trade("BTC", T0, 1), trade("BTC", T0.plusSeconds(7_200), 2)));
        store.summaries().rollUp(LATER);

        store.trades().add(trade("BTC", T0.plusSeconds(1), 3, Side.SELL, "50", "3"));
        assertThat(store.summaries().rollUp(LATER)).isEqualTo(2);

        TradeSummary hour = store.summaries().hours("BTC", T0, T0).get(0);
        TradeSummary day = store.summaries().days("BTC", DAY, DAY).get(0);
        assertThat(hour.candle().close()).isEqualByComparingTo("50");
        assertThat(hour.vwap()).isEqualByComparingTo("62.5");
        assertThat(day.candle().trades()).isEqualTo(3);
        assertThat(day.candle().volume()).isEqualByComparingTo("5");
        assertThat(day.notional()).isEqualByComparingTo("350");
    }

    @Test
    void rollUp_largeTrades_areCounted() {
        MarketStore store = empty();
        MarketTrade large = trade("BTC", T0, 1, Side.BUY, "100000", "20");
        store.trades().add(List.of(large, trade("BTC", T0.plusSeconds(1), 2)));
        store.summaries().rollUp(LATER);
        assertThat(store.summaries().days("BTC", DAY, DAY).get(0).largeTrades()).isZero();

        store.whales().add(new WhaleTrade(large, TradeSize.MEGA_WHALE, Optional.empty()));
        store.summaries().rollUp(LATER);

        assertThat(store.summaries().hours("BTC", T0, T0).get(0).largeTrades()).isEqualTo(1);
        assertThat(store.summaries().days("BTC", DAY, DAY).get(0).largeTrades()).isEqualTo(1);
    }

    @Test
    void deletedTrades_leaveTheirSummaries_andAreNotCountedTwice() {
        MarketStore store = empty();
        List<MarketTrade> trades = List.of(trade("BTC", T0, 1), trade("BTC", T0.plusSeconds(60), 2));
        store.trades().add(trades);

        // never rolled up before: deleting does it
        assertThat(store.trades().deleteOlderThan(LATER)).isEqualTo(2);
        List<TradeSummary> before = everything(store, "BTC");
        assertThat(before).hasSize(2);

        // the stream starts again from the past, with a part of the hour
        assertThat(store.trades().add(trades.get(0))).isTrue();
        assertThat(store.summaries().rollUp(LATER)).isZero();

        assertThat(everything(store, "BTC")).isEqualTo(before);
        assertThat(before.get(1).candle().trades()).isEqualTo(2);
    }

    @Test
    void deletedHours_leaveTheirDays_andDoNotComeBack() {
        MarketStore store = empty();
        store.trades()
                .add(List.of(trade("BTC", T0, 1), trade("BTC", T0.plusSeconds(3_600), 2), trade("BTC", NEXT_DAY, 3)));
        store.summaries().rollUp(LATER);
        store.trades().deleteOlderThan(LATER);

        assertThat(store.summaries().deleteHoursOlderThan(NEXT_DAY.plusSeconds(7_200)))
                .isEqualTo(2);
        store.trades().add(trade("BTC", T0, 1));
        assertThat(store.summaries().rollUp(LATER)).isZero();

        assertThat(store.summaries().hours("BTC", DAY, LATER))
                .singleElement()
                .satisfies(hour -> assertThat(hour.candle().start()).isEqualTo(NEXT_DAY));
        assertThat(store.summaries().days("BTC", DAY, LATER))
                .extracting(day -> day.candle().trades())
                .containsExactly(2L, 1L);
    }

    @Test
    void deleteHours_withoutDays_rollsThemUpFirst() {
        MarketStore store = empty();
        store.trades().add(trade("BTC", T0, 1));
        store.summaries().rollUp(T0.plusSeconds(3_600));

        assertThat(store.summaries().deleteHoursOlderThan(LATER)).isEqualTo(1);

        assertThat(store.summaries().days("BTC", DAY, DAY)).hasSize(1);
    }

    @Test
    void deleteDays_leavesTheLimitItself() {
        MarketStore store = empty();
        store.trades().add(List.of(trade("BTC", T0, 1), trade("BTC", NEXT_DAY, 2), trade("ETH", T0, 3)));
        store.summaries().rollUp(LATER);

        assertThat(store.summaries().deleteDaysOlderThan(NEXT_DAY)).isEqualTo(2);

        assertThat(store.summaries().days("BTC", DAY, LATER))
                .extracting(day -> day.candle().start())
                .containsExactly(NEXT_DAY);
    }

    @Test
    void hoursAndDays_areInclusiveAscendingAndPerMarket() {
        MarketStore store = empty();
        for (int hour = 0; hour < 4; hour++) {
            store.trades().add(trade("BTC", T0.plusSeconds(3_600L * hour), hour));
        }
        store.trades().add(trade("ETH", T0.plusSeconds(3_600), 1));
        store.summaries().rollUp(LATER);

        assertThat(store.summaries().hours("BTC", T0.plusSeconds(3_600), T0.plusSeconds(7_200)))
                .extracting(hour -> hour.candle().start())
                .containsExactly(T0.plusSeconds(3_600), T0.plusSeconds(7_200));
        assertThat(store.summaries().hours("BTC", T0.plusSeconds(7_200), T0.plusSeconds(3_600)))
                .isEmpty();
        assertThat(store.summaries().days("BTC", LATER, DAY)).isEmpty();
    }

    /** However trades come, and however often in between they are rolled up: hours and days say what all trades say. */
    @Test
    void rollUp_tradesInAnyOrderAndPieces_sayWhatAllTradesSay() {
        MarketStore store = empty();
        Random random = new Random(7);
        List<MarketTrade> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            MarketTrade trade = trade(
                    random.nextBoolean() ? "BTC" : "ETH",
                    DAY.plusMillis(random.nextInt(2 * 86_400_000)),
                    i,
                    random.nextBoolean() ? Side.BUY : Side.SELL,
                    BigDecimal.valueOf(1 + random.nextInt(1_000_000), random.nextInt(12))
                            .toPlainString(),
                    BigDecimal.valueOf(1 + random.nextInt(1_000_000), random.nextInt(12))
                            .toPlainString());
            all.add(trade);
            if (i % 40 == 0) {
                store.trades().add(all);
                store.summaries().rollUp(DAY.plus(Duration.ofHours(random.nextInt(48))));
            }
        }
        store.trades().add(all);
        store.summaries().rollUp(LATER);

        for (String coin : List.of("BTC", "ETH")) {
            List<MarketTrade> ofCoin =
                    all.stream().filter(trade -> trade.coin().equals(coin)).toList();
            assertThat(store.summaries().hours(coin, DAY, LATER))
                    .usingRecursiveFieldByFieldElementComparator(exactly())
                    .containsExactlyElementsOf(summaries(CandleInterval.ONE_HOUR, ofCoin));
            List<TradeSummary> days = store.summaries().days(coin, DAY, LATER);
            List<TradeSummary> expected = summaries(CandleInterval.ONE_DAY, ofCoin);
            assertThat(days)
                    .extracting(TradeSummary::candle)
                    .usingRecursiveFieldByFieldElementComparator(exactly())
                    .containsExactlyElementsOf(
                            expected.stream().map(TradeSummary::candle).toList());
            for (int i = 0; i < days.size(); i++) {
                // each hour was rounded once
                BigDecimal difference = days.get(i)
                        .notional()
                        .subtract(expected.get(i).notional())
                        .abs();
                assertThat(difference).isLessThanOrEqualTo(new BigDecimal("24e-18"));
            }
        }
    }

    private static List<TradeSummary> summaries(CandleInterval interval, List<MarketTrade> trades) {
        return Stream.iterate(DAY, start -> start.isBefore(LATER), interval::end)
                .map(start -> trades.stream()
                        .filter(trade -> interval.start(trade.time()).equals(start))
                        .toList())
                .filter(some -> !some.isEmpty())
                .map(some -> TradeSummary.of(interval, some, 0))
                .toList();
    }

    private static List<TradeSummary> everything(MarketStore store, String coin) {
        return Stream.concat(
                        store.summaries().days(coin, Instant.EPOCH, LATER).stream(),
                        store.summaries().hours(coin, Instant.EPOCH, LATER).stream())
                .toList();
    }
}
