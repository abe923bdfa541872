package io.plimsoll.core.domain.position;

import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;

/**
 * One position of somebody.
 *
 * @param account that holds it
 * @param source where it was seen
 * @param seen when
 * @param holding what is held
 */
public record Sighting(Address account, String source, Instant seen, Holding holding) {}
