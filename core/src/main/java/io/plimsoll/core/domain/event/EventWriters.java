package io.plimsoll.core.domain.event;

import io.plimsoll.core.foundation.chain.ChainId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The writers of an index: gives each event to the one of its kind. Thread-safe.
 *
 * @param <T> the transaction of the store that they write in
 */
public final class EventWriters<T> {
    private final Map<Class<?>, EventWriter<?, T>> byKind = new LinkedHashMap<>();

    /**
     * Writers of different kinds to different places.
     *
     * @throws IllegalArgumentException if there is none, or two are of one kind or of one place
     */
    public EventWriters(Collection<? extends EventWriter<?, T>> writers) {
        for (EventWriter<?, T> writer : writers) {
            if (byKind.putIfAbsent(writer.kind(), writer) != null) {
                throw new IllegalArgumentException(
                        "two writers of " + writer.kind().getName());
            }
        }
        if (places().size() != byKind.size() || byKind.isEmpty()) {
            throw new IllegalArgumentException(
                    "an index has a writer for each kind of event, each to a place of its own, got " + writers.size()
                            + " writers to " + places());
        }
    }

    /** Where they write, sorted. */
    public SortedSet<String> places() {
        SortedSet<String> places = new TreeSet<>();
        byKind.values().forEach(writer -> places.add(writer.place()));
        return places;
    }

    /**
     * Returns if each event has a writer.
     *
     * @throws IllegalArgumentException naming the first kind that has none
     */
    public void requireFor(List<ChainEvent> events) {
        for (ChainEvent event : events) {
            if (!byKind.containsKey(event.getClass())) {
                throw new IllegalArgumentException(
                        "no writer for events of " + event.getClass().getName());
            }
        }
    }

    /**
     * Those of them that write to {@code some} places.
     *
     * @throws IllegalArgumentException if one of the places has no writer
     */
    public EventWriters<T> to(Collection<String> some) {
        if (!places().containsAll(some)) {
            throw new IllegalArgumentException("there are writers to " + places() + ", needed are those to " + some);
        }
        return new EventWriters<>(byKind.values().stream()
                .filter(writer -> some.contains(writer.place()))
                .toList());
    }

    /** Gives the events to their writers: all of a kind at once, in their order. */
    public void write(T transaction, List<ChainEvent> events) {
        requireFor(events);
        for (EventWriter<?, T> writer : byKind.values()) {
            writeKind(writer, transaction, events);
        }
    }

    private static <E extends ChainEvent, T> void writeKind(
            EventWriter<E, T> writer, T transaction, List<ChainEvent> events) {
        List<E> ofKind = new ArrayList<>();
        for (ChainEvent event : events) {
            if (event.getClass() == writer.kind()) {
                ofKind.add(writer.kind().cast(event));
            }
        }
        if (!ofKind.isEmpty()) {
            writer.write(transaction, List.copyOf(ofKind));
        }
    }

    /** The stored events of a chain's blocks from {@code first} on, of all kinds, in the order in which they happened. */
    public List<ChainEvent> from(T transaction, ChainId chain, long first) {
        List<ChainEvent> events = new ArrayList<>();
        byKind.values().forEach(writer -> events.addAll(writer.from(transaction, chain, first)));
        events.sort(IndexBatch.ORDER);
        return List.copyOf(events);
    }

    /** Has all of them delete the events of a chain's blocks from {@code first} on. */
    public void deleteFrom(T transaction, ChainId chain, long first) {
        byKind.values().forEach(writer -> writer.deleteFrom(transaction, chain, first));
    }
}
