package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Buys requests for 0.0005 USDC each.
 *
 * @param weight how many
 * @param destination address they are for; null for this one
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("reserveRequestWeight")
public record ReserveRequestWeightAction(
        long weight, @Nullable String destination) implements L1Action<Accepted> {
    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
