package io.plimsoll.core.domain.repository;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The order of a list that is read page by page: by parts of its rows, which no two rows have all alike. They are what is in the
 * {@link Cursor} of the list. Immutable.
 *
 * @param <T> a row
 */
public final class Keyset<T> {
    private static final Instant YEAR_1 = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");
    private static final int AMOUNT_DIGITS = 78;

    /** A part of a row, and how it is read from a cursor, which refuses what no row can have: a store would take it for its own failure. */
    private record Part<T, C extends Comparable<? super C>>(Function<T, C> value, Function<String, C> parse) {
        Comparator<List<Comparable<?>>> at(int index) {
            return (one, other) -> typed(one.get(index)).compareTo(typed(other.get(index)));
        }

        /** Each list of parts is made by the parts themselves. */
        @SuppressWarnings("unchecked")
        private C typed(Comparable<?> part) {
            return (C) part;
        }
    }

    private final List<Part<T, ?>> parts;
    private final boolean descending;

    private Keyset(List<Part<T, ?>> parts, boolean descending) {
        this.parts = parts;
        this.descending = descending;
    }

    /** A list that begins with what is least, such as the oldest. The parts are still to be named. */
    public static <T> Keyset<T> ascending() {
        return new Keyset<>(List.of(), false);
    }

    /** A list that begins with what is greatest, such as the newest. The parts are still to be named. */
    public static <T> Keyset<T> descending() {
        return new Keyset<>(List.of(), true);
    }

    /** Next by a time, to the microsecond. */
    public Keyset<T> time(Function<T, Instant> value) {
        return then(row -> value.apply(row).truncatedTo(ChronoUnit.MICROS), text -> {
            Instant time = Instant.parse(text);
            return required(time, !time.isBefore(YEAR_1) && time.isBefore(YEAR_10000));
        });
    }

    /** Next by a day. */
    public Keyset<T> day(Function<T, LocalDate> value) {
        return then(value, text -> {
            LocalDate day = LocalDate.parse(text);
            return required(day, day.getYear() >= 1 && day.getYear() <= 9999);
        });
    }

    /** Next by a number. */
    public Keyset<T> number(ToLongFunction<T> value) {
        return then(value::applyAsLong, Long::valueOf);
    }

    /** Next by an on-chain amount or id. */
    public Keyset<T> amount(Function<T, BigInteger> value) {
        return then(value, text -> {
            required(text, text.length() <= AMOUNT_DIGITS);
            return new BigInteger(text);
        });
    }

    /** Next by an address. */
    public Keyset<T> address(Function<T, Address> value) {
        return then(value, Address::parse);
    }

    /** Next by a text. */
    public Keyset<T> text(Function<T, String> value) {
        return then(value, text -> required(text, text.indexOf('\0') < 0));
    }

    private static <C> C required(C part, boolean possible) {
        if (!possible) {
            throw new IllegalArgumentException("no row has this in its key");
        }
        return part;
    }

    private <C extends Comparable<? super C>> Keyset<T> then(Function<T, C> value, Function<String, C> parse) {
        List<Part<T, ?>> more = new ArrayList<>(parts);
        more.add(new Part<>(value, parse));
        return new Keyset<>(List.copyOf(more), descending);
    }

    /** The same list from its other end. */
    public Keyset<T> reversed() {
        return new Keyset<>(parts, !descending);
    }

    /** Whether the list begins with what is greatest. */
    public boolean isDescending() {
        return descending;
    }

    /** How many parts there are. */
    public int size() {
        return parts.size();
    }

    /** What names a row. */
    public Cursor cursor(T row) {
        return Cursor.of(key(row).stream().map(Object::toString).toArray(String[]::new));
    }

    /**
     * The parts of the row that the page before ended with; empty: the list is read from its beginning.
     *
     * @throws IllegalArgumentException if the cursor is not one of such a list
     */
    public Optional<List<Comparable<?>>> after(PageRequest request) {
        return request.after().map(this::parse);
    }

    private List<Comparable<?>> parse(Cursor cursor) {
        List<String> texts = cursor.parts(parts.size());
        try {
            List<Comparable<?>> key = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                key.add(parts.get(i).parse().apply(texts.get(i)));
            }
            return key;
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException("cursor must be the one of the page before, got one of another list", e);
        }
    }

    private List<Comparable<?>> key(T row) {
        List<Comparable<?>> key = new ArrayList<>();
        parts.forEach(part -> key.add(part.value().apply(row)));
        return key;
    }

    /**
     * A page out of all rows of the list.
     *
     * @param rows in any order
     * @throws IllegalArgumentException if the cursor is not one of such a list
     */
    public Page<T> page(Stream<T> rows, PageRequest request) {
        Comparator<List<Comparable<?>>> order = keyOrder();
        Optional<List<Comparable<?>>> after = after(request);
        List<T> left = rows.filter(row -> after.isEmpty() || order.compare(key(row), after.get()) > 0)
                .sorted(order())
                .limit(request.limit() + 1L)
                .toList();
        return Page.of(left, request, this::cursor);
    }

    /** The order of the rows. */
    public Comparator<T> order() {
        return Comparator.comparing(this::key, keyOrder());
    }

    private Comparator<List<Comparable<?>>> keyOrder() {
        Comparator<List<Comparable<?>>> order = parts.get(0).at(0);
        for (int i = 1; i < parts.size(); i++) {
            order = order.thenComparing(parts.get(i).at(i));
        }
        return descending ? order.reversed() : order;
    }
}
