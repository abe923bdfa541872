package io.plimsoll.core.kit.cache;

/**
 * How a group has fared.
 *
 * @param hits answered from memory while fresh
 * @param misses that had to be loaded, or waited for a load that was under way
 * @param loads of the loader
 * @param failures of the loader
 * @param stale answers given because the loader failed
 * @param secondLevelHits answered by the second level
 * @param secondLevelFailures of the second level
 */
public record CacheStats(
        long hits, long misses, long loads, long failures, long stale, long secondLevelHits, long secondLevelFailures) {

    /** hits / (hits + misses), 0 before the first question. */
    public double hitRate() {
        return hits + misses == 0 ? 0 : (double) hits / (hits + misses);
    }
}
