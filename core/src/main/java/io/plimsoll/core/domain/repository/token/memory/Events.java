package io.plimsoll.core.domain.repository.token.memory;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.repository.Keyset;
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

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final Keyset<E> newestFirst = Keyset.<E>descending()
            .number(event -> event.at().block().number())
            .number(event -> event.at().logIndex());
    private final TreeMap<Place, E> events = new TreeMap<>();
    private LocalDate keptSince = LocalDate.EPOCH;

    static LocalDate day(ChainEvent event) {
        return event.at().block().time().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    void upsert(Collection<E> added) {
        added.forEach(event -> events.put(Place.of(event.at()), event));
    }

    int deleteFrom(ChainId chain, long first) {
        return clear(valuesFrom(chain, first));
    }

    /** Those of a chain's blocks from {@code first} on, in the order of the chain. */
    List<E> from(ChainId chain, long first) {
        return List.copyOf(valuesFrom(chain, first));
    }

    private Collection<E> valuesFrom(ChainId chain, long first) {
        return events.subMap(new Place(chain.value(), first, 0), new Place(chain.value() + 1, 0, 0))
                .values();
    }

    /** Those of a chain that {@code wanted} takes, newest first. */
    Page<E> page(ChainId chain, PageRequest request, Predicate<E> wanted) {
        return newestFirst.page(
                events.subMap(new Place(chain.value(), 0, 0), new Place(chain.value() + 1, 0, 0)).values().stream()
                        .filter(wanted),
                request);
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
