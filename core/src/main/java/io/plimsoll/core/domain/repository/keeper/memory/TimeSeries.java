package io.plimsoll.core.domain.repository.keeper.memory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Values that are told apart by a series and a time in it, kept to the microsecond. Thread-safe. */
final class TimeSeries<S, V> {
    private final Map<S, NavigableMap<Instant, V>> all = new HashMap<>();
    private final Function<V, S> series;
    private final Function<V, Instant> time;

    TimeSeries(Function<V, S> series, Function<V, Instant> time) {
        this.series = series;
        this.time = time;
    }

    synchronized void upsert(Collection<V> values) {
        for (V value : values) {
            all.computeIfAbsent(series.apply(value), any -> new TreeMap<>())
                    .put(time.apply(value).truncatedTo(ChronoUnit.MICROS), value);
        }
    }

    synchronized Optional<V> latest(S key) {
        return value(of(key).lastEntry());
    }

    synchronized Optional<V> latestAt(S key, Instant limit) {
        return value(of(key).floorEntry(limit));
    }

    synchronized List<V> between(S key, Instant from, Instant to) {
        return from.isAfter(to)
                ? List.of()
                : List.copyOf(of(key).subMap(from, true, to, true).values());
    }

    synchronized int deleteOlderThan(Instant limit, Predicate<S> which) {
        int deleted = 0;
        for (Map.Entry<S, NavigableMap<Instant, V>> entry : all.entrySet()) {
            if (which.test(entry.getKey())) {
                NavigableMap<Instant, V> old = entry.getValue().headMap(limit, false);
                deleted += old.size();
                old.clear();
            }
        }
        return deleted;
    }

    int deleteOlderThan(Instant limit) {
        return deleteOlderThan(limit, any -> true);
    }

    private NavigableMap<Instant, V> of(S key) {
        NavigableMap<Instant, V> values = all.get(key);
        return values == null ? new TreeMap<>() : values;
    }

    private static <V> Optional<V> value(Map.@Nullable Entry<Instant, V> entry) {
        return Optional.ofNullable(entry).map(Map.Entry::getValue);
    }
}
