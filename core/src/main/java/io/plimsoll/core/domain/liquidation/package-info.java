/**
 * Forced closings of positions: {@link io.plimsoll.core.domain.liquidation.Liquidation}, with what is known of it and from
 * where. Who may be liquidated next is a question of analytics.
 */
@NullMarked
package io.plimsoll.core.domain.liquidation;

import org.jspecify.annotations.NullMarked;
