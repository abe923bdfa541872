package io.plimsoll.core.testing.repository.keeper;

import static io.plimsoll.core.domain.market.CandleInterval.FIFTEEN_MINUTES;
import static io.plimsoll.core.domain.market.CandleInterval.FIVE_MINUTES;
import static io.plimsoll.core.domain.market.CandleInterval.FOUR_HOURS;
import static io.plimsoll.core.domain.market.CandleInterval.ONE_DAY;
import static io.plimsoll.core.domain.market.CandleInterval.ONE_HOUR;
import static io.plimsoll.core.domain.market.CandleInterval.ONE_MINUTE;
import static io.plimsoll.core.domain.market.CandleInterval.ONE_MONTH;
import static io.plimsoll.core.domain.market.CandleInterval.ONE_WEEK;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T0;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T1;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.decimal;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarketCandle;
import io.plimsoll.core.domain.repository.keeper.CandleRepository;
import io.plimsoll.core.domain.repository.keeper.KeeperStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link CandleRepository} must do. A subclass gives an empty store and is then a test class. */
public abstract class CandleRepositoryContract {
    private static final Set<CandleInterval> LONGER =
            EnumSet.of(FIVE_MINUTES, FIFTEEN_MINUTES, ONE_HOUR, FOUR_HOURS, ONE_DAY, ONE_WEEK, ONE_MONTH);

    protected abstract KeeperStore empty();

