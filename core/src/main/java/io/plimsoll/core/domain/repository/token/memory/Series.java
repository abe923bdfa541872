package io.plimsoll.core.domain.repository.token.memory;

import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.token.TokenId;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * One value for each token and point in time. Not thread-safe.
 *
 * @param <K> the point: a day, or an instant
 */
final class Series<K extends Comparable<? super K>, V> {
    private final Map<TokenId, TreeMap<K, V>> byToken = new TreeMap<>();
    private final Function<V, K> key;
    private final ToLongFunction<K> number;
    private final LongFunction<K> point;

    /**
     * @param key of a value
     * @param number that stands for the key in a cursor
     * @param point that a number stands for
     */
    Series(Function<V, K> key, ToLongFunction<K> number, LongFunction<K> point) {
        this.key = key;
        this.number = number;
        this.point = point;
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
        NavigableMap<K, V> all = of(token);
        NavigableMap<K, V> rest =
                request.after().map(cursor -> all.headMap(point(cursor), false)).orElse(all);
        List<V> rows = rest.descendingMap().values().stream()
                .limit(request.limit() + 1L)
                .toList();
        return Page.of(rows, request, row -> Cursor.of(Long.toString(number.applyAsLong(key.apply(row)))));
    }

    private K point(Cursor cursor) {
        try {
            return point.apply(Long.parseLong(cursor.parts(1).get(0)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("cursor must be the one of the page before, got " + cursor.text(), e);
        }
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
