package io.plimsoll.core.engine;

import io.plimsoll.core.domain.price.PricePolicy;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;

/**
 * Prices that are asked for once and given to many. An answer and a question on its way are the same thing here, a flight that
 * began at a moment: whoever comes within the freshness after that moment takes what it brings.
 *
 * <p>The kit's cache is not used: its tiers begin at minutes, it loads key by key where sources answer for many assets at once,
 * it gives stale answers when a loader fails, and it would make every user of prices carry Caffeine. Entries are as few as the
 * assets that exist: failures are not kept, so names that nobody knows are not either. Thread-safe.
 */
final class CachedPrices implements PriceSource {
    private record Flight(Instant begun, CompletableFuture<Outcome<PriceQuote>> arrival) {}

    private final PriceSource source;
    private final Duration freshness;
    private final InstantSource clock;
    private final ConcurrentMap<String, Flight> flights = new ConcurrentHashMap<>();

    CachedPrices(PriceSource source, Duration freshness, InstantSource clock) {
        if (freshness.isNegative() || freshness.isZero()) {
            throw new IllegalArgumentException("freshness must be above zero, got " + freshness);
        }
        this.source = source;
        this.freshness = freshness;
        this.clock = clock;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public PricePolicy usualPolicy() {
        return source.usualPolicy();
    }

    @Override
    public Map<String, Outcome<PriceQuote>> latest(Set<String> assets) {
        Instant now = clock.instant();
        Map<String, Flight> joined = new LinkedHashMap<>();
        Map<String, Flight> own = new HashMap<>();
        for (String asset : assets) {
            Flight mine = new Flight(now, new CompletableFuture<>());
            Flight taken =
                    flights.compute(asset, (key, flight) -> flight != null && isFresh(flight, now) ? flight : mine);
            joined.put(asset, taken);
            if (taken.equals(mine)) {
                own.put(asset, mine);
            }
        }
        if (!own.isEmpty()) {
            load(own);
        }
        Map<String, Outcome<PriceQuote>> outcomes = new LinkedHashMap<>();
        joined.forEach((asset, flight) -> outcomes.put(asset, arrival(asset, flight)));
        return outcomes;
    }

    /** A clock that was set back makes a flight look as if it began in the future: no one knows then how old it is. */
    private boolean isFresh(Flight flight, Instant now) {
        Duration age = Duration.between(flight.begun, now);
        return !age.isNegative() && age.compareTo(freshness) < 0;
    }

    /** Whatever happens, every flight ends. */
    private void load(Map<String, Flight> own) {
        Map<String, Outcome<PriceQuote>> answers = Answers.of(source, Set.copyOf(own.keySet()));
        own.forEach((asset, flight) -> {
            Outcome<PriceQuote> answer = answers.get(asset);
            if (answer instanceof Outcome.Failure<PriceQuote>) {
                flights.remove(asset, flight);
            }
            flight.arrival.complete(answer);
        });
    }

    private Outcome<PriceQuote> arrival(String asset, Flight flight) {
        try {
            return flight.arrival.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.failure(new Transport(name(), "interrupted while waiting for the price of " + asset, e));
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("flights never fail", impossible);
        }
    }
}
