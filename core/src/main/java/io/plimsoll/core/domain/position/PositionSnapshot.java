package io.plimsoll.core.domain.position;

import io.plimsoll.core.foundation.chain.Address;
import java.time.Instant;

/**
 * A position as it was at a time. A position that was closed has no snapshot.
 *
 * @param account who holds it
 * @param time of the venue's answer
 * @param position what was held
 */
public record PositionSnapshot(Address account, Instant time, PerpPosition position) {}
