package io.plimsoll.evm.rpc;

import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.foundation.metrics.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What a pool was built with, apart from its endpoints. */
record PoolSettings(
        String name,
        Duration deadline,
        Duration exchangeDeadline,
        int breakerFailures,
        Duration breakerPause,
        Duration headPoll,
        Duration staleAfter,
        Optional<Duration> maxHeadAge,
        Metrics metrics,
        Clock clock,
        LongSupplier nanos,
        Sleeper sleeper,
        Executor looks) {

    /** Waits. */
    @FunctionalInterface
    interface Sleeper {
        Sleeper THREAD = (source, time) -> {
            try {
                TimeUnit.NANOSECONDS.sleep(time.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Transport(source, "interrupted while waiting to ask again", e);
            }
        };

        void sleep(String source, Duration time);
    }
}
