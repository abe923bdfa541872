package io.plimsoll.hyperliquid.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarketCandle;
import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.market.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CandleBuilderTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void add_tradeOfTheNextMinute_closesTheOneBefore() {
        CandleBuilder candles = minutes().knowingAllFrom(T0);

        assertThat(candles.add(trade(0, 1, "10", "2"))).isEmpty();
        assertThat(candles.add(trade(59_999, 2, "12", "1"))).isEmpty();
        assertThat(candles.findRunning(CandleInterval.ONE_MINUTE).orElseThrow().complete())
                .isFalse();
        List<CandleUpdate> closed = candles.add(trade(60_000, 3, "11", "1"));

        assertThat(closed).containsExactly(new CandleUpdate(candle(0, "10", "12", "10", "12", "3", 2, true), 0));
        assertThat(candles.findRunning(CandleInterval.ONE_MINUTE).orElseThrow().start())
                .isEqualTo(at(60_000));
    }

    @Test
    void add_sameTradeAgain_countsOnce() {
        CandleBuilder candles = minutes();
        candles.add(trade(0, 1, "10", "2"));
        candles.add(trade(0, 1, "10", "2"));
        // an id repeats: only together with the time it tells trades apart
        candles.add(trade(1, 1, "10", "2"));

        assertThat(candles.findRunning(CandleInterval.ONE_MINUTE).orElseThrow().volume())
                .isEqualByComparingTo("4");
        assertThat(candles.repeatedTrades()).isEqualTo(1);
    }

    @Test
    void add_lateTrade_revisesTheClosedCandle() {
        CandleBuilder candles = minutes().knowingAllFrom(T0);
        candles.add(trade(1000, 1, "10", "2"));
        candles.add(trade(60_000, 2, "11", "1"));

        assertThat(candles.add(trade(500, 3, "9", "1")))
                .containsExactly(new CandleUpdate(candle(0, "9", "10", "9", "10", "3", 2, true), 1));
        assertThat(candles.add(trade(59_000, 4, "13", "1")))
                .containsExactly(new CandleUpdate(candle(0, "9", "13", "9", "13", "4", 3, true), 2));
    }

    @Test
    void add_lateTradeOfAMinuteWithoutCandle_closesItAtOnce() {
        CandleBuilder candles = minutes().knowingAllFrom(T0);
        candles.add(trade(120_000, 1, "10", "2"));

        assertThat(candles.add(trade(500, 2, "9", "1")))
                .containsExactly(new CandleUpdate(candle(0, "9", "9", "9", "9", "1", 1, true), 0));
    }

    @Test
    void advance_withoutTrade_closes() {
        CandleBuilder candles = minutes().knowingAllFrom(T0);
        candles.add(trade(0, 1, "10", "2"));

        assertThat(candles.advance(at(59_999))).isEmpty();
        assertThat(candles.advance(at(60_000))).hasSize(1);
        assertThat(candles.advance(at(60_000))).isEmpty();
        assertThat(candles.findRunning(CandleInterval.ONE_MINUTE)).isEmpty();
    }

    @Test
    void firstCandle_ofAnUnknownPast_isIncomplete() {
        CandleBuilder candles = minutes();
        candles.add(trade(30_000, 1, "10", "2"));
        candles.add(trade(60_000, 2, "10", "2"));

        List<CandleUpdate> second = candles.add(trade(120_000, 3, "10", "2"));

        assertThat(second)
                .singleElement()
                .satisfies(update -> assertThat(update.candle().complete()).isTrue());
    }

    @Test
    void gap_overRunningClosedAndComingCandles_flagsThem() {
        CandleBuilder candles = minutes().knowingAllFrom(T0);
        candles.add(trade(0, 1, "10", "2"));
        candles.add(trade(61_000, 2, "10", "2"));

        List<CandleUpdate> revised = candles.gap(at(59_000), at(125_000));

        assertThat(revised).containsExactly(new CandleUpdate(candle(0, "10", "10", "10", "10", "2", 1, false), 1));
        assertThat(candles.add(trade(121_000, 3, "10", "2")))
                .singleElement()
                .satisfies(update -> assertThat(update.candle().complete()).isFalse());
        assertThat(candles.add(trade(181_000, 4, "10", "2")))
                .singleElement()
                .satisfies(update -> assertThat(update.candle().complete()).isFalse());
        assertThat(candles.add(trade(241_000, 5, "10", "2")))
                .singleElement()
                .satisfies(update -> assertThat(update.candle().complete()).isTrue());
        assertThatIllegalArgumentException().isThrownBy(() -> candles.gap(at(1), at(0)));
    }

    @Test
    void merge_venuesCandle_mendsWhatIsIncompleteOnly() {
        CandleBuilder candles = minutes().knowingAllFrom(T0);
        candles.add(trade(0, 1, "10", "2"));
        candles.gap(at(10_000), at(20_000));
        candles.add(trade(60_000, 2, "11", "1"));
        candles.add(trade(120_000, 3, "11", "1"));
        MarketCandle venues = candle(0, "10", "15", "9", "10", "7.000000001", 5, true);

        assertThat(candles.merge(venues, at(59_999))).as("still running then").isEmpty();
        assertThat(candles.merge(venues, at(60_000))).contains(new CandleUpdate(venues, 1));
        assertThat(candles.merge(venues, at(60_000))).as("again").isEmpty();
        assertThat(candles.add(trade(30_000, 9, "99", "1"))).as("a trade of it").isEmpty();
        assertThat(candles.merge(candle(60_000, "11", "11", "11", "11", "0.9999", 1, true), at(150_000)))
                .as("ours is exact")
                .isEmpty();
        assertThat(candles.merge(candle(240_000, "11", "11", "11", "11", "0.9999", 1, true), at(300_000)))
                .as("ours is not there")
                .hasValueSatisfying(update -> assertThat(update.revision()).isZero());
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> candles.merge(MarketCandle.join(CandleInterval.ONE_HOUR, List.of(venues)), at(60_000)));
    }

    @Test
    void add_olderThanMemory_isRefusedAndCounted() {
        CandleBuilder candles = new CandleBuilder("BTC", Set.of(CandleInterval.ONE_MINUTE), Duration.ofSeconds(1));
        for (int i = 0; i < 1500; i++) {
            candles.add(trade(i * 100L, i, "10", "1"));
        }

        assertThat(candles.add(trade(0, 0, "10", "1"))).isEmpty();
        assertThat(candles.refusedTrades()).isEqualTo(1);
        candles.add(trade(149_900, 1499, "10", "1"));
        assertThat(candles.repeatedTrades()).isEqualTo(1);
    }

    @Test
    void add_quietMarket_remembersWhatTheVenueRepeats() {
        CandleBuilder candles = new CandleBuilder("BTC", Set.of(CandleInterval.ONE_MINUTE), Duration.ofSeconds(1));
        for (int i = 0; i < 30; i++) {
            candles.add(trade(i * 3_600_000L, i, "10", "1"));
        }
        for (int i = 0; i < 30; i++) {
            candles.add(trade(i * 3_600_000L, i, "10", "1"));
        }

        assertThat(candles.repeatedTrades()).isEqualTo(30);
        assertThat(candles.refusedTrades()).isZero();
    }

    @Test
    void add_sweepInOneBlock_opensAndClosesAlongTheBook() {
        CandleBuilder candles = minutes().knowingAllFrom(T0);
        candles.add(List.of(trade(0, 7, "12", "1"), trade(0, 3, "10", "1"), trade(0, 5, "11", "1")));

        MarketCandle running = candles.findRunning(CandleInterval.ONE_MINUTE).orElseThrow();
        assertThat(running.open()).isEqualByComparingTo("10");
        assertThat(running.close()).isEqualByComparingTo("12");
    }

    @Test
    void add_otherMarketOrUnknownInterval_isRefused() {
        CandleBuilder candles = new CandleBuilder("ETH", Set.of(CandleInterval.ONE_MINUTE), Duration.ZERO);
        assertThatIllegalArgumentException().isThrownBy(() -> candles.add(trade(0, 1, "1", "1")));
        assertThatIllegalArgumentException().isThrownBy(() -> candles.findRunning(CandleInterval.ONE_DAY));
        assertThatIllegalArgumentException().isThrownBy(() -> new CandleBuilder("ETH", Set.of(), Duration.ZERO));
    }

    @Property(tries = 100)
    void anyOrder_givesTheSameCandles(@ForAll long seed) {
        Random random = new Random(seed);
        List<MarketTrade> trades = someTrades(random);
        List<MarketTrade> shuffled = new ArrayList<>(trades);
        shuffled.addAll(trades.subList(0, trades.size() / 3));
        Collections.shuffle(shuffled, random);

        assertThat(last(shuffled)).isEqualTo(last(trades));
    }

    @Property(tries = 100)
    void shortCandles_joined_areTheLongOnes(@ForAll long seed) {
        Map<String, MarketCandle> candles = last(someTrades(new Random(seed)));
        for (CandleInterval part : CandleInterval.values()) {
            for (CandleInterval whole : CandleInterval.values()) {
                if (part != whole && part.divides(whole)) {
                    Map<Instant, List<MarketCandle>> parts = candles.values().stream()
                            .filter(candle -> candle.interval() == part)
                            .collect(Collectors.groupingBy(candle -> whole.start(candle.start())));
                    parts.forEach((start, group) ->
                            assertThat(MarketCandle.join(whole, group)).isEqualTo(candles.get(whole + " " + start)));
                }
            }
        }
    }

    /** The newest revision of each candle. */
    private static Map<String, MarketCandle> last(Collection<MarketTrade> trades) {
        CandleBuilder candles = new CandleBuilder("BTC", EnumSet.allOf(CandleInterval.class), Duration.ofDays(400))
                .knowingAllFrom(T0.minus(Duration.ofDays(100)));
        Map<String, MarketCandle> newest = new TreeMap<>();
        List<CandleUpdate> updates = new ArrayList<>();
        trades.forEach(trade -> updates.addAll(candles.add(trade)));
        updates.addAll(candles.advance(T0.plus(Duration.ofDays(300))));
        updates.forEach(update ->
                newest.put(update.candle().interval() + " " + update.candle().start(), update.candle()));
        return newest;
    }

    private static List<MarketTrade> someTrades(Random random) {
        List<MarketTrade> trades = new ArrayList<>();
        long time = 0;
        for (int i = 1 + random.nextInt(150); i > 0; i--) {
            time += random.nextInt(4) == 0 ? 0 : (long) Math.pow(10, random.nextDouble() * 9);
            trades.add(new MarketTrade(
                    "BTC",
                    random.nextBoolean() ? Side.BUY : Side.SELL,
                    BigDecimal.valueOf(1 + random.nextInt(1000), 1),
                    BigDecimal.valueOf(1 + random.nextInt(1000), 4),
                    at(time),
                    i,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        }
        return trades;
    }

    private static CandleBuilder minutes() {
        return new CandleBuilder("BTC", Set.of(CandleInterval.ONE_MINUTE), Duration.ofMinutes(10));
    }

    private static Instant at(long millis) {
        return T0.plusMillis(millis);
    }

    private static MarketTrade trade(long millis, long id, String price, String size) {
        return new MarketTrade(
                "BTC",
                Side.BUY,
                new BigDecimal(price),
                new BigDecimal(size),
                at(millis),
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static MarketCandle candle(
            long millis,
            String open,
            String high,
            String low,
            String close,
            String volume,
            long trades,
            boolean complete) {
        return new MarketCandle(
                "BTC",
                CandleInterval.ONE_MINUTE,
                at(millis),
                new BigDecimal(open),
                new BigDecimal(high),
                new BigDecimal(low),
                new BigDecimal(close),
                new BigDecimal(volume),
                trades,
                complete);
    }
}
