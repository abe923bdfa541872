package io.plimsoll.core.kit.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.kit.cache.SecondLevel.Known;
import io.plimsoll.core.kit.resilience.Breaker;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Cached answers of one kind; see {@link TieredCache}. Thread-safe.
 *
 * @param <K> keys, with {@code equals} and {@code hashCode}
 * @param <V> answers
 */
public final class CacheGroup<K, V> {
    private final String name;
    private final Function<K, Optional<V>> loader;
    private final Optional<SecondLevel<K, V>> secondLevel;
    private final Duration freshness;
    private final Breaker breaker;
    /** Fresh answers, and loads under way. A load that fails leaves by itself. */
    private final AsyncCache<K, Known<V>> fresh;
    /** The last good answers, as long as they may be given in need. */
    private final Cache<K, Known<V>> good;

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder secondLevelHits = new LongAdder();
    private final LongAdder secondLevelFailures = new LongAdder();

    CacheGroup(
            String name,
            Duration freshness,
            Duration staleFor,
            long maximumSize,
            Function<K, Optional<V>> loader,
            Optional<SecondLevel<K, V>> secondLevel,
            Clock clock,
            int failuresBeforePause,
            Duration pause) {
        this.name = name;
        this.loader = loader;
        this.secondLevel = secondLevel;
        this.freshness = freshness;
        this.breaker = new Breaker("cache " + name, failuresBeforePause, pause, clock);
        Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
        this.fresh = Caffeine.newBuilder()
                .ticker(ticker)
                .executor(Runnable::run)
                .maximumSize(maximumSize)
                .expireAfterWrite(freshness)
                .buildAsync();
        this.good = Caffeine.newBuilder()
                .ticker(ticker)
                .executor(Runnable::run)
                .maximumSize(maximumSize)
                .expireAfterWrite(freshness.plus(staleFor))
                .build();
    }

    /** The name of the group. */
    public String name() {
        return name;
    }

    /**
     * The answer, or empty if the source has none for this key.
     *
     * @throws SourceException if it had to be loaded, could not, and there is no earlier answer that may still be given
     */
    public Optional<V> find(K key) {
        CompletableFuture<Known<V>> mine = new CompletableFuture<>();
        CompletableFuture<Known<V>> present = fresh.asMap().putIfAbsent(key, mine);
        if (present == null) {
            misses.increment();
            load(key, mine);
            return await(key, mine);
        }
        (present.isDone() ? hits : misses).increment();
        return await(key, present);
    }

    /**
     * The answer.
     *
     * @throws NotFound if the source has none for this key
     * @throws SourceException as {@link #find}
     */
    public V get(K key) {
        return find(key).orElseThrow(() -> new NotFound(name, "nothing under " + key));
    }

    /** Loads keys before they are asked for; one that fails does not stop the others. */
    public Map<K, Outcome<Optional<V>>> warm(Collection<K> keys) {
        Map<K, Outcome<Optional<V>>> outcomes = new LinkedHashMap<>();
        keys.forEach(key -> outcomes.put(key, Outcome.of(() -> find(key))));
        return outcomes;
    }

    /** Puts an answer that was learnt elsewhere. */
    public void put(K key, V value) {
        remember(key, new Known<>(Optional.of(value)));
    }

    /** Forgets a key, as fresh and as last good answer. */
    public void invalidate(K key) {
        fresh.synchronous().invalidate(key);
        good.invalidate(key);
        secondLevel.ifPresent(second -> tolerate(() -> {
            second.invalidate(key);
            return Optional.empty();
        }));
    }

    /** Forgets all keys held in memory. */
    public void invalidateAll() {
        fresh.synchronous().invalidateAll();
        good.invalidateAll();
    }

    /** Where the loader's breaker stands. */
    public Breaker.State breaker() {
        return breaker.state();
    }

    /** The numbers so far. */
    public CacheStats stats() {
        return new CacheStats(
                hits.sum(),
                misses.sum(),
                loads.sum(),
                failures.sum(),
                stale.sum(),
                secondLevelHits.sum(),
                secondLevelFailures.sum());
    }

    private void load(K key, CompletableFuture<Known<V>> result) {
        try {
            Optional<Known<V>> shared = secondLevel.flatMap(second -> tolerate(() -> second.find(key)));
            if (shared.isPresent()) {
                secondLevelHits.increment();
                good.put(key, shared.get());
                result.complete(shared.get());
                return;
            }
            Known<V> loaded = breaker.call(() -> {
                loads.increment();
                return new Known<>(loader.apply(key));
            });
            good.put(key, loaded);
            secondLevel.ifPresent(second -> tolerate(() -> {
                second.put(key, loaded, freshness);
                return Optional.empty();
            }));
            result.complete(loaded);
        } catch (SourceException error) {
            failures.increment();
            result.completeExceptionally(error);
        } catch (RuntimeException | Error bug) {
            result.completeExceptionally(bug);
            throw bug;
        }
    }

    private void remember(K key, Known<V> known) {
        good.put(key, known);
        fresh.put(key, CompletableFuture.completedFuture(known));
    }

    private Optional<V> await(K key, CompletableFuture<Known<V>> future) {
        try {
            return future.join().known();
        } catch (CompletionException e) {
            if (e.getCause() instanceof SourceException error) {
                return lastGood(key).orElseThrow(() -> error);
            }
            throw e.getCause() instanceof RuntimeException bug ? bug : e;
        }
    }

    private Optional<Optional<V>> lastGood(K key) {
        Known<V> last = good.getIfPresent(key);
        if (last == null) {
            return Optional.empty();
        }
        stale.increment();
        return Optional.of(last.known());
    }

    private <T> Optional<T> tolerate(Supplier<Optional<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException unreliable) {
            secondLevelFailures.increment();
            return Optional.empty();
        }
    }
}