    private static Instant at(long minutes) {
        return T0.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void candles_ofEveryInterval_readBackExactly() {
        CandleRepository candles = empty().candles();
        for (CandleInterval interval : CandleInterval.values()) {
            MarketCandle candle = new MarketCandle(
                    "BTC",
                    interval,
                    interval.start(T0),
                    decimal("2"),
                    decimal("99999999999999999999.999999999999999999"),
                    decimal("0.000000000000000001"),
                    decimal("3"),
                    decimal("0"),
                    0,
                    interval == ONE_DAY);
            candles.upsert("pyth", List.of(candle));

            assertThat(candles.latest("pyth", "BTC", interval)).contains(candle);
        }
        // one minute and one month differ by case alone
        assertThat(candles.between("pyth", "BTC", ONE_MONTH, Instant.EPOCH, T1)).hasSize(1);
        assertThat(candles.between("pyth", "BTC", ONE_MINUTE, Instant.EPOCH, T1))
                .hasSize(1);
    }

    @Test
    void candle_savedAgain_isReplaced_andSourcesAreApart() {
        CandleRepository candles = empty().candles();
        candles.upsert("pyth", List.of(minute("BTC", T0, "1", 1), minute("BTC", T1, "5", 5)));
        candles.upsert("hyperliquid", List.of(minute("BTC", T0, "9", 9)));

        candles.upsert("pyth", List.of(minute("BTC", T0, "2", 2)));

        assertThat(candles.between("pyth", "BTC", ONE_MINUTE, T0, T1))
                .containsExactly(minute("BTC", T0, "2", 2), minute("BTC", T1, "5", 5));
        assertThat(candles.latest("pyth", "BTC", ONE_MINUTE)).contains(minute("BTC", T1, "5", 5));
        assertThat(candles.latest("hyperliquid", "BTC", ONE_MINUTE)).contains(minute("BTC", T0, "9", 9));
        assertThat(candles.latest("pyth", "ETH", ONE_MINUTE)).isEmpty();
        assertThat(candles.between("pyth", "BTC", ONE_MINUTE, T1, T0)).isEmpty();
    }

    @Test
    void deleteOlderThan_isOfOneInterval_andLeavesTheLimit() {
        CandleRepository candles = empty().candles();
        candles.upsert("pyth", List.of(minute("BTC", T0, "1", 1), minute("BTC", T1, "1", 1)));
        candles.buildFromMinutes("pyth", "BTC", Set.of(ONE_HOUR), T0, at(60));

        assertThat(candles.deleteOlderThan(ONE_MINUTE, T1)).isEqualTo(1);

        assertThat(candles.between("pyth", "BTC", ONE_MINUTE, T0, T1)).containsExactly(minute("BTC", T1, "1", 1));
        assertThat(candles.latest("pyth", "BTC", ONE_HOUR)).isPresent();
    }

    @Test
    void built_fromMinutes_areTheirSum() {
        CandleRepository candles = empty().candles();
        candles.upsert("pyth", List.of(minute("BTC", at(0), "1.5", 1), minute("BTC", at(4), "2", 2)));
        candles.upsert("pyth", List.of(minute("BTC", at(5), "3", 3), minute("ETH", at(1), "7", 7)));
        candles.upsert("other", List.of(minute("BTC", at(1), "8", 8)));

        // the second one has not ended
        assertThat(candles.buildFromMinutes("pyth", "BTC", Set.of(FIVE_MINUTES), at(0), at(6)))
                .isEqualTo(2);

        assertThat(candles.between("pyth", "BTC", FIVE_MINUTES, at(-60), at(60)))
                .containsExactly(
                        new MarketCandle(
                                "BTC",
                                FIVE_MINUTES,
                                at(0),
                                decimal("2"),
                                decimal("4"),
                                decimal("1"),
                                decimal("3"),
                                decimal("3.5"),
                                3,
                                true),
                        new MarketCandle(
                                "BTC",
                                FIVE_MINUTES,
                                at(5),
                                decimal("2"),
                                decimal("4"),
                                decimal("1"),
                                decimal("3"),
                                decimal("3"),
                                3,
                                false));
        assertThat(candles.latest("pyth", "ETH", FIVE_MINUTES)).isEmpty();
        assertThat(candles.latest("other", "BTC", FIVE_MINUTES)).isEmpty();
    }

    @Test
    void built_wholeCandlesAroundTheGivenTime() {
        CandleRepository candles = empty().candles();
        candles.upsert("pyth", List.of(minute("BTC", at(0), "1", 1), minute("BTC", at(59), "2", 2)));

        candles.buildFromMinutes("pyth", "BTC", Set.of(ONE_HOUR), at(30), at(31));

        MarketCandle hour = candles.latest("pyth", "BTC", ONE_HOUR).orElseThrow();
        assertThat(hour.volume()).isEqualByComparingTo("3");
        assertThat(hour.complete()).isFalse();
    }

    @Test
    void built_inPiecesAndInAnyOrderOfArrival_areTheSameAsAtOnce() {
        Random random = new Random(42);
        List<MarketCandle> minutes = new ArrayList<>();
        // Wednesday noon over the start of the venue's week on Thursday, with holes
        for (int i = 0; i < 900; i++) {
            if (random.nextInt(5) != 0) {
                BigDecimal low = BigDecimal.valueOf(100 + random.nextInt(50));
                BigDecimal high = low.add(BigDecimal.valueOf(1 + random.nextInt(20)));
                minutes.add(new MarketCandle(
                        "BTC",
                        ONE_MINUTE,
                        at(2 * 1_440 + i),
                        low,
                        high,
                        low,
                        high,
                        new BigDecimal(random.nextInt(1_000) + "." + (1 + random.nextInt(9))),
                        random.nextInt(9),
                        random.nextInt(50) != 0));
            }
        }
        Instant from = at(2 * 1_440);
        Instant to = at(2 * 1_440 + 900);
        KeeperStore store = empty();
        store.candles().upsert("once", minutes);
        store.candles().buildFromMinutes("once", "BTC", LONGER, from, to);
        List<MarketCandle> shuffled = new ArrayList<>(minutes);
        Collections.shuffle(shuffled, random);
        for (int start = 0; start < shuffled.size(); start += 200) {
            store.candles().upsert("pieces", shuffled.subList(start, Math.min(start + 200, shuffled.size())));
            store.candles().buildFromMinutes("pieces", "BTC", LONGER, from, to);
        }
        store.candles().buildFromMinutes("pieces", "BTC", LONGER, from, to);

        for (CandleInterval interval : LONGER) {
            List<MarketCandle> once = store.candles().between("once", "BTC", interval, Instant.EPOCH, to);
            assertThat(store.candles().between("pieces", "BTC", interval, Instant.EPOCH, to))
                    .as(interval.code())
                    .isNotEmpty()
                    .isEqualTo(once);
            assertThat(once.stream().map(MarketCandle::volume).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(
                            minutes.stream().map(MarketCandle::volume).reduce(BigDecimal.ZERO, BigDecimal::add));
        }
        assertThat(store.candles().between("once", "BTC", ONE_WEEK, Instant.EPOCH, to))
                .hasSize(2);
    }

    @Test
    void built_afterMinutesWereDeleted_doesNotLoseWhatWasKnown() {
        CandleRepository candles = empty().candles();
        candles.upsert("pyth", List.of(minute("BTC", at(0), "1", 1), minute("BTC", at(1), "2", 2)));
        candles.buildFromMinutes("pyth", "BTC", Set.of(ONE_HOUR), at(0), at(60));
        candles.deleteOlderThan(ONE_MINUTE, at(1));

        assertThat(candles.buildFromMinutes("pyth", "BTC", Set.of(ONE_HOUR), at(0), at(60)))
                .isZero();

        assertThat(candles.latest("pyth", "BTC", ONE_HOUR).orElseThrow().volume())
                .isEqualByComparingTo("3");
    }

    @Test
    void built_ofNothing_isNothing() {
        CandleRepository candles = empty().candles();

        assertThat(candles.buildFromMinutes("pyth", "BTC", LONGER, at(0), at(60)))
                .isZero();
        assertThat(candles.buildFromMinutes("pyth", "BTC", LONGER, at(60), at(60)))
                .isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> candles.buildFromMinutes("pyth", "BTC", Set.of(ONE_MINUTE), at(0), at(60)));
    }
}
