package io.plimsoll.core.engine;

import io.plimsoll.core.domain.price.PriceSource;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Price sources made of price sources. Cache below and choose above: prices are then judged by their age at the moment of use,
 * not at that of an earlier question.
 *
 * <pre>{@code
 * PriceSource prices = Prices.firstOf(
 *         Prices.cached(pyth.prices(), clock), Prices.cached(PythClient.onChain(chain, HYPEREVM), clock), venue.oracle(clock));
 * }</pre>
 */
public final class Prices {
    /** How long {@link #cached(PriceSource, InstantSource)} gives the same answer. */
    public static final Duration FRESHNESS = Duration.ofSeconds(10);

    private Prices() {}

    /**
     * The first usable price of each asset, asking a source only for what those before it could not give, each judged by its
     * {@link PriceSource#usualPolicy}; the system's clock, 5 s for each source, daemon threads that end when idle.
     *
     * @param sources in order of preference, at least one, with different names
     */
    public static FirstOf firstOf(PriceSource... sources) {
        FirstOf.Builder builder = inOrder();
        for (PriceSource source : sources) {
            builder.then(source);
        }
        return builder.build();
    }

    /** As {@link #firstOf}, with policies, clock, threads and cross-checks of one's own. */
    public static FirstOf.Builder inOrder() {
        return new FirstOf.Builder();
    }

    /** {@link #cached(PriceSource, Duration, InstantSource)} for 10 s. */
    public static PriceSource cached(PriceSource source, InstantSource clock) {
        return cached(source, FRESHNESS, clock);
    }

    /**
     * Asks {@code source} once for all who want the same asset within {@code freshness}, counted from the question. Failures
     * are given to those who waited for them and then forgotten.
     *
     * @param freshness above zero
     * @param clock decides how old an answer is
     */
    public static PriceSource cached(PriceSource source, Duration freshness, InstantSource clock) {
        return new CachedPrices(source, freshness, clock);
    }
}
