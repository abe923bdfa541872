/**
 * What to do when a source fails or asks for patience: {@link io.plimsoll.core.kit.resilience.Retries} repeats what is safe to
 * repeat, {@link io.plimsoll.core.kit.resilience.Breaker} stops asking a source that is down, {@link
 * io.plimsoll.core.kit.resilience.WeightedRateLimiter} keeps within the source's budgets.
 *
 * <p>Needs {@code resilience4j-retry} and {@code resilience4j-circuitbreaker}, which core declares as optional.
 */
@NullMarked
package io.plimsoll.core.kit.resilience;

import org.jspecify.annotations.NullMarked;
