/**
 * What the venue allows, counted on our side so that it never has to say 429: {@link
 * io.plimsoll.hyperliquid.limit.VenueLimits} is what all clients behind one IP address share. It holds {@link
 * io.plimsoll.hyperliquid.limit.IpBudget} (weight of requests), {@link io.plimsoll.hyperliquid.limit.StreamQuota}
 * (websocket) and one {@link io.plimsoll.hyperliquid.limit.AddressBudget} per trading address. The clients of this module count
 * what they send; what an address has used before, the venue tells.
 *
 * <p>Urgency is a {@link io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane}: cancels and liquidations find room
 * that polling cannot take. A refusal by these limits is the same {@link
 * io.plimsoll.core.foundation.error.SourceException.RateLimited} that a 429 becomes.
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/rate-limits-and-user-limits">rate
 *     limits</a>
 */
@NullMarked
package io.plimsoll.hyperliquid.limit;

import org.jspecify.annotations.NullMarked;
