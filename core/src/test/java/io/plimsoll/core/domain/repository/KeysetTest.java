package io.plimsoll.core.domain.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KeysetTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00.123456789Z");

    /** A row with one part of each kind. */
    private record Row(Instant time, LocalDate day, long number, BigInteger amount, Address address, String text) {}

    private static final Keyset<Row> EVERY_KIND = Keyset.<Row>ascending()
            .time(Row::time)
            .day(Row::day)
            .number(Row::number)
            .amount(Row::amount)
            .address(Row::address)
            .text(Row::text);

    private static final Keyset<Integer> BY_TENS =
            Keyset.<Integer>ascending().number(n -> n / 10).text(n -> String.valueOf(n % 10));

    @Test
    void cursor_ofARow_isReadBackAsItsKey() {
        Row row = new Row(
                T0,
                LocalDate.parse("2026-03-01"),
                Long.MIN_VALUE,
                BigInteger.TWO.pow(256).subtract(BigInteger.ONE),
                Address.ZERO,
                "a:b, 'c'");

        List<Comparable<?>> key = EVERY_KIND
                .after(PageRequest.first(1).after(EVERY_KIND.cursor(row)))
                .orElseThrow();

        assertThat(key)
                .isEqualTo(List.of(
                        Instant.parse("2026-03-01T12:00:00.123456Z"),
                        row.day(),
                        row.number(),
                        row.amount(),
                        row.address(),
                        row.text()));
        assertThat(EVERY_KIND.after(PageRequest.first(1))).isEmpty();
    }

    @Test
    void cursor_thatNoRowCanHave_isRefused() {
        isRefused(
                Keyset.<Row>ascending().time(Row::time), "yesterday", "+10000-01-01T00:00:00Z", Instant.MIN.toString());
        isRefused(Keyset.<Row>ascending().day(Row::day), "2026-02-30", LocalDate.MAX.toString(), "0000-01-01");
        isRefused(Keyset.<Row>ascending().number(Row::number), "", "1.5", "9223372036854775808");
        isRefused(Keyset.<Row>ascending().amount(Row::amount), "", "0x1", "1".repeat(79));
        isRefused(Keyset.<Row>ascending().address(Row::address), "", "0x12", "nobody");
        isRefused(Keyset.<Row>ascending().text(Row::text), "a\0b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EVERY_KIND.after(PageRequest.first(1).after(Cursor.of("1"))));
    }

    private static void isRefused(Keyset<Row> keyset, String... parts) {
        for (String part : parts) {
            assertThatIllegalArgumentException()
                    .as(part)
                    .isThrownBy(() -> keyset.after(PageRequest.first(1).after(Cursor.of(part))))
                    .withMessageStartingWith("cursor must be the one of the page before");
        }
    }

    @Property(tries = 200)
    void pages_inEitherDirection_giveEachRowOnceInOrder(
            @ForAll @Size(max = 30) List<@IntRange(max = 99) Integer> numbers,
            @ForAll @IntRange(min = 1, max = 7) int limit,
            @ForAll boolean descending,
            @ForAll long seed) {
        List<Integer> rows = new ArrayList<>(numbers.stream().distinct().toList());
        Keyset<Integer> keyset = descending ? BY_TENS.reversed() : BY_TENS;
        List<Integer> read = new ArrayList<>();
        Optional<Cursor> after = Optional.empty();
        do {
            Collections.shuffle(rows, new Random(seed));
            Page<Integer> page = keyset.page(rows.stream(), new PageRequest(limit, after));
            read.addAll(page.items());
            after = page.next();
        } while (after.isPresent());

        List<Integer> expected = new ArrayList<>(rows);
        expected.sort(descending ? Collections.reverseOrder() : null);
        assertThat(read).isEqualTo(expected).isSortedAccordingTo(keyset.order());
        assertThat(keyset.isDescending()).isEqualTo(descending);
    }
}
