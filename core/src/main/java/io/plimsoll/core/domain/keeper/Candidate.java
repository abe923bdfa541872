package io.plimsoll.core.domain.keeper;

import io.plimsoll.core.foundation.chain.BlockRef;
import java.math.BigDecimal;

/**
 * A position that its risk model calls liquidatable.
 *
 * @param key what may be liquidated
 * @param position as it was read
 * @param healthFactor of it; below 1, or at 1 where the protocol counts that as liquidatable
 * @param readAt the block it was read at
 * @param <P> the protocol's own position
 */
public record Candidate<P>(AttemptKey key, P position, BigDecimal healthFactor, BlockRef readAt) {}
