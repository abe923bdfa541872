package io.plimsoll.core.domain.repository.token.memory;

import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.token.TokenId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One value for each token and point in time. Not thread-safe.
 *
 * @param <K> the point: a day, or an instant
 */
final class Series<K extends Comparable<? super K>, V> {
    private final Map<TokenId, TreeMap<K, V>> byToken = new TreeMap<>();
    private final Function<V, K> key;
    private final Keyset<V> newestFirst;

    private Series(Function<V, K> key, Keyset<V> newestFirst) {
        this.key = key;
        this.newestFirst = newestFirst;
    }

    /** Values by day. */
    static <V> Series<LocalDate, V> byDay(Function<V, LocalDate> day) {
        return new Series<>(day, Keyset.<V>descending().day(day));
    }

    /** Values by time. */
    static <V> Series<Instant, V> byTime(Function<V, Instant> time) {
        return new Series<>(time, Keyset.<V>descending().time(time));
    }

    void upsert(TokenId token, V value) {
        byToken.computeIfAbsent(token, none -> new TreeMap<>()).put(key.apply(value), value);
    }

    Optional<V> atOrBefore(TokenId token, K limit) {
        return Optional.ofNullable(of(token).floorEntry(limit)).map(Map.Entry::getValue);
    }

    Optional<V> before(TokenId token, K limit) {
        return Optional.ofNullable(of(token).lowerEntry(limit)).map(Map.Entry::getValue);
    }

    Optional<K> newest(TokenId token) {
        return Optional.ofNullable(of(token).lastEntry()).map(Map.Entry::getKey);
    }

    /** Newest first. */
    Page<V> page(TokenId token, PageRequest request) {
        return newestFirst.page(of(token).values().stream(), request);
    }

    /** Oldest first, both ends included. */
    List<V> between(TokenId token, K from, K to) {
        return from.compareTo(to) > 0
                ? List.of()
                : List.copyOf(of(token).subMap(from, true, to, true).values());
    }

    void deleteFrom(TokenId token, K first) {
        of(token).tailMap(first, true).clear();
    }

    int deleteBefore(K limit) {
        int deleted = 0;
        for (TreeMap<K, V> series : byToken.values()) {
            deleted += clear(series.headMap(limit, false));
        }
        return deleted;
    }

    /** {@link #deleteBefore}, but for the newest of these of each token. */
    int deleteBeforeButNewest(K limit) {
        int deleted = 0;
        for (TreeMap<K, V> series : byToken.values()) {
            K newest = series.lowerKey(limit);
            deleted += newest == null ? 0 : clear(series.headMap(newest, false));
        }
        return deleted;
    }

    private static int clear(Map<?, ?> view) {
        int size = view.size();
        view.clear();
        return size;
    }

    private NavigableMap<K, V> of(TokenId token) {
        NavigableMap<K, V> series = byToken.get(token);
        return series == null ? new TreeMap<>() : series;
    }
}
