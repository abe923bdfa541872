package io.plimsoll.core.kit.resilience;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.plimsoll.core.foundation.error.SourceException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Repeats a call that failed, after a pause of random length (full jitter: 0 to base · 2ⁿ) so that many clients do not come
 * back together. A pause the source asked for is kept; if it is longer than the longest pause allowed, the call fails at
 * once with the source's error. The last error is thrown as it is. Thread-safe.
 */
public final class Retries {
    private final Retry retry;

    /**
     * A policy.
     *
     * @param name for metrics and logs
     * @param repeat what a repeated request may do
     * @param attempts in all, at least 1
     * @param base of the first pause
     * @param longest pause
     */
    public Retries(String name, Repeat repeat, int attempts, Duration base, Duration longest) {
        IntervalFunction backoff = attempt -> {
            double ceiling = Math.min((double) longest.toMillis(), base.toMillis() * Math.pow(2, attempt - 1));
            return ThreadLocalRandom.current().nextLong(1, Math.max(2, (long) ceiling + 1));
        };
        this.retry = Retry.of(
                name,
                RetryConfig.custom()
                        .maxAttempts(attempts)
                        .retryOnException(error -> error instanceof SourceException source
                                && repeat.safeAfter(source)
                                && source.retryAfter().orElse(Duration.ZERO).compareTo(longest) <= 0)
                        .intervalBiFunction((attempt, outcome) -> Math.max(backoff.apply(attempt), askedFor(outcome)))
                        .build());
    }

    /**
     * Calls, and calls again where that is safe and may help.
     *
     * @throws SourceException the last one
     */
    public <T> T call(Supplier<T> call) {
        return retry.executeSupplier(call);
    }

    private static long askedFor(Either<Throwable, Object> outcome) {
        return outcome.isLeft() && outcome.getLeft() instanceof SourceException source
                ? source.retryAfter().map(Duration::toMillis).orElse(0L)
                : 0;
    }
}
