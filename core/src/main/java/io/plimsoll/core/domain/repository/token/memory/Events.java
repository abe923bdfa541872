package io.plimsoll.core.domain.repository.token.memory;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Events by their place on the chain. Not thread-safe. */
final class Events<E extends ChainEvent> {
    /** What tells events apart; in the order of a chain. */
    private record Place(long chain, long block, int log) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparingLong(Place::chain)
                .thenComparingLong(Place::block)
                .thenComparingInt(Place::log);

        static Place of(LogRef at) {
            return new Place(at.chain().value(), at.block().number(), at.logIndex());
        }

        static Place of(ChainId chain, Cursor cursor) {
            List<String> parts = cursor.parts(2);
            return new Place(chain.value(), Long.parseLong(parts.get(0)), Integer.parseInt(parts.get(1)));
        }

        Cursor cursor() {
            return Cursor.of(Long.toString(block), Integer.toString(log));
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final TreeMap<Place, E> events = new TreeMap<>();
    private LocalDate keptSince = LocalDate.EPOCH;

    static LocalDate day(ChainEvent event) {
        return event.at().block().time().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    void upsert(Collection<E> added) {
        added.forEach(event -> events.put(Place.of(event.at()), event));
    }

    int deleteFrom(ChainId chain, long first) {
        return clear(events.subMap(new Place(chain.value(), first, 0), new Place(chain.value() + 1, 0, 0))
                .values());
    }

    /** Those of a chain that {@code wanted} takes, newest first. */
    Page<E> page(ChainId chain, PageRequest request, Predicate<E> wanted) {
        Place start = new Place(chain.value(), 0, 0);
        Place end = request.after().map(cursor -> Place.of(chain, cursor)).orElse(new Place(chain.value() + 1, 0, 0));
        List<E> rows = start.compareTo(end) > 0
                ? List.of()
                : events.subMap(start, true, end, false).descendingMap().values().stream()
                        .filter(wanted)
                        .limit(request.limit() + 1L)
                        .toList();
        return Page.of(rows, request, event -> Place.of(event.at()).cursor());
    }

    /** All of them from the start of a day on, in no order that anybody may rely on. */
    Stream<E> since(LocalDate from) {
        return events.values().stream().filter(event -> !day(event).isBefore(from));
    }

    /** Everything before this day was deleted as too old. */
    LocalDate keptSince() {
        return keptSince;
    }

    int deleteBefore(LocalDate limit) {
        keptSince = keptSince.isBefore(limit) ? limit : keptSince;
        int before = events.size();
        events.values().removeIf(event -> day(event).isBefore(limit));
        return before - events.size();
    }

    private static int clear(Collection<?> view) {
        int size = view.size();
        view.clear();
        return size;
    }
}
