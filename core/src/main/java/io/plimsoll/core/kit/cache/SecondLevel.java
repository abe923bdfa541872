package io.plimsoll.core.kit.cache;

import java.time.Duration;
import java.util.Optional;

/**
 * A slower cache behind the one in memory, shared by several processes. A port: nothing here implements it. It may fail or
 * forget at any time; its exceptions are counted and treated as "not found".
 *
 * @param <K> keys
 * @param <V> values
 */
public interface SecondLevel<K, V> {
    /**
     * What is known of a key.
     *
     * @param known empty where the source has no value for the key: that is knowledge too
     * @param <V> values
     */
    record Known<V>(Optional<V> known) {}

    /** What is known of a key, or empty if nothing is. */
    Optional<Known<V>> find(K key);

    /** Remembers for at most {@code freshness}. */
    void put(K key, Known<V> value, Duration freshness);

    /** Forgets. */
    void invalidate(K key);
}
