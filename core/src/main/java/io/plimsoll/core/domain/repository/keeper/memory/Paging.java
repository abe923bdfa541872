package io.plimsoll.core.domain.repository.keeper.memory;

import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Pages out of all values. */
final class Paging {
    /**
     * A value's place in time.
     *
     * @param time of it
     * @param number order within that time
     * @param rest tells apart what is left
     */
    record Place(Instant time, long number, String rest) {
        private static final Comparator<Place> OLDEST_FIRST =
                Comparator.comparing(Place::time).thenComparing(Place::number).thenComparing(Place::rest);

        private static Place parse(Cursor cursor) {
            List<String> parts = cursor.parts(3);
            try {
                return new Place(Instant.parse(parts.get(0)), Long.parseLong(parts.get(1)), parts.get(2));
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("cursor must be the one of the page before, got another list's", e);
            }
        }

        private Cursor cursor() {
            return Cursor.of(time.toString(), Long.toString(number), rest);
        }
    }

    private Paging() {}

    static <V> Page<V> newestFirst(Stream<V> values, PageRequest request, Function<V, Place> place) {
        return page(values, request, place, Place.OLDEST_FIRST.reversed());
    }

    static <V> Page<V> oldestFirst(Stream<V> values, PageRequest request, Function<V, Place> place) {
        return page(values, request, place, Place.OLDEST_FIRST);
    }

    private static <V> Page<V> page(
            Stream<V> values, PageRequest request, Function<V, Place> place, Comparator<Place> order) {
        Stream<V> rest = request.after()
                .map(Place::parse)
                .map(after -> values.filter(value -> order.compare(place.apply(value), after) > 0))
                .orElse(values);
        return Page.of(
                rest.sorted(Comparator.comparing(place, order))
                        .limit(request.limit() + 1L)
                        .toList(),
                request,
                value -> place.apply(value).cursor());
    }
}
