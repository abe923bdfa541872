package io.plimsoll.core.kit.cache;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Groups of cached answers, each typed and with a freshness of its own. Thread-safe; one for a program.
 *
 * <p>A group answers a fresh question from memory. Otherwise it loads, once for all who ask for the same key at that moment,
 * on the thread of the first. If the loader fails, all of them get the last good answer while it is within the group's bound,
 * then the loader's error. "The source has no value" is an answer and is kept like any other. A loader that fails five times in
 * a row is not called for 30 s.
 */
public final class TieredCache {
    private static final int FAILURES = 5;
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Clock clock;
    private final Map<String, CacheGroup<?, ?>> groups = new ConcurrentHashMap<>();

    /** An empty cache. */
    public TieredCache(Clock clock) {
        this.clock = clock;
    }

    /**
     * A new group of answers.
     *
     * @param name unique in this cache
     * @param tier how long an answer is fresh
     * @param staleFor how long after that it may still be given if the loader fails
     * @param maximumSize keys kept; the least useful go first
     * @param loader asks the source; empty where the source has no value
     * @throws IllegalArgumentException if the name is taken
     */
    public <K, V> CacheGroup<K, V> group(
            String name, Tier tier, Duration staleFor, long maximumSize, Function<K, Optional<V>> loader) {
        return group(name, tier, staleFor, maximumSize, loader, Optional.empty());
    }

    /** {@link #group} with a second level that is asked before the loader. */
    public <K, V> CacheGroup<K, V> group(
            String name,
            Tier tier,
            Duration staleFor,
            long maximumSize,
            Function<K, Optional<V>> loader,
            Optional<SecondLevel<K, V>> secondLevel) {
        CacheGroup<K, V> group = new CacheGroup<>(
                name, tier.freshness(), staleFor, maximumSize, loader, secondLevel, clock, FAILURES, PAUSE);
        if (groups.putIfAbsent(name, group) != null) {
            throw new IllegalArgumentException("cache group " + name + " exists already");
        }
        return group;
    }

    /** Forgets everything in every group. */
    public void invalidateAll() {
        groups.values().forEach(CacheGroup::invalidateAll);
    }

    /** The groups' numbers, by name. */
    public Map<String, CacheStats> stats() {
        Map<String, CacheStats> stats = new TreeMap<>();
        groups.forEach((name, group) -> stats.put(name, group.stats()));
        return stats;
    }
}
