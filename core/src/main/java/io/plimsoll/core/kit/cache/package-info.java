/**
 * Keeping answers for a while: start from {@link io.plimsoll.core.kit.cache.TieredCache}. Needs {@code caffeine} and {@code
 * resilience4j-circuitbreaker}, which core declares as optional.
 */
@NullMarked
package io.plimsoll.core.kit.cache;

import org.jspecify.annotations.NullMarked;
