package io.plimsoll.jdbc.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.market.Side;
import io.plimsoll.core.domain.market.TradeSummary;
import io.plimsoll.core.domain.repository.market.MarketStore;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What only a database can get wrong about roll-ups. A subclass for each engine opens the database, once for all its tests. */
abstract class RollUpContract {
    private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant END = DAY.plus(Duration.ofDays(1));

    abstract TestDatabase database();

    private static MarketTrade trade(String coin, Instant time, long id, String price, String size) {
        return new MarketTrade(
                coin,
                Side.BUY,
                new BigDecimal(price),
                new BigDecimal(size),
                time,
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void rollUp_whileTradesComeFromSeveral_leavesNoneOut() throws Exception {
        MarketStore store = database().emptied().market();
        int writers = 3;
        int batches = Integer.getInteger("plimsoll.rollup.batches", 80);
        ExecutorService threads = Executors.newFixedThreadPool(writers + 2);
        try {
            List<Future<?>> writing = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int first = writer * batches * 5;
                Random random = new Random(writer);
                writing.add(threads.submit(() -> {
                    for (int batch = 0; batch < batches; batch++) {
                        int from = first + batch * 5;
                        store.trades()
                                .add(IntStream.range(from, from + 5)
                                        .mapToObj(i ->
                                                trade("BTC", DAY.plusSeconds(random.nextInt(4 * 3_600)), i, "100", "1"))
                                        .toList());
                    }
                }));
            }
            List<Future<?>> rolling = IntStream.range(0, 2)
                    .<Future<?>>mapToObj(roller -> threads.submit(() -> {
                        while (!writing.stream().allMatch(Future::isDone)) {
                            store.summaries().rollUp(END);
                        }
                    }))
                    .toList();
            for (Future<?> task : writing) {
                task.get();
            }
            for (Future<?> task : rolling) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }
        store.summaries().rollUp(END);

        long all = (long) writers * batches * 5;
        assertThat(store.summaries().hours("BTC", DAY, END))
                .extracting(hour -> hour.candle().trades())
                .satisfies(counts -> assertThat(
                                counts.stream().mapToLong(count -> count).sum())
                        .isEqualTo(all));
        assertThat(store.summaries().days("BTC", DAY, DAY))
                .singleElement()
                .satisfies(day -> assertThat(day.candle().trades()).isEqualTo(all));
        assertThat(store.summaries().rollUp(END)).isZero();
    }

    /** Each of the trades can be stored, their sum cannot. */
    @Test
    void rollUp_sumThatNoColumnHolds_isAnErrorAndKeepsNobodyWaiting() {
        MarketStore store = database().emptied().market();
        String huge = "9000000000";
        store.trades()
                .add(List.of(
                        trade("BAD", DAY, 1, huge, huge),
                        trade("BAD", DAY.plusSeconds(1), 2, huge, huge),
                        trade("BTC", DAY.plusSeconds(3_600), 3, "100", "1")));

        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> store.summaries().rollUp(END))
                .satisfies(error -> assertThat(error.kind()).isEqualTo(Kind.UNSTORABLE));

        assertThat(store.summaries().days("BTC", DAY, DAY)).hasSize(1);
        assertThat(store.summaries().hours("BAD", DAY, END)).isEmpty();
        assertThat(store.trades().deleteOlderThan(END)).isEqualTo(3);
    }

    @Test
    void rollUp_moreThanOneReadOfWhatIsDue_goesThroughAllOfIt() {
        MarketStore store = database().emptied().market();
        List<MarketTrade> trades = new ArrayList<>();
        for (int coin = 0; coin < 12; coin++) {
            for (int hour = 0; hour < 18; hour++) {
                trades.add(trade("C" + coin, DAY.plusSeconds(3_600L * hour), hour, "1", "1"));
            }
        }
        store.trades().add(trades);

        assertThat(store.summaries().rollUp(END)).isEqualTo(12 * 18 + 12);

        for (int coin = 0; coin < 12; coin++) {
            List<TradeSummary> days = store.summaries().days("C" + coin, DAY, DAY);
            assertThat(days).extracting(day -> day.candle().trades()).containsExactly(18L);
            assertThat(days.get(0).candle().interval()).isEqualTo(CandleInterval.ONE_DAY);
        }
    }

    @Test
    void hostileValues_areRefusedOrStoredExactly() {
        MarketStore store = database().emptied().market();
        String injection = "'; DROP TABLE trade; --";
        store.trades().add(trade(injection, DAY, 1, "1", "1"));

        assertThat(store.trades().latest(injection)).isPresent();
        for (MarketTrade hostile : List.of(
                trade("a\0b", DAY, 1, "1", "1"),
                trade("half \ud83d", DAY, 1, "1", "1"),
                trade("x".repeat(61), DAY, 1, "1", "1"),
                trade("BTC", DAY, 1, "0.0000000000000000001", "1"),
                trade("BTC", DAY, 1, "1", "1e20"),
                trade("BTC", Instant.MAX, 1, "1", "1"))) {
            assertThatExceptionOfType(RepositoryException.class)
                    .isThrownBy(() -> store.trades().add(List.of(trade("GOOD", DAY, 1, "1", "1"), hostile)))
                    .satisfies(error -> assertThat(error.kind()).isEqualTo(Kind.UNSTORABLE));
        }
        assertThat(store.trades().latest("GOOD")).isEmpty();
        assertThat(store.trades().latest("BTC")).isEmpty();
    }
}
