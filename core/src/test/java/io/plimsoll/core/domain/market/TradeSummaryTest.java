package io.plimsoll.core.domain.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TradeSummaryTest {
    private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");

    private static MarketTrade trade(Instant time, long id, Side taker, String price, String size) {
        return new MarketTrade(
                "BTC",
                taker,
                new BigDecimal(price),
                new BigDecimal(size),
                time,
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** hours joined = the day itself, for every split of trades over hours; the mean lies between low and high. */
    @Property(tries = 200)
    void join_ofHours_isTheDayOfTheTrades(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 86_399) Integer> seconds,
            @ForAll @IntRange(min = 1, max = 1_000_000) int seed) {
        List<MarketTrade> trades = new ArrayList<>();
        for (int i = 0; i < seconds.size(); i++) {
            long mixed = (seed + 7_919L * i) % 1_000 + 1;
            trades.add(trade(
                    DAY.plusSeconds(seconds.get(i)),
                    i,
                    mixed % 2 == 0 ? Side.BUY : Side.SELL,
                    BigDecimal.valueOf(mixed, 3).toPlainString(),
                    BigDecimal.valueOf(1_001 - mixed, 5).toPlainString()));
        }
        Map<Instant, List<MarketTrade>> byHour =
                trades.stream().collect(Collectors.groupingBy(trade -> CandleInterval.ONE_HOUR.start(trade.time())));

        TradeSummary day = TradeSummary.of(CandleInterval.ONE_DAY, trades, 2);
        TradeSummary joined = TradeSummary.join(
                CandleInterval.ONE_DAY,
                byHour.values().stream()
                        .map(hour -> TradeSummary.of(CandleInterval.ONE_HOUR, hour, 0))
                        .toList());

        assertThat(joined)
                .isEqualTo(new TradeSummary(day.candle(), day.buyVolume(), day.notional(), day.buyNotional(), 0));
        assertThat(day.vwap()).isBetween(day.candle().low(), day.candle().high());
        assertThat(day.buyVolume().add(day.sellVolume()))
                .isEqualByComparingTo(day.candle().volume());
    }

    @Test
    void notional_finerThanTheColumn_isRoundedOnce() {
        TradeSummary summary = TradeSummary.of(
                CandleInterval.ONE_HOUR,
                List.of(
                        trade(DAY, 1, Side.BUY, "0.0000000001", "0.0000000005"),
                        trade(DAY, 2, Side.SELL, "0.0000000001", "0.000000001")),
                0);

        // 1.5e-19 of which 5e-20 was bought
        assertThat(summary.notional()).isEqualByComparingTo("0");
        assertThat(summary.buyNotional()).isEqualByComparingTo("0");
    }

    @Test
    void partsOfSomethingElse_areRefused() {
        MarketTrade trade = trade(DAY, 1, Side.BUY, "1", "1");
        MarketTrade later = trade(DAY.plus(Duration.ofHours(1)), 1, Side.BUY, "1", "1");
        TradeSummary hour = TradeSummary.of(CandleInterval.ONE_HOUR, List.of(trade), 0);

        assertThatIllegalArgumentException().isThrownBy(() -> TradeSummary.of(CandleInterval.ONE_HOUR, List.of(), 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TradeSummary.of(CandleInterval.ONE_HOUR, List.of(trade, later), 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TradeSummary.join(CandleInterval.ONE_DAY, List.of(hour, hour)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new TradeSummary(hour.candle(), new BigDecimal("1.1"), BigDecimal.ONE, BigDecimal.ONE, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TradeSummary(hour.candle(), BigDecimal.ONE, BigDecimal.ONE, BigDecimal.TEN, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TradeSummary(hour.candle(), BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, -1));
    }
}
