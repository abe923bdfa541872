package io.plimsoll.hyperliquid.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.testing.ManualClock;
import io.plimsoll.hyperliquid.HyperliquidClient;
import io.plimsoll.hyperliquid.info.HistoryCut.Reason;
import io.plimsoll.hyperliquid.info.UserBorrowLendInterest.Interest;
import io.plimsoll.hyperliquid.testing.FakeVenue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class PagesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Answers spans of a history as the venue does: the oldest rows first, and only so many. */
    private static final class Venue<R> {
        private final List<R> history;
        private final ToLongFunction<R> time;
        private final int page;
        private boolean wholeBlocks;
        private int kept = Integer.MAX_VALUE;
        private final List<String> asked = new ArrayList<>();

        private Venue(List<R> history, ToLongFunction<R> time, int page) {
            this.history = new ArrayList<>(history);
            this.time = time;
            this.page = page;
        }

        private Pages<R> pages(long start, Long end, TypeReference<List<R>> rows) {
            return Pages.of(
                            (from, to) -> InfoRequest.of("rows", 20, rows)
                                    .with("startTime", from)
                                    .with("endTime", to),
                            start,
                            end,
                            time)
                    .rowsPerPage(page);
        }

        private List<R> fetch(InfoRequest<List<R>> request) {
            JsonNode body = body(request);
            long start = body.path("startTime").asLong();
            long end = body.path("endTime").asLong(Long.MAX_VALUE);
            asked.add(start + "-" + (body.has("endTime") ? end : "now"));
            List<R> page = new ArrayList<>();
            int blocks = 0;
            long block = Long.MIN_VALUE;
            for (R row : history.subList(Math.max(0, history.size() - kept), history.size())) {
                long at = time.applyAsLong(row);
                if (at < start || at > end) {
                    continue;
                }
                if (at != block) {
                    blocks++;
                    block = at;
                }
                if (wholeBlocks ? blocks > this.page : page.size() == this.page) {
                    return page;
                }
                page.add(row);
            }
            return page;
        }

        private static JsonNode body(InfoRequest<?> request) {
            try {
                return MAPPER.readTree(request.body());
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    private static Interest interest(long time, int amount) {
        return new Interest(time, "USDC", BigDecimal.valueOf(amount), BigDecimal.ZERO);
    }

    private static Venue<Interest> interests(int page, long... times) {
        List<Interest> rows = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            rows.add(interest(times[i], i));
        }
        return new Venue<>(rows, Interest::time, page);
    }

    private static Pages<Interest> pages(Venue<Interest> venue, long start, Long end) {
        return venue.pages(start, end, new TypeReference<>() {});
    }

    private static UserFill fill(long time, String coin, String side, Long tid, int oid) {
        BigDecimal one = BigDecimal.ONE;
        return new UserFill(
                coin, one, one, side, time, one, "Buy", one, "0x0", oid, true, one, null, tid, "USDC", null, null, null,
                null, null, null);
    }

    /** Sizes of the milliseconds of a history: fewer rows than a page, or nobody could read it. */
    @Provide
    Arbitrary<List<Interest>> valueRows() {
        // few amounts: rows of one millisecond are often equal, and yet different events
        return Arbitraries.integers()
                .between(0, 2)
                .list()
                .ofMaxSize(4)
                .list()
                .ofMaxSize(30)
                .map(milliseconds -> {
                    List<Interest> rows = new ArrayList<>();
                    for (int i = 0; i < milliseconds.size(); i++) {
                        for (int amount : milliseconds.get(i)) {
                            rows.add(interest(i, amount));
                        }
                    }
                    return rows;
                });
    }

    @Property
    void rowsWithoutAKey_cutAnywhere_comeOnceEachInOrder(
            @ForAll("valueRows") List<Interest> history,
            @ForAll @IntRange(min = 5, max = 9) int page,
            @ForAll boolean wholeBlocks,
            @ForAll @IntRange(max = 35) int start,
            @ForAll @IntRange(max = 35) int length) {
        Venue<Interest> venue = new Venue<>(history, Interest::time, page);
        venue.wholeBlocks = wholeBlocks;

        Stream<Interest> rows = pages(venue, start, (long) start + length).stream(venue::fetch);

        assertThat(rows)
                .containsExactlyElementsOf(history.stream()
                        .filter(row -> row.time() >= start && row.time() <= start + length)
                        .toList());
    }

    /** Whatever the venue's page is, as long as one of its milliseconds fits into it. */
    @Property
    void pagesOfUnknownLength_cutAnywhere_comeOnceEachInOrder(
            @ForAll("valueRows") List<Interest> history,
            @ForAll @IntRange(min = 5, max = 150) int page,
            @ForAll boolean wholeBlocks,
            @ForAll @IntRange(max = 35) int start,
            @ForAll @IntRange(max = 35) int length,
            @ForAll boolean untilNow) {
        Venue<Interest> venue = new Venue<>(history, Interest::time, page);
        venue.wholeBlocks = wholeBlocks;
        Long end = untilNow ? null : (long) start + length;

        List<Interest> rows =
                pages(venue, start, end).ofUnknownLength().stream(venue::fetch).toList();

        List<Interest> wanted = history.stream()
                .filter(row -> row.time() >= start && (end == null || row.time() <= end))
                .toList();
        assertThat(rows).isEqualTo(wanted);
        if (wanted.size() < page) {
            assertThat(venue.asked).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void pagesOfUnknownLength_endWithOneThatBringsNothingNew() {
        Venue<Interest> venue = interests(3, 1, 2, 3, 4);

        assertThat(pages(venue, 0, null).ofUnknownLength().stream(venue::fetch)).hasSize(4);
        assertThat(venue.asked).containsExactly("0-now", "3-now", "4-now");
    }

    @Test
    void pagesOfUnknownLength_millisecondThatFillsOne_isCutOnlyIfMoreFollows() {
        Venue<Interest> last = interests(3, 1, 5, 5, 5);
        assertThat(pages(last, 0, null).ofUnknownLength().stream(last::fetch)).hasSize(4);

        Venue<Interest> venue = interests(3, 1, 5, 5, 5, 5, 6);
        List<HistoryCut> cuts = new ArrayList<>();
        assertThat(pages(venue, 0, null).ofUnknownLength().whenCut(cuts::add).stream(venue::fetch))
                .extracting(row -> row.borrow().intValue())
                .containsExactly(0, 1, 2, 3, 5);
        assertThat(cuts).containsExactly(new HistoryCut("rows", 5, 5, Reason.PAGE_WITHIN_ONE_MILLISECOND, 3));

        long[] many = new long[501];
        Arrays.fill(many, 5);
        Venue<Interest> whole = interests(500, many);
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> pages(whole, 0, 5L).ofUnknownLength().stream(whole::fetch)
                        .toList())
                .withMessageContaining("cannot go on");
    }

    @Provide
    Arbitrary<List<UserFill>> fills() {
        Arbitrary<Long> tid = Arbitraries.longs().between(0, 3).injectNull(0.2);
        return Combinators.combine(Arbitraries.of("BTC", "ETH"), Arbitraries.of("A", "B"), tid)
                .as((coin, side, id) -> fill(0, coin, side, id, 0))
                .list()
                .ofMaxSize(4)
                .list()
                .ofMaxSize(30)
                .map(milliseconds -> {
                    List<UserFill> rows = new ArrayList<>();
                    for (int i = 0; i < milliseconds.size(); i++) {
                        for (UserFill drawn : milliseconds.get(i)) {
                            UserFill row = fill(i, drawn.coin(), drawn.side(), drawn.tid(), rows.size());
                            if (rows.stream().noneMatch(other -> other.key().equals(row.key()))) {
                                rows.add(row);
                            }
                        }
                    }
                    return rows;
                });
    }

    @Property
    void fills_cutAnywhere_comeOnceEachInOrder(
            @ForAll("fills") List<UserFill> history,
            @ForAll @IntRange(min = 5, max = 9) int page,
            @ForAll boolean wholeBlocks) {
        Venue<UserFill> venue = new Venue<>(history, UserFill::time, page);
        venue.wholeBlocks = wholeBlocks;

        Stream<UserFill> rows =
                venue.pages(0, null, new TypeReference<>() {}).uniqueBy(UserFill::key).stream(venue::fetch);

        assertThat(rows).containsExactlyElementsOf(history);
    }

    /** Forgetting is noticed exactly where it cannot be excluded, and never when everything came. */
    @Property
    void forgottenRows_areNeverPassedOver(
            @ForAll("valueRows") List<Interest> history,
            @ForAll @IntRange(min = 1, max = 80) int kept,
            @ForAll @IntRange(max = 30) int start,
            @ForAll @IntRange(max = 30) int length,
            @ForAll boolean untilNow) {
        Venue<Interest> venue = new Venue<>(history, Interest::time, 7);
        venue.kept = kept;
        Long end = untilNow ? null : (long) start + length;
        List<HistoryCut> cuts = new ArrayList<>();

        List<Interest> rows = pages(venue, start, end).keepingNewest(kept).whenCut(cuts::add).stream(venue::fetch)
                .toList();

        List<Interest> wanted = history.stream()
                .filter(row -> row.time() >= start && (end == null || row.time() <= end))
                .toList();
        assertThat(rows).isEqualTo(wanted.subList(wanted.size() - rows.size(), wanted.size()));
        if (cuts.isEmpty()) {
            assertThat(rows).isEqualTo(wanted);
        } else {
            HistoryCut cut = cuts.get(0);
            assertThat(cuts).hasSize(1);
            assertThat(cut.reason()).isEqualTo(Reason.OLDER_ROWS_FORGOTTEN);
            assertThat(cut.from()).isEqualTo(start);
            assertThat(wanted.subList(0, wanted.size() - rows.size()))
                    .allSatisfy(lost -> assertThat(lost.time()).isBetween(cut.from(), cut.to()));
            assertThat(history).hasSizeGreaterThanOrEqualTo(kept);
        }
    }

    @Test
    void pages_areAskedForWhenTheirRowsAreWanted() {
        Venue<Interest> venue = interests(3, 1, 2, 3, 4, 5, 6, 7);
        Iterator<Interest> rows = pages(venue, 0, null).stream(venue::fetch).iterator();

        assertThat(venue.asked).isEmpty();
        rows.next();
        rows.next();
        rows.next();
        assertThat(venue.asked).containsExactly("0-now");
        assertThat(rows.next().time()).isEqualTo(4);
        assertThat(venue.asked).containsExactly("0-now", "3-now");
        assertThat(pages(venue, 0, null).stream(venue::fetch).limit(3)).hasSize(3);
        assertThat(venue.asked).hasSize(3);
    }

    @Test
    void rowsThatArriveMeanwhile_areGivenToo() {
        Venue<Interest> venue = interests(3, 0, 1, 2);
        Iterator<Interest> rows = pages(venue, 0, null).stream(venue::fetch).iterator();
        rows.next();
        venue.history.add(interest(2, 77));
        venue.history.add(interest(9, 78));

        assertThat(rows).toIterable().extracting(Interest::time).containsExactly(1L, 2L, 2L, 9L);
    }

    @Test
    void spanOfNoLength_asksForNothing() {
        Venue<Interest> venue = interests(3, 1);

        assertThat(pages(venue, 5, 4L).stream(venue::fetch)).isEmpty();
        assertThat(venue.asked).isEmpty();
    }

    @Test
    void candleThatChangesAtAPageBorder_isGivenOnce() {
        List<Candle> open = new ArrayList<>(
                IntStream.range(0, 3).mapToObj(i -> candle(i * 60_000L, i)).toList());
        Venue<Candle> venue = new Venue<>(open, Candle::t, 3);
        Iterator<Candle> rows = venue.pages(0, null, new TypeReference<>() {}).uniqueBy(Candle::t).stream(venue::fetch)
                .iterator();
        rows.next();
        venue.history.set(2, candle(120_000, 99));

        assertThat(rows).toIterable().extracting(Candle::t).containsExactly(60_000L, 120_000L);
    }

    private static Candle candle(long t, long n) {
        return new Candle(t, t + 59_999, "BTC", "1m", null, null, null, null, null, n);
    }

    @Test
    void millisecondThatFillsAPage_stopsTheStreamBehindItsRows() {
        Venue<Interest> venue = interests(3, 1, 5, 5, 5, 5, 6);
        List<Integer> given = new ArrayList<>();

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> pages(venue, 0, null).stream(venue::fetch)
                        .forEach(row -> given.add(row.borrow().intValue())))
                .withMessageContaining("rows may lack rows between 1970-01-01T00:00:00.005Z")
                .withMessageContaining("cannot go on");
        assertThat(given).containsExactly(0, 1, 2, 3);
    }

    @Test
    void millisecondThatFillsAPage_maySkipTheRest() {
        Venue<Interest> venue = interests(3, 1, 5, 5, 5, 5, 6);
        List<HistoryCut> cuts = new ArrayList<>();

        assertThat(pages(venue, 0, null).whenCut(cuts::add).stream(venue::fetch))
                .extracting(row -> row.borrow().intValue())
                .containsExactly(0, 1, 2, 3, 5);
        assertThat(cuts).containsExactly(new HistoryCut("rows", 5, 5, Reason.PAGE_WITHIN_ONE_MILLISECOND, 3));
    }

    @Test
    void moreRowsThanAreKept_failBehindTheLastRow() {
        Venue<Interest> venue = interests(3, 1, 2, 3, 4, 5, 6);
        venue.kept = 4;
        List<Long> given = new ArrayList<>();

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> pages(venue, 0, null).keepingNewest(4).stream(venue::fetch)
                        .forEach(row -> given.add(row.time())))
                .withMessageContaining("00.003Z: the venue keeps the newest 4");
        assertThat(given).containsExactly(3L, 4L, 5L, 6L);
    }

    @Test
    void spanInThePast_withAnOlderRow_isProvenByOneRequest() {
        Venue<Interest> venue = interests(3, 1, 2, 3, 4, 5, 6);
        venue.kept = 5;

        assertThat(pages(venue, 3, 4L).keepingNewest(5).stream(venue::fetch)).hasSize(2);
        assertThat(venue.asked).containsExactly("3-4", "0-2");
    }

    @Test
    void spanInThePast_beforeAllThatIsKept_isCut() {
        Venue<Interest> venue = interests(3, 1, 2, 3, 4, 5, 6);
        venue.kept = 3;
        List<HistoryCut> cuts = new ArrayList<>();

        assertThat(pages(venue, 1, 2L).keepingNewest(3).whenCut(cuts::add).stream(venue::fetch))
                .isEmpty();
        assertThat(cuts).containsExactly(new HistoryCut("rows", 1, 2, Reason.OLDER_ROWS_FORGOTTEN, 3));
    }

    @Test
    void spanInThePast_ofAYoungHistory_isProvenByCounting() {
        Venue<Interest> venue = interests(2, 4, 5, 6);
        venue.kept = 5;

        assertThat(pages(venue, 3, 4L).keepingNewest(5).stream(venue::fetch)).hasSize(1);
        assertThat(venue.asked).containsExactly("3-4", "0-2", "5-now", "6-now");
    }

    @Test
    void limitsThatCannotBe_areRefused() {
        Pages<Interest> pages = pages(interests(2), 0, null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> pages.rowsPerPage(0))
                .withMessageContaining("rowsPerPage");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pages.keepingNewest(-1))
                .withMessageContaining("-1");
    }

    @Test
    void pageThatIsNotSorted_isMalformed() {
        Venue<Interest> venue = interests(3, 2, 1);

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> pages(venue, 0, null).stream(venue::fetch).toList())
                .withMessageContaining("not sorted by time");
    }

    @Test
    void errorOfASecondPage_comesBehindTheFirst() {
        Venue<Interest> venue = interests(2, 1, 2, 3);
        Iterator<Interest> rows = pages(venue, 0, null).stream(request -> {
                    if (!venue.asked.isEmpty()) {
                        throw new RateLimited("hyperliquid", Optional.empty(), "");
                    }
                    return venue.fetch(request);
                })
                .iterator();

        assertThat(rows.next().time()).isEqualTo(1);
        assertThat(rows.next().time()).isEqualTo(2);
        assertThatExceptionOfType(RateLimited.class).isThrownBy(rows::hasNext);
    }

    @Test
    void everyEndpointOfASpan_pagesThroughItsTimes() {
        Address user = Address.ZERO;
        try (FakeVenue venue = FakeVenue.start(ManualClock.atNewYear())) {
            InfoClient info = HyperliquidClient.at(venue.url(), new OkHttpClient(), Duration.ofSeconds(5))
                    .info();
            String fill =
                    "{\"coin\":\"BTC\",\"px\":\"1\",\"sz\":\"1\",\"side\":\"B\",\"time\":7,\"startPosition\":\"0\","
                            + "\"dir\":\"Buy\",\"closedPnl\":\"0\",\"hash\":\"0x0\",\"oid\":1,\"crossed\":true,\"fee\":\"0\",\"tid\":3}";
            venue.record("userFillsByTime", "", "[" + fill + "]");
            venue.record("userTwapSliceFillsByTime", "", "[]");
            venue.record("userTwapSliceFillsByTime", "\"startTime\":5", "[{\"twapId\":1,\"fill\":" + fill + "}]");
            venue.record(
                    "userNonFundingLedgerUpdates", "", "[{\"time\":7,\"hash\":\"0x0\",\"delta\":{\"type\":\"new\"}}]");
            venue.record("userBorrowLendInterest", "", "[]");
            venue.record(
                    "userBorrowLendInterest",
                    "\"startTime\":5",
                    "[{\"time\":7,\"token\":\"USDC\",\"borrow\":\"0\",\"supply\":\"1\"}]");
            venue.record("userFunding", "", "[]");
            venue.record("fundingHistory", "", "[{\"coin\":\"BTC\",\"fundingRate\":\"0\",\"time\":7}]");
            venue.record("candleSnapshot", "", "[{\"t\":7,\"T\":8,\"s\":\"BTC\",\"i\":\"1m\"}]");

            assertThat(info.stream(UserFillsByTime.pages(user, 5, null))).hasSize(1);
            assertThat(info.stream(UserTwapSliceFillsByTime.pages(user, 5, 9L))).hasSize(1);
            assertThat(info.stream(UserNonFundingLedgerUpdates.pages(user, 5, 9L)))
                    .hasSize(1);
            assertThat(info.stream(UserBorrowLendInterest.pages(user, 5, 9L))).hasSize(1);
            assertThat(info.stream(UserFunding.pages(user, 5, 9L))).isEmpty();
            assertThat(info.stream(FundingHistory.pages("BTC", 5, 9L))).hasSize(1);
            assertThat(info.stream(CandleSnapshot.pages("BTC", "1m", 5, null))).hasSize(1);
            assertThat(venue.requests())
                    .filteredOn(request -> request.contains("\"startTime\":5"))
                    .hasSize(7);
            assertThat(venue.requests())
                    .as("the two endpoints whose pages nobody tells the length of")
                    .filteredOn(request -> request.contains("\"startTime\":7"))
                    .hasSize(2);
            assertThat(venue.requests()).hasSize(9);
        }
    }
}
