/**
 * Funding rates and payments of perpetuals. A rate is per hour; positive means that longs pay shorts.
 */
@NullMarked
package io.plimsoll.core.domain.funding;

import org.jspecify.annotations.NullMarked;
