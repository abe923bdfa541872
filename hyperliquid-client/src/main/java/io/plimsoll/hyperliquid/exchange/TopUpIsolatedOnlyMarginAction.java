package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;

/**
 * Adds collateral to a position of a market that only has isolated margin, until it has the leverage.
 *
 * @param asset index of the market, see {@link AssetId}
 * @param leverage to reach
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("topUpIsolatedOnlyMargin")
public record TopUpIsolatedOnlyMarginAction(long asset, BigDecimal leverage) implements L1Action<Accepted> {
    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }

    @Override
    public boolean takesVault() {
        return true;
    }
}
