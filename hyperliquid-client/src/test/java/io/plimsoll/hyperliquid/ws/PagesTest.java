package io.plimsoll.hyperliquid.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.hyperliquid.ws.Rows.Span;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private static final List<Long> TIMES = LongStream.range(0, 1000).boxed().toList();

    /** Pages of the oldest rows from a time on. */
    private static LongFunction<List<Long>> pagesOf(int length) {
        return start ->
                TIMES.stream().filter(time -> time >= start).limit(length).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 100, 499, 500, 501, 999, 1000, 2000})
    void pagesOfUnknownLength_areReadToTheEnd(int length) {
        Span<Long> span = Pages.ofUnknownLength(0, pagesOf(length), time -> time, time -> time, 10_000);

        assertThat(span).isEqualTo(Span.complete(TIMES));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 999, 2000})
    void pagesOfAtLeast500_areReadToTheEnd(int length) {
        assertThat(Pages.from(0, pagesOf(length), time -> time, time -> time, 10_000))
                .isEqualTo(Span.complete(TIMES));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fullPageOfOneMoment_provesNothing(boolean unknownLength) {
        List<Integer> rows = LongStream.range(0, 500).mapToObj(Math::toIntExact).toList();
        Span<Integer> span = unknownLength
                ? Pages.ofUnknownLength(7, start -> rows, row -> 7, row -> row, 10_000)
                : Pages.from(7, start -> rows, row -> 7, row -> row, 10_000);

        assertThat(span).isEqualTo(Span.partial(rows, "more than a page of rows at time 7"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void asManyRowsAsTheVenueKeeps_proveNothing(boolean unknownLength) {
        Span<Long> span = unknownLength
                ? Pages.ofUnknownLength(0, pagesOf(500), time -> time, time -> time, 1000)
                : Pages.from(0, pagesOf(500), time -> time, time -> time, 1000);

        assertThat(span).isEqualTo(Span.partial(TIMES, "more than the 1000 rows that the venue keeps"));
    }
}
