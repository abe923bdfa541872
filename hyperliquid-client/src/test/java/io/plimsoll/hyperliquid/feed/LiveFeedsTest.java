package io.plimsoll.hyperliquid.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.CandleInterval;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.domain.market.MarketCandle;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.kit.http.HttpJson;
import io.plimsoll.core.kit.stream.ReconnectPolicy;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.limit.VenueLimits;
import io.plimsoll.hyperliquid.testing.FakeAccount;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import io.plimsoll.hyperliquid.ws.ChannelEvent.Gap;
import io.plimsoll.hyperliquid.ws.RepairPolicy;
import io.plimsoll.hyperliquid.ws.Subscription;
import io.plimsoll.hyperliquid.ws.VenueStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Book and candles on a whole venue, over a real websocket. */
@Timeout(30)
class LiveFeedsTest {
    private static final Address ALICE = Address.parse("0x" + "1c".repeat(20));
    private static final Address BOB = Address.parse("0x" + "2a".repeat(20));
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualClock clock = ManualClock.atNewYear();
    private final Instant newYear = clock.instant();
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
    private final Heard heard = new Heard();

    /** The last state of each candle, and all else that was told. */
    private static final class Heard implements CandleListener, BookListener {
        private final Map<Instant, MarketCandle> candles = new ConcurrentSkipListMap<>();
        private final List<BookView> books = new CopyOnWriteArrayList<>();
        private final List<Gap<?>> gaps = new CopyOnWriteArrayList<>();
        private final List<SourceException> problems = new CopyOnWriteArrayList<>();

        @Override
        public void onCandle(CandleUpdate update) {
            candles.put(update.candle().start(), update.candle());
        }

        @Override
        public void onBook(BookView view) {
            books.add(view);
        }

        @Override
        public void onGap(Subscription<?> subscription, Gap<?> gap) {
            gaps.add(gap);
        }

