package io.plimsoll.hyperliquid.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.market.Side;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.feed.OrderBook.Applied;
import io.plimsoll.hyperliquid.info.L2Book;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderBookTest {
    private final ManualClock clock = ManualClock.atNewYear();
    private final long now = clock.millis();
    private final OrderBook book = new OrderBook("HYPE", clock, Duration.ofSeconds(10));

    @Test
    void apply_book_answersDepth() {
        book.apply(book(now, levels("99 5", "98 10"), levels("101 4", "102 6")));

        BookView view = book.find().orElseThrow();
        assertThat(view.mid()).hasValue(new BigDecimal("100"));
        assertThat(view.spread()).hasValue(new BigDecimal("2"));
        assertThat(view.sizeTo(Side.BUY, new BigDecimal("101.5"))).isEqualByComparingTo("4");
        assertThat(view.sizeTo(Side.BUY, new BigDecimal("100"))).isZero();
        assertThat(view.sizeTo(Side.SELL, new BigDecimal("98"))).isEqualByComparingTo("15");
        assertThat(view.averagePriceForSize(Side.BUY, new BigDecimal("8")).orElseThrow())
                .isEqualByComparingTo("101.5");
        assertThat(view.averagePriceForSize(Side.SELL, new BigDecimal("15")).orElseThrow())
                .isEqualByComparingTo("98.33333333333333333333333333333333");
        assertThat(view.averagePriceForSize(Side.SELL, new BigDecimal("15.1"))).isEmpty();
        // 404 buys the first level, the other 204 buy 2 at 102
        assertThat(view.averagePriceForNotional(Side.BUY, new BigDecimal("608")).orElseThrow())
                .isEqualByComparingTo("101.3333333333333333333333333333334");
        assertThat(view.averagePriceForNotional(Side.BUY, new BigDecimal("404")).orElseThrow())
                .isEqualByComparingTo("101");
        assertThat(view.averagePriceForNotional(Side.BUY, new BigDecimal("1017")))
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> view.averagePriceForNotional(Side.BUY, BigDecimal.ZERO))
                .withMessageContaining("notional");
    }

    @Test
    void apply_emptySide_hasNoMid() {
        book.apply(book(now, levels(), levels("101 4")));

        BookView view = book.find().orElseThrow();
        assertThat(view.bestBid()).isEmpty();
        assertThat(view.mid()).isEmpty();
        assertThat(view.spread()).isEmpty();
        assertThat(view.averagePriceForSize(Side.SELL, BigDecimal.ONE)).isEmpty();
    }

    @Test
    void applyBbo_newerBest_trimsWhatItCrosses() {
        book.apply(book(now, levels("99 5", "98 10", "97 1"), levels("101 4", "102 6", "103 2")));

        assertThat(book.applyBbo(now + 100, level("98 7"), level("98.5 1"))).isEqualTo(Applied.YES);

        BookView view = book.find().orElseThrow();
        assertThat(prices(view.bids())).containsExactly("98 7", "97 1");
        assertThat(prices(view.asks())).containsExactly("98.5 1", "101 4", "102 6", "103 2");
        assertThat(view.bids()).extracting(BookLevel::asOf).containsExactly(at(now + 100), at(now));
        assertThat(view.bookTime()).isEqualTo(at(now));
        assertThat(view.time()).isEqualTo(at(now + 100));
    }

    @Test
    void applyBbo_bestThroughTheOtherSide_removesIt() {
        book.apply(book(now, levels("99 5"), levels("101 4", "102 6")));

        book.applyBbo(now + 1, level("101.5 3"), level("102 5"));

        BookView view = book.find().orElseThrow();
        assertThat(prices(view.bids())).containsExactly("101.5 3", "99 5");
        assertThat(prices(view.asks())).containsExactly("102 5");
    }

    @Test
    void applyBbo_emptySide_emptiesIt() {
        book.apply(book(now, levels("99 5"), levels("101 4")));

        book.applyBbo(now + 1, null, level("101 4"));

        assertThat(book.find().orElseThrow().bids()).isEmpty();
        assertThat(book.find().orElseThrow().asks()).hasSize(1);
    }

    @Test
    void applyBbo_beforeTheFirstBook_waitsForIt() {
        assertThat(book.applyBbo(now + 50, level("99.5 1"), level("100 1"))).isEqualTo(Applied.YES);
        assertThat(book.find()).isEmpty();

        assertThat(book.apply(book(now, levels("99 5"), levels("101 4")))).isEqualTo(Applied.YES);

        assertThat(prices(book.find().orElseThrow().asks())).containsExactly("100 1", "101 4");
    }

    @Test
    void messages_ofOlderBlocks_areIgnoredAndCounted() {
        book.apply(book(now, levels("99 5"), levels("101 4")));
        book.applyBbo(now + 10, level("99 6"), level("101 4"));

        assertThat(book.applyBbo(now + 9, level("90 6"), level("91 4"))).isEqualTo(Applied.OUT_OF_ORDER);
        assertThat(book.apply(book(now - 1, levels("90 5"), levels("91 4")))).isEqualTo(Applied.OUT_OF_ORDER);
        assertThat(book.apply(book(now + 5, levels("98 5"), levels("101 4")))).isEqualTo(Applied.YES);
        assertThat(prices(book.find().orElseThrow().bids())).containsExactly("99 6", "98 5");
        assertThat(book.apply(book(now + 10, levels("98 5"), levels("101 4")))).isEqualTo(Applied.YES);

        assertThat(prices(book.find().orElseThrow().bids())).containsExactly("98 5");
        assertThat(book.applyBbo(now + 9, level("99 6"), level("101 4"))).isEqualTo(Applied.OUT_OF_ORDER);
        assertThat(book.outOfOrderMessages()).isEqualTo(3);
        assertThat(book.impossibleMessages()).isZero();
    }

    @Test
    void messages_thatAreNoBook_areIgnoredAndCounted() {
        book.apply(book(now, levels("99 5"), levels("101 4")));
        BookView before = book.find().orElseThrow();

        List<L2Book> impossible = List.of(
                book(now + 1, levels("101 5"), levels("101 4")),
                book(now + 1, levels("98 5", "99 5"), levels("101 4")),
                book(now + 1, levels("99 5"), levels("102 5", "101 4")),
                book(now + 1, levels("99 0"), levels("101 4")),
                book(now + 1, levels("-1 5"), levels("101 4")),
                new L2Book("HYPE", now + 1, List.of(), null, null));

        assertThat(impossible)
                .allSatisfy(message -> assertThat(book.apply(message)).isEqualTo(Applied.IMPOSSIBLE));
        assertThat(book.applyBbo(now + 1, level("101 1"), level("101 1"))).isEqualTo(Applied.IMPOSSIBLE);
        assertThat(book.find()).containsSame(before);
        assertThat(book.impossibleMessages()).isEqualTo(7);
    }

    @Test
    void apply_otherMarketOrNoTime_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> book.apply(new L2Book("BTC", now, List.of(levels(), levels()), null, null)))
                .withMessageContaining("BTC");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> book.apply(new L2Book("HYPE", null, List.of(levels(), levels()), null, null)))
                .withMessageContaining("without time");
    }

    @Test
    void findFresh_afterSilence_isEmpty() {
        book.apply(book(now, levels("99 5"), levels("101 4")));
        clock.advance(Duration.ofSeconds(10));
        assertThat(book.findFresh()).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(book.findFresh()).isEmpty();
        assertThat(book.find()).isPresent();

        book.applyBbo(clock.millis(), level("99 5"), level("101 4"));
        assertThat(book.findFresh()).isPresent();

        book.clear();
        assertThat(book.find()).isEmpty();
    }

    @Property(tries = 200)
    void anyMessages_neverMakeACrossedView(@ForAll long seed) {
        Random random = new Random(seed);
        OrderBook any = new OrderBook("HYPE", clock, Duration.ofSeconds(10));
        for (int i = 0; i < 60; i++) {
            long time = now + random.nextInt(40);
            if (random.nextBoolean()) {
                any.applyBbo(time, maybe(random, 0), maybe(random, 3));
            } else {
                any.apply(book(time, side(random, -1), side(random, 1)));
            }
            any.find().ifPresent(OrderBookTest::assertSound);
        }
    }

    @Test
    void readers_whileOneThreadWrites_seeOnlySoundViews() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> readers = Stream.generate(() -> new Thread(() -> {
                    while (!done.get()) {
                        book.find().ifPresent(OrderBookTest::assertSound);
                    }
                }))
                .limit(3)
                .toList();
        readers.forEach(reader -> {
            reader.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
            reader.start();
        });
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            int mid = 50 + random.nextInt(20);
            book.apply(book(now + i, levels(mid - 1 + " 5", mid - 2 + " 5"), levels(mid + 1 + " 4")));
            book.applyBbo(now + i, level(mid - 3 + " 1"), level(mid + 3 + " 1"));
        }
        done.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(failure.get()).isNull();
    }

    private static void assertSound(BookView view) {
        for (int i = 1; i < view.bids().size(); i++) {
            assertThat(view.bids().get(i).price())
                    .isLessThan(view.bids().get(i - 1).price());
        }
        for (int i = 1; i < view.asks().size(); i++) {
            assertThat(view.asks().get(i).price())
                    .isGreaterThan(view.asks().get(i - 1).price());
        }
        view.spread().ifPresent(spread -> assertThat(spread).isPositive());
    }

    private static List<L2Book.Level> side(Random random, int direction) {
        List<L2Book.Level> levels = new ArrayList<>();
        int price = 50 + random.nextInt(6) * direction;
        for (int i = random.nextInt(5); i > 0; i--) {
            levels.add(level(price + " " + (1 + random.nextInt(9))));
            price += direction * (1 + random.nextInt(3));
        }
        return levels;
    }

    private static L2Book.@Nullable Level maybe(Random random, int shift) {
        return random.nextInt(8) == 0 ? null : level(45 + shift + random.nextInt(8) + " 2");
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    private static L2Book book(long time, List<L2Book.Level> bids, List<L2Book.Level> asks) {
        return new L2Book("HYPE", time, List.of(bids, asks), null, null);
    }

    private static List<L2Book.Level> levels(String... levels) {
        return Stream.of(levels).map(OrderBookTest::level).toList();
    }

    private static L2Book.Level level(String priceAndSize) {
        String[] parts = priceAndSize.split(" ");
        return new L2Book.Level(new BigDecimal(parts[0]), new BigDecimal(parts[1]), 1);
    }

    private static List<String> prices(List<BookLevel> levels) {
        return levels.stream()
                .map(level -> level.price().toPlainString() + " " + level.size().toPlainString())
                .toList();
    }
}
