package io.plimsoll.hyperliquid.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.hyperliquid.ws.Rows.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeenTest {
    private static final long T = 1_780_000_000_000L;

    @Property
    void rows_inAnyOrderWithinTheOverlap_countOnce(
            @ForAll @Size(max = 200) List<@LongRange(max = Seen.OVERLAP_MILLIS) Long> times,
            @ForAll @LongRange(max = 10) long step) {
        Seen seen = new Seen(true);
        Set<Long> truth = new HashSet<>();
        long drift = 0;
        for (long time : times) {
            long row = T + drift + time;
            assertThat(seen.add(row, row)).isEqualTo(truth.add(row));
            drift += step;
        }
    }

    @Test
    void memory_isBoundedByTime() {
        Seen seen = new Seen(true);
        for (long n = 0; n < 100_000; n++) {
            assertThat(seen.add(T + n * 100, n)).isTrue();
        }

        assertThat(seen.size()).isLessThanOrEqualTo((int) (2 * Seen.WINDOW_MILLIS / 100) + 4);
        assertThat(seen.add(T, 0L)).as("older than the window: a repetition").isFalse();
        assertThat(seen.horizon()).isEqualTo(T + 99_999 * 100 - Seen.OVERLAP_MILLIS);
    }

    @Test
    void rowsAfterALongPause_doNotMakeTheOldOnesNew() {
        Seen seen = new Seen(true);
        seen.add(T, "a");
        seen.add(T + 86_400_000, "b");

        assertThat(seen.add(T, "a")).isFalse();
        assertThat(seen.add(T + 86_400_000, "b")).isFalse();
    }

    @Test
    void oldRows_whereTheSourceRepeatsNothing_areNew() {
        Seen seen = new Seen(false);
        seen.add(T, "a");

        assertThat(seen.add(T - 2 * Seen.WINDOW_MILLIS, "b")).isTrue();
        assertThat(seen.add(T - 2 * Seen.WINDOW_MILLIS, "b")).isFalse();
        assertThat(seen.horizon()).isEqualTo(T - Seen.OVERLAP_MILLIS);
    }

    @Test
    void memory_ofRowsWithoutATime_isBoundedByNumber() {
        Seen seen = new Seen(false);
        for (long n = 0; n < 3 * Seen.MOST_UNTIMED; n++) {
            assertThat(seen.add(Rows.NO_TIME, n)).isTrue();
        }

        assertThat(seen.size()).isEqualTo(Seen.MOST_UNTIMED);
        assertThat(seen.contains(3L * Seen.MOST_UNTIMED - 1)).isTrue();
    }

    /**
     * What is older than the newest row by less than a window counts as new, however late it comes; what is lost with the
     * connection is asked for as of the overlap only. A longer outage than a window brings each row once all the same.
     */
    @Test
    void rowsOfALongOutage_oldestFirst_countOnce_andTheLateOnesToo() {
        Seen seen = new Seen(true);
        seen.add(T, "before");
        for (long n = 1; n <= 7200; n++) {
            assertThat(seen.add(T + n * 1000, n)).isTrue();
        }

        assertThat(seen.add(T + 7200_000 - 2 * Seen.OVERLAP_MILLIS, "late")).isTrue();
        for (long n = 1; n <= 7200; n++) {
            assertThat(seen.add(T + n * 1000, n)).as("%d again", n).isFalse();
        }
        assertThat(seen.add(T, "before")).isFalse();
    }

    @Test
    void rowsWithoutATime_areToldByTheirKey() {
        Seen seen = new Seen(true);

        assertThat(seen.add(Rows.NO_TIME, "a")).isTrue();
        assertThat(seen.add(Rows.NO_TIME, "a")).isFalse();
        assertThat(seen.isEmpty()).isTrue();
        assertThat(seen.horizon()).isZero();
    }

    @Property(tries = 50)
    void pages_ofAnyLength_giveEachRowOnce(
            @ForAll @IntRange(max = 4000) int rows, @ForAll @IntRange(min = 1, max = 300) int atOneTime) {
        List<Long> all = LongStream.range(0, rows)
                .map(n -> n / atOneTime * 1_000_000 + n)
                .boxed()
                .toList();

        Span<Long> span = Pages.from(
                0,
                from -> all.stream()
                        .filter(row -> row / 1_000_000 >= from)
                        .limit(500)
                        .toList(),
                row -> row / 1_000_000,
                row -> row,
                Integer.MAX_VALUE);

        assertThat(span.unproven()).isEmpty();
        assertThat(span.rows()).isEqualTo(all);
    }

    @Test
    void pages_fullOfOneTime_areNotAll() {
        List<Long> page = new ArrayList<>(LongStream.range(0, 500).boxed().toList());

        Span<Long> span = Pages.from(0, from -> page, row -> 7, row -> row, Integer.MAX_VALUE);

        assertThat(span.rows()).hasSize(500);
        assertThat(span.unproven()).contains("more than a page of rows at time 7");
    }

    @Test
    void newest_thatDoNotReachBack_areNotAll() {
        List<Long> full = LongStream.range(0, 2000).map(n -> 5000 - n).boxed().toList();

        assertThat(Newest.from(3500, full, row -> row).unproven()).isEmpty();
        assertThat(Newest.from(3500, full, row -> row).rows()).hasSize(1501);
        assertThat(Newest.from(10, full, row -> row).unproven()).isPresent();
        assertThat(Newest.from(10, full.subList(0, 10), row -> row).unproven()).isEmpty();
    }
}