        @Override
        public void onProblem(SourceException problem) {
            problems.add(problem);
        }
    }

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
        venue.open(FakeAccount.standard(ALICE, "10000000"));
        venue.open(FakeAccount.standard(BOB, "10000000"));
        stream.start();
    }

    @AfterEach
    void close() {
        stream.close();
        venue.close();
    }

    private CandleFeed candles() {
        return CandleFeed.open(stream, "BTC", Set.of(CandleInterval.ONE_MINUTE), clock, heard);
    }

    private void trade(String price) {
        venue.trade("BTC", ALICE, BOB, "0.01", price);
    }

    private static void awaitRunning(CandleFeed feed, long trades) {
        await().until(() -> feed.findRunning(CandleInterval.ONE_MINUTE)
                .filter(candle -> candle.trades() == trades)
                .isPresent());
    }

    private MarketCandle awaitClosed(Instant start) {
        await().until(() -> heard.candles.containsKey(start));
        return heard.candles.get(start);
    }

    /** Ends the first candle, which is incomplete as its beginning was missed. */
    private void passFirstMinute(CandleFeed feed) {
        trade("100000");
        awaitRunning(feed, 1);
        clock.advance(MINUTE.plusSeconds(15));
        assertThat(awaitClosed(newYear).complete()).isFalse();
    }

    @Test
    void candles_ofAStream_closeInSilenceToo() {
        try (CandleFeed feed = candles()) {
            passFirstMinute(feed);
            trade("100100");
            trade("100200");
            awaitRunning(feed, 2);

            clock.advance(MINUTE);

            MarketCandle second = awaitClosed(newYear.plus(MINUTE));
            assertThat(second.complete()).isTrue();
            assertThat(second.trades()).isEqualTo(2);
            assertThat(second.open()).isEqualByComparingTo("100100");
            assertThat(second.close()).isEqualByComparingTo("100200");
            assertThat(feed.findRunning(CandleInterval.ONE_MINUTE)).isEmpty();
            assertThat(feed.name()).isEqualTo("hyperliquid-candles-BTC");
        }
    }

    @Test
    void candle_overAShortLoss_isWhole() {
        try (CandleFeed feed = candles()) {
            passFirstMinute(feed);
            venue.streams().refuse(503);
            venue.streams().cutAll();
            trade("100100");
            venue.streams().behave();
            awaitRunning(feed, 1);

            clock.advance(MINUTE);

            assertThat(awaitClosed(newYear.plus(MINUTE)).complete()).isTrue();
            assertThat(heard.gaps).isEmpty();
        }
    }

    @Test
    void candle_overAGap_isIncomplete_theNextOneIsNot() {
        try (CandleFeed feed = candles()) {
            passFirstMinute(feed);
            venue.streams().refuse(503);
            venue.streams().cutAll();
            for (int n = 0; n < 40; n++) {
                trade("100100");
            }
            venue.streams().behave();
            await().until(() -> heard.gaps.size() == 1);
            clock.advance(MINUTE);
            assertThat(awaitClosed(newYear.plus(MINUTE)).complete()).isFalse();

            trade("100300");
            awaitRunning(feed, 1);
            clock.advance(MINUTE);

            assertThat(awaitClosed(newYear.plus(MINUTE.multipliedBy(2))).complete())
                    .isTrue();
        }
    }

    @Test
    void candle_withATradeThatCannotBeRead_isIncomplete() {
        try (CandleFeed feed = candles()) {
            passFirstMinute(feed);
            venue.streams()
                    .send(
                            ("{'channel':'trades','data':[{'coin':'BTC','side':'B','px':'5','sz':'1','time':%d,'hash':'0x0',"
                                            + "'tid':1},{'coin':'BTC','side':'X','px':'5','sz':'1','time':%d,'hash':'0x0','tid':2}]}")
                                    .formatted(clock.millis(), clock.millis())
                                    .replace('\'', '"'));
            awaitRunning(feed, 1);

            clock.advance(MINUTE);

            assertThat(awaitClosed(newYear.plus(MINUTE)).complete()).isFalse();
            assertThat(heard.problems)
                    .singleElement()
                    .satisfies(problem -> assertThat(problem).hasMessageContaining("unknown side X"));
        }
    }

    @Test
    void book_ofAStream_isLive() {
        try (BookFeed feed = BookFeed.open(stream, "BTC", clock)) {
            venue.quote(ALICE, "BTC", "0.2", "99000");
            venue.quote(BOB, "BTC", "-0.3", "101000");

            await().until(() -> feed.book()
                    .findFresh()
                    .flatMap(BookView::mid)
                    .filter(mid -> mid.compareTo(new BigDecimal("100000")) == 0)
                    .isPresent());
            assertThat(feed.name()).isEqualTo("hyperliquid-book-BTC");

            venue.streams().cutAll();
            venue.quote(ALICE, "BTC", "0.2", "99900");

            await().until(() -> feed.book()
                    .findFresh()
                    .flatMap(BookView::bestBid)
                    .filter(bid -> bid.price().compareTo(new BigDecimal("99900")) == 0)
                    .isPresent());
        }
        await().until(() -> venue.streams().subscriptions().isEmpty());
    }

    @Test
    void book_afterAGap_isEmptyUntilTheNext() {
        try (BookFeed feed = new BookFeed(stream, new OrderBook("BTC", clock, MINUTE), heard)) {
            feed.start();
            venue.quote(ALICE, "BTC", "0.2", "99000");
            await().until(() -> feed.book().find().flatMap(BookView::bestBid).isPresent());

            feed.onLoss(true);
            assertThat(feed.book().find()).isEmpty();
            venue.quote(ALICE, "BTC", "0.2", "99100");

            await().until(() -> feed.book().find().flatMap(BookView::bestBid).isPresent());
            assertThat(heard.books).isNotEmpty();
        }
    }

    @Test
    void book_withoutATime_isAProblem_notTheEnd() {
        try (BookFeed feed = new BookFeed(stream, new OrderBook("BTC", clock, MINUTE), heard)) {
            feed.start();
            venue.streams().send("{'channel':'l2Book','data':{'coin':'BTC','levels':[[],[]]}}".replace('\'', '"'));
            venue.streams().send("{'channel':'l2Book','data':{'coin':7}}".replace('\'', '"'));

            await().until(() -> heard.problems.size() == 2);
            assertThat(heard.problems.get(0)).hasMessageContaining("no time");
            assertThat(heard.problems.get(1)).hasMessageContaining("l2Book");
            venue.quote(ALICE, "BTC", "0.2", "99000");
            await().until(() -> feed.book().find().flatMap(BookView::bestBid).isPresent());
        }
    }

    @Test
    void feeds_ofAnUnknownMarket_areRefused_andSubscribeToNothing() {
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> BookFeed.open(stream, "NOSUCHCOIN", clock));
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> CandleFeed.open(stream, "NOSUCHCOIN", Set.of(CandleInterval.ONE_HOUR), clock, heard));
        await().until(() -> venue.streams().subscriptions().isEmpty());
    }
}
