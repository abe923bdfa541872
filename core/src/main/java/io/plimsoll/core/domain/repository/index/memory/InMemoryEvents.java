package io.plimsoll.core.domain.repository.index.memory;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.EventWriter;
import io.plimsoll.core.foundation.chain.ChainId;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The events of one kind, sorted. Thread-safe.
 *
 * @param <E> the kind
 */
public final class InMemoryEvents<E extends ChainEvent> implements EventWriter<E, MemoryCommit> {
    private static final Comparator<Key> ORDER = Comparator.<Key>comparingLong(key -> key.chain.value())
            .thenComparingLong(Key::block)
            .thenComparingInt(Key::logIndex);

    private final Class<E> kind;
    private final String place;
    private final NavigableMap<Key, E> events = new TreeMap<>(ORDER);

    private record Key(ChainId chain, long block, int logIndex) {
        static Key of(ChainEvent event) {
            return new Key(
                    event.at().chain(), event.at().block().number(), event.at().logIndex());
        }

        static Key start(ChainId chain, long block) {
            return new Key(chain, block, -1);
        }

        static Key end(ChainId chain, long block) {
            return new Key(chain, block, Integer.MAX_VALUE);
        }
    }

    private InMemoryEvents(Class<E> kind, String place) {
        this.kind = kind;
        this.place = place;
    }

    /** No events yet, of this kind, at a place named as you like. */
    public static <E extends ChainEvent> InMemoryEvents<E> of(Class<E> kind, String place) {
        return new InMemoryEvents<>(kind, place);
    }

    @Override
    public Class<E> kind() {
        return kind;
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public void write(MemoryCommit transaction, List<E> added) {
        transaction.onCommit(() -> add(added));
    }

    @Override
    public List<E> from(MemoryCommit transaction, ChainId chain, long first) {
        return between(chain, first, Long.MAX_VALUE);
    }

    @Override
    public void deleteFrom(MemoryCommit transaction, ChainId chain, long first) {
        transaction.onCommit(() -> delete(chain, first));
    }

    /** The events of a chain's blocks with first ≤ number ≤ last, in the order in which they happened. */
    public synchronized List<E> between(ChainId chain, long first, long last) {
        return first > last
                ? List.of()
                : List.copyOf(events.subMap(Key.start(chain, first), true, Key.end(chain, last), true)
                        .values());
    }

    private synchronized void add(List<E> added) {
        added.forEach(event -> events.put(Key.of(event), event));
    }

    private synchronized void delete(ChainId chain, long first) {
        events.subMap(Key.start(chain, first), true, Key.end(chain, Long.MAX_VALUE), true)
                .clear();
    }
}
