package io.plimsoll.core.kit.resilience;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.foundation.error.SourceException.Unavailable;
import io.plimsoll.core.foundation.error.SourceException.Unverified;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops asking a source that is down. CLOSED: calls pass. OPEN, after a number of failures in a row: calls fail at once with
 * {@link Unavailable}, for a while. HALF_OPEN: one call passes to see; its success closes, its failure opens again.
 *
 * <p>Only a sick source counts: no answer, status 500 and above, an answer that makes no sense or is forged. A refusal that
 * the caller must mend (status 400 to 499, not found) and a rate limit are answers of a healthy source. Thread-safe.
 */
public final class Breaker {
    /** Where a breaker stands. */
    public enum State {
        /** Calls pass. */
        CLOSED,
        /** Calls fail at once. */
        OPEN,
        /** One call passes to see. */
        HALF_OPEN
    }

    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

    private final String source;
    private final CircuitBreaker breaker;
    private final Clock clock;
    private final Duration pause;
    private volatile Instant opened = Instant.EPOCH;

    /**
     * A closed breaker.
     *
     * @param source that is asked, for errors and logs
     * @param failures in a row that open it, at least 1
     * @param pause before it is asked again
     * @param clock that the pause is measured with
     */
    public Breaker(String source, int failures, Duration pause, Clock clock) {
        this.source = source;
        this.clock = clock;
        this.pause = pause;
        this.breaker = CircuitBreaker.of(
                source,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(failures)
                        .minimumNumberOfCalls(failures)
                        .failureRateThreshold(100)
                        .waitDurationInOpenState(pause)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .recordException(Breaker::isSick)
                        .ignoreException(error -> !(error instanceof SourceException))
                        .clock(clock)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                opened = clock.instant();
            }
            LOG.warn("breaker={} state={}", source, event.getStateTransition().getToState());
        });
    }

    /**
     * Calls, unless the source is given time to recover.
     *
     * @throws Unavailable without calling, while open
     */
    public <T> T call(Supplier<T> call) {
        try {
            return breaker.executeSupplier(call);
        } catch (CallNotPermittedException open) {
            throw new Unavailable(source, untilPauseIsOver());
        }
    }

    /** How long calls will fail at once, for who has to prepare one; zero where the next one may pass. */
    public Duration pauseLeft() {
        return state() == State.OPEN ? untilPauseIsOver() : Duration.ZERO;
    }

    private Duration untilPauseIsOver() {
        Duration left = Duration.between(clock.instant(), opened.plus(pause));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Where it stands. An open breaker whose pause is over becomes half-open with the next call. */
    public State state() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> State.OPEN;
            case HALF_OPEN -> State.HALF_OPEN;
            default -> State.CLOSED;
        };
    }

    private static boolean isSick(Throwable error) {
        return error instanceof Transport
                || error instanceof MalformedResponse
                || error instanceof Unverified
                || (error instanceof Rejected rejected && rejected.status() >= 500);
    }
}
